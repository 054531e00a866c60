package dev.fairlead.xcmp.para;

/**
 * What is fixed for a para about messages.
 *
 * @param messagesPerBlockMax application messages that one block executes; the rest wait in the
 *     inbox (RX3)
 * @param ingressBytesMax bodies that one block takes in, bytes, but always one entry (RX4)
 */
public record ParaSettings(int messagesPerBlockMax, int ingressBytesMax) {
  /** The recommended figures: bodies take about a third of a proof of validity. */
  public static final ParaSettings STANDARD =
      new ParaSettings(10_000, ProofOfValidity.BYTES_MAX / 3);
}
