package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.ErasureCode;

/**
 * What is fixed for a para about messages.
 *
 * @param messagesPerBlockMax application messages that one block executes; the rest wait in the
 *     inbox (RX3)
 * @param ingressBytesMax bodies that one block takes in, bytes, but always one entry (RX4)
 * @param isCoded whether proofs of validity are erasure-coded (AM18); if not, availability is
 *     arranged otherwise and every erasure root is zero
 */
public record ParaSettings(int messagesPerBlockMax, int ingressBytesMax, boolean isCoded) {
  /** The recommended figures: bodies take about a third of a proof of validity. */
  public static final ParaSettings STANDARD =
      new ParaSettings(10_000, ProofOfValidity.BYTES_MAX / 3);

  /** With erasure-coded proofs of validity. */
  public ParaSettings(int messagesPerBlockMax, int ingressBytesMax) {
    this(messagesPerBlockMax, ingressBytesMax, true);
  }

  /** Without erasure coding. */
  public ParaSettings uncoded() {
    return new ParaSettings(messagesPerBlockMax, ingressBytesMax, false);
  }

  /** The root over the chunks that so many validators keep of a proof of validity. */
  Hash32 erasureRoot(int validators, Bytes pov) {
    return isCoded ? ErasureCode.encode(validators, pov).root() : Hash32.ZERO;
  }
}
