package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.LogSourceView;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.Outcome;
import dev.fairlead.opstack.rules.SourceView;
import dev.fairlead.opstack.world.NaiveCycles;
import dev.fairlead.opstack.world.TestWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cross-unsafe heads computed from nothing but the logs: try every set of next blocks of the same
 * timestamp, promote it if it stands on itself, and begin again.
 */
final class CrossUnsafeModel {
  private final TestWorld world;
  private final MessageRules rules;
  private final SourceView sources;
  private final SortedMap<ChainId, BlockRef> heads = new TreeMap<>();

  private CrossUnsafeModel(TestWorld world) {
    this.world = world;
    this.rules = world.rules();
    Map<ChainId, LogView> views = new HashMap<>();
    Map<ChainId, dev.fairlead.opstack.dependency.ChainRules> chains = new HashMap<>();
    for (ChainId chain : world.chains()) {
      views.put(chain, world.view(chain));
      chains.put(chain, rules.chain(chain));
    }
    sources = new LogSourceView(views, chains);
  }

  static SortedMap<ChainId, BlockRef> heads(TestWorld world) {
    CrossUnsafeModel model = new CrossUnsafeModel(world);
    while (model.promoteSome()) {}
    return model.heads;
  }

  private boolean promoteSome() {
    List<ChainId> chains = List.copyOf(world.chains());
    for (int subset = 1; subset < 1 << chains.size(); subset++) {
      List<ChainId> members = new ArrayList<>();
      for (int i = 0; i < chains.size(); i++) {
        if ((subset & 1 << i) != 0) {
          members.add(chains.get(i));
        }
      }
      Map<ChainId, SealedBlock> blocks = nextBlocks(members);
      if (blocks.size() == members.size() && stands(blocks)) {
        blocks.forEach((chain, block) -> heads.put(chain, block.seal().ref()));
        return true;
      }
    }
    return false;
  }

  private Map<ChainId, SealedBlock> nextBlocks(List<ChainId> members) {
    Map<ChainId, SealedBlock> blocks = new TreeMap<>();
    for (ChainId chain : members) {
      long number = heads.containsKey(chain) ? heads.get(chain).number() + 1 : 0;
      if (world.view(chain).block(number) instanceof BlockLookup.Found(SealedBlock block)) {
        blocks.put(chain, block);
      }
    }
    return blocks;
  }

  private boolean stands(Map<ChainId, SealedBlock> blocks) {
    long timestamps =
        blocks.values().stream().map(block -> block.seal().timestamp()).distinct().count();
    return timestamps == 1
        && blocks.entrySet().stream().allMatch(entry -> stands(entry, blocks))
        && !NaiveCycles.exist(blocks);
  }

  private boolean stands(
      Map.Entry<ChainId, SealedBlock> entry, Map<ChainId, SealedBlock> together) {
    ExecutingDescriptor at =
        ExecutingDescriptor.block(entry.getKey(), entry.getValue().seal().timestamp());
    for (MessageReference reference : entry.getValue().references()) {
      boolean isThere =
          isCovered(reference)
              || (together.containsKey(reference.chain())
                  && together.get(reference.chain()).seal().number()
                      == reference.position().blockNumber());
      if (!isThere || !(rules.judge(at, reference, sources) instanceof Outcome.Valid)) {
        return false;
      }
    }
    return true;
  }

  private boolean isCovered(MessageReference reference) {
    BlockRef head = heads.get(reference.chain());
    return head != null && reference.position().blockNumber() <= head.number();
  }
}
