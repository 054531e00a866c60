package dev.fairlead.node.lab;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.replay.LifeFact;
import dev.fairlead.simulator.replay.LifeStep;
import dev.fairlead.simulator.replay.MessageLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lives of messages as text. */
final class Lives {
  private static final int HASH_CHARACTERS = 10;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private Lives() {}

  /** A line for each step. */
  static List<String> text(MessageLife.Story story) {
    List<String> lines = new ArrayList<>();
    lines.add("candidate " + story.candidate());
    lines.add("%10s %14s %6s  %s".formatted("step", "time", "block", "what"));
    for (LifeStep step : story.steps()) {
      String time = seconds(step.when().timeNanos()) + " s";
      lines.add(
          "%10d %14s %6d  %s"
              .formatted(step.when().step(), time, step.head().number(), sentence(step.fact())));
    }
    return lines;
  }

  /** Virtual time, to the microsecond. */
  static String seconds(long nanos) {
    long micros = nanos / NANOS_PER_MICRO;
    return String.format(
        Locale.ROOT, "%d.%06d", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND);
  }

  static String shown(BlockRef block) {
    return block.number() + " " + shown(block.hash());
  }

  private static String shown(Hash32 hash) {
    return hash.toString().substring(0, HASH_CHARACTERS);
  }

  private static String sentence(LifeFact fact) {
    return switch (fact) {
      case LifeFact.Queued(long paraBlock) -> "queued by the sender's block " + paraBlock;
      case LifeFact.Committed(var collator, long paraBlock, long bytes) ->
          "committed in the sender's block %d by %s, body of %d bytes"
              .formatted(paraBlock, collator.name(), bytes);
      case LifeFact.BodyKept(var node, var part, int count) ->
          "body at " + named(part) + ": " + node.name() + " (" + count + ")";
      case LifeFact.Backed(var block, int group) ->
          "backed by group " + group + " in relay block " + shown(block);
      case LifeFact.CandidateDropped(var block, var cause) ->
          "candidate dropped in relay block "
              + shown(block)
              + ": "
              + cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      case LifeFact.Included(var block) -> "included in relay block " + shown(block);
      case LifeFact.Posted(var block) -> "posted on the relay chain in block " + shown(block);
      case LifeFact.Acked(var block) -> "acked in relay block " + shown(block);
      case LifeFact.DroppedWithFork(var block) -> "dropped with the fork of block " + shown(block);
      case LifeFact.AckTakenBack(var block) -> "ack taken back with block " + shown(block);
      case LifeFact.AckFinal(var block) -> "finalized: the ack in block " + shown(block);
    };
  }

  private static String named(LifeFact.Part part) {
    return switch (part) {
      case SENDING_COLLATOR -> "the sender's collators";
      case SENDING_GROUP -> "the sending group";
      case RECEIVING_GROUP -> "the receiving group";
      case RECEIVING_COLLATOR -> "the recipient's collators";
      case OTHER -> "other nodes";
    };
  }
}
