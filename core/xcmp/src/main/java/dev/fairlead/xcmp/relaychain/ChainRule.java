package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.queue.WatermarkRule;

/**
 * The rules by which the relay chain refuses something (sections 0a and 3.2). A5 shows as the
 * watermark's rule that is broken; A8 is for backers, before they sign.
 */
public enum ChainRule {
  /** Parent head, relay parent not backwards, signatures, number in flight (AM5). */
  A0,
  /** More bits than slots. */
  A1,
  /** A bit without a live slot. */
  A2,
  /** Message root and bits disagree. */
  A3,
  /** Relay parent. */
  A4,
  /** HRMP messages. */
  A6,
  /** A second link in flight. */
  A7,
  /** The channel is full (AM4). */
  A9,
  /** Ahead of the relay parent. */
  W1,
  /** Backwards. */
  W2,
  /** Nothing acknowledged. */
  W3,
  /** Not an entry. */
  W4,
  /** Origin not registered. */
  CH1,
  /** Recipient not registered. */
  CH2,
  /** Channel to itself. */
  CH3,
  /** Channel exists, or an old one is still in use (AM3). */
  CH4,
  /** Request exists. */
  CH5,
  /** Limits out of range. */
  CH6,
  /** Too many outgoing channels. */
  CH7,
  /** No unconfirmed request. */
  CH8,
  /** Too many incoming channels, or too many messages in them (AM4). */
  CH9,
  /** Deposit, or other limits than proposed. */
  CH10,
  /** Deposits return once. */
  SE7,
  /** Not stalled. */
  B1,
  /** Not the first entry, second post of the block, or too many bytes. */
  B2,
  /** Proof of the body. */
  B3,
  /** The poster cannot pay. */
  B4,
  /** Posted already. */
  B5,
  /** Root and self-only calls: a para's own affairs. */
  AM9,
  /** Session change and candidates in flight. */
  AM2;

  /** The same rule of the watermark. */
  public static ChainRule of(WatermarkRule rule) {
    return switch (rule) {
      case W1 -> W1;
      case W2 -> W2;
      case W3 -> W3;
      case W4 -> W4;
    };
  }
}
