package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.replay.LifeFact;
import dev.fairlead.simulator.replay.LifeStep;
import dev.fairlead.simulator.replay.MessageLife;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The lives of messages, against what the surviving relay chain says of them. */
class MessageLifeTest {
  private static final ChannelId CHANNEL = new ChannelId(new ParaId(1_000), new ParaId(1_001));

  @Test
  void quietLife_hasEveryStepInItsOrder() {
    Crowd crowd = new Crowd(10, 10);
    World world = new World(Worlds.quiet(Traffic.Pattern.ALL, true), Worlds.S1, 1);
    world.watchedBy(crowd);

    world.run();

    List<LifeFact> life =
        crowd.lives.get(10L).stories().getFirst().steps().stream().map(LifeStep::fact).toList();
    assertThat(life.stream().map(MessageLifeTest::kind).distinct())
        .containsSubsequence(
            "Queued", "Committed", "SENDING_GROUP", "Backed", "Included", "RECEIVING_COLLATOR")
        .containsSubsequence("Included", "Acked", "AckFinal")
        .doesNotContain("DroppedWithFork", "AckTakenBack", "CandidateDropped", "OTHER");
    assertThat(life.stream().filter(one -> kind(one).equals("SENDING_GROUP"))).hasSize(3);
    assertThat(life.stream().filter(one -> kind(one).equals("RECEIVING_COLLATOR"))).hasSize(2);
  }

  @Test
  void livesInAFaultyWorld_endAsTheSurvivingChainHasThem() {
    Crowd crowd = new Crowd(2, 69);
    World world = new World(Worlds.mixed(true), Worlds.S1, 1);
    world.watchedBy(crowd);

    world.run();

    Map<Long, Hash32> included = crowd.included();
    List<Long> acked = crowd.acked();
    assertThat(included).hasSizeGreaterThan(5);
    int dropped = 0;
    for (Map.Entry<Long, MessageLife> one : crowd.lives.entrySet()) {
      long block = one.getKey();
      int surviving = 0;
      for (MessageLife.Story story : one.getValue().stories()) {
        Optional<BlockRef> inclusion = last(story, LifeFact.Included.class, included);
        if (inclusion.filter(ref -> ref.number() == block).isPresent()) {
          surviving++;
          assertThat(isAcked(story)).as("(1000,1001,%s)", block).isEqualTo(acked.contains(block));
        }
        dropped += (int) story.steps().stream().filter(MessageLifeTest::isDrop).count();
      }
      assertThat(surviving)
          .as("(1000,1001,%s)", block)
          .isEqualTo(included.containsKey(block) ? 1 : 0);
    }
    assertThat(dropped).as("forks took something back").isPositive();
  }

  /** Where it is included at the end, if the surviving chain has that block. */
  private static Optional<BlockRef> last(
      MessageLife.Story story, Class<LifeFact.Included> kind, Map<Long, Hash32> surviving) {
    Optional<BlockRef> at = Optional.empty();
    for (LifeStep step : story.steps()) {
      if (kind.isInstance(step.fact())) {
        at = Optional.of(kind.cast(step.fact()).block());
      } else if (isDrop(step)) {
        at = Optional.empty();
      }
    }
    at.ifPresent(
        block -> assertThat(surviving.get(block.number())).as("%s", block).isEqualTo(block.hash()));
    return at;
  }

  private static boolean isDrop(LifeStep step) {
    return step.fact() instanceof LifeFact.DroppedWithFork;
  }

  private static boolean isAcked(MessageLife.Story story) {
    boolean isAcked = false;
    for (LifeStep step : story.steps()) {
      isAcked |= step.fact() instanceof LifeFact.Acked;
      isAcked &= !(step.fact() instanceof LifeFact.AckTakenBack);
    }
    return isAcked;
  }

  private static String kind(LifeFact fact) {
    return fact instanceof LifeFact.BodyKept kept
        ? kept.part().name()
        : fact.getClass().getSimpleName();
  }

  /** Follows the channel's messages of many blocks at once, and remembers every relay block. */
  private static final class Crowd implements Onlooker {
    private final Map<Long, MessageLife> lives = new TreeMap<>();
    private final Map<Hash32, ImportedBlock> blocks = new HashMap<>();
    private Hash32 head = Hash32.ZERO;

    Crowd(long from, long to) {
      for (long block = from; block <= to; block++) {
        lives.put(block, new MessageLife(CHANNEL, block));
      }
    }

    @Override
    public void built(When when, Place collator, KnownBlock block) {
      lives.values().forEach(one -> one.built(when, collator, block));
    }

    @Override
    public void kept(When when, Place node, List<Item> items) {
      lives.values().forEach(one -> one.kept(when, node, items));
    }

    @Override
    public void imported(When when, ImportedBlock block) {
      blocks.put(block.state().ref().hash(), block);
      head = block.isBest() ? block.state().ref().hash() : head;
      lives.values().forEach(one -> one.imported(when, block));
    }

    @Override
    public void finalized(When when, BlockRef newest) {
      lives.values().forEach(one -> one.finalized(when, newest));
    }

    private List<ImportedBlock> surviving() {
      List<ImportedBlock> chain = new ArrayList<>();
      for (Hash32 at = head; blocks.containsKey(at); at = chain.getLast().parent()) {
        chain.add(Objects.requireNonNull(blocks.get(at)));
      }
      return chain;
    }

    Map<Long, Hash32> included() {
      Map<Long, Hash32> included = new TreeMap<>();
      for (ImportedBlock block : surviving()) {
        if (block.events().contains(new RelayEvent.EntryQueued(CHANNEL, number(block)))) {
          included.put(number(block), block.state().ref().hash());
        }
      }
      return included;
    }

    List<Long> acked() {
      List<Long> acked = new ArrayList<>();
      for (ImportedBlock block : surviving()) {
        for (RelayEvent event : block.events()) {
          if (event instanceof RelayEvent.WatermarkAdvanced(var para, _, _, var passed)
              && para.equals(CHANNEL.recipient())) {
            passed.stream()
                .filter(entry -> entry.para().equals(CHANNEL.sender()))
                .map(Watermark::block)
                .forEach(acked::add);
          }
        }
      }
      return acked;
    }

    private static long number(ImportedBlock block) {
      return block.state().number();
    }
  }
}
