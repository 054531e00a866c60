package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;

/** Addresses of the interop contracts on every L2 (section 2.5). */
public final class Predeploys {
  /** Emits executing messages. */
  public static final Address20 CROSS_L2_INBOX =
      Address20.literal("0x4200000000000000000000000000000000000022");

  /** Sends and relays L2-to-L2 messages with replay protection. */
  public static final Address20 L2_TO_L2_MESSENGER =
      Address20.literal("0x4200000000000000000000000000000000000023");

  private Predeploys() {}
}
