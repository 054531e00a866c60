package dev.fairlead.node.devnet.traffic;

/**
 * How many messages there were and how they ended.
 *
 * @param messages submitted
 * @param delivered valid ones executed in a cross-safe block
 * @param refused invalid ones refused with the right code
 * @param failed all that ended otherwise
 */
public record Tally(int messages, int delivered, int refused, int failed) {
  /** Nothing yet. */
  public static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally submitted() {
    return new Tally(messages + 1, delivered, refused, failed);
  }

  Tally settled(MessageState state) {
    return switch (state) {
      case MessageState.Delivered _, MessageState.Finalized _ ->
          new Tally(messages, delivered + 1, refused, failed);
      case MessageState.Refused _ -> new Tally(messages, delivered, refused + 1, failed);
      case MessageState.Failed _ -> new Tally(messages, delivered, refused, failed + 1);
      case MessageState.Submitted _,
          MessageState.Sent _,
          MessageState.Forwarded _,
          MessageState.Executed _ ->
          this;
    };
  }

  /** Messages that have not ended. */
  public int underWay() {
    return messages - delivered - refused - failed;
  }
}
