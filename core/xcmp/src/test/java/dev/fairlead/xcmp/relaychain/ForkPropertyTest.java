package dev.fairlead.xcmp.relaychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Forks never influence each other: the same tree of blocks, added in other orders, gives the same
 * states and events, and states that were there before stay what they were.
 */
final class ForkPropertyTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final int BLOCKS = 250;

  private record Result(Hash32 storageRoot, List<RelayEvent> events, String queues) {}

  @Test
  void anyOrderOfTheSameBlocks_givesTheSameStates() {
    System.out.println("ForkPropertyTest seed " + SEED);
    Random random = new Random(SEED);
    RelayTraffic traffic = new RelayTraffic(random);
    RelaySession session = traffic.session().begin(0, 1);
    List<RelayBlock> blocks = tree(traffic, session, random);
    Map<Hash32, Result> first = apply(genesis(session), blocks);

    for (int i = 0; i < 5; i++) {
      Map<Hash32, Result> again = apply(genesis(session), interleaved(blocks, random));

      assertThat(again).as("seed " + SEED).isEqualTo(first);
    }
  }

  private static RelayState genesis(RelaySession session) {
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    for (ParaId para : RelayTraffic.PARAS) {
      paras.put(para, ParaRecord.registered(ParaKind.CHAIN, RelayBed.hash(para.value()), 10_000));
    }
    return RelayState.genesis(
        RelaySettings.STANDARD, new BlockRef(0, RelayBed.hash(-1)), session, paras, 1_000);
  }

  /** A tree of blocks, each made after one of the twelve newest. */
  private static List<RelayBlock> tree(RelayTraffic traffic, RelaySession session, Random random) {
    NaiveRelayChain start = new NaiveRelayChain(RelaySettings.STANDARD, traffic.outboxes);
    for (ParaId para : RelayTraffic.PARAS) {
      Hash32 head = RelayBed.hash(para.value());
      start.paras.put(para, new NaiveRelayChain.Para(ParaKind.CHAIN, head, 10_000));
    }
    start.ref = new BlockRef(0, RelayBed.hash(-1));
    start.session = session;
    start.sessions.put(0L, session);
    start.funds = 1_000;
    start.relayParents.add(new RelayParent(start.ref, NaiveStorage.root(start)));
    List<NaiveRelayChain> chains = new ArrayList<>(List.of(start));
    List<RelayBlock> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      int back = random.nextInt(4) == 0 ? random.nextInt(Math.min(12, chains.size())) : 0;
      NaiveRelayChain on = chains.get(chains.size() - 1 - back);
      RelayBlock block = traffic.next(on);
      blocks.add(block);
      chains.add(on.after(block));
    }
    return blocks;
  }

  /** Another order in which every block still comes after its parent. */
  private static List<RelayBlock> interleaved(List<RelayBlock> blocks, Random random) {
    List<RelayBlock> waiting = new ArrayList<>(blocks);
    Set<Hash32> known = new HashSet<>(Set.of(RelayBed.hash(-1)));
    List<RelayBlock> order = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Collections.shuffle(waiting, random);
      waiting.removeIf(block -> {
        boolean isNext = known.contains(block.parent()) && random.nextBoolean();
        if (isNext) {
          known.add(block.ref().hash());
          order.add(block);
        }
        return isNext;
      });
    }
    return order;
  }

  /** Every state is looked at in the end, after all its siblings have been made. */
  private static Map<Hash32, Result> apply(RelayState genesis, List<RelayBlock> blocks) {
    Map<Hash32, RelayState> states = new HashMap<>(Map.of(genesis.ref().hash(), genesis));
    Map<Hash32, List<RelayEvent>> events = new HashMap<>();
    for (RelayBlock block : blocks) {
      RelayTransition.Outcome outcome = RelayTransition.apply(states.get(block.parent()), block);
      states.put(block.ref().hash(), outcome.state());
      events.put(block.ref().hash(), outcome.events());
    }
    Map<Hash32, Result> results = new HashMap<>();
    states.forEach((hash, state) ->
        results.put(
            hash,
            new Result(state.storageRoot(), events.getOrDefault(hash, List.of()), content(state))));
    return results;
  }

  private static String content(RelayState state) {
    StringBuilder content = new StringBuilder();
    for (ParaId para : state.paras()) {
      content.append(para).append(state.para(para)).append(state.queue(para).entries());
      content.append(state.inFlight(para)).append(state.posts(para));
      state.row(para).ifPresent(row -> content.append(row.root()).append(row.cells()));
    }
    return content
        .append(state.channels())
        .append(state.openRequests())
        .append(state.relayParents())
        .append(state.postFunds())
        .toString();
  }
}
