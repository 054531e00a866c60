package dev.fairlead.xcmp.peer;

import dev.fairlead.xcmp.erasure.ErasureCode;
import dev.fairlead.xcmp.proof.XcmpLimits;

/** Bounds of what peers may say (section 5.11, AM22). Checked before anything is allocated. */
public final class PeerLimits {
  /** Heads of a view. */
  public static final int HEADS_MAX = 5;

  /** Entries of an announcement. */
  public static final int ANNOUNCED_MAX = 512;

  /** Holes of a receipt. */
  public static final int HOLES_MAX = 256;

  /** Entries of a notice that they are dropped. */
  public static final int DROPPED_MAX = 256;

  /** Bytes of the text of a farewell. */
  public static final int BYE_BYTES_MAX = 64;

  /** Senders of a fetch. */
  public static final int SENDERS_MAX = 128;

  /** Items of a fetch or push. */
  public static final int ITEMS_MAX = 256;

  /** Wire bytes of all items of one fetch or push together; see {@link Item#wireBytes}. */
  public static final int ITEMS_BYTES_MAX = (4 << 20) - 64;

  /** Body bytes of a fetch. */
  public static final int FETCH_BYTES_MAX = 4 << 20;

  /** Entries of a list of what waits, and of a hand-over. */
  public static final int LISTED_MAX = 1_024;

  /** Entries of a probe. */
  public static final int PROBED_MAX = 8;

  /** Peers of a hand-over. */
  public static final int NOTES_MAX = 64;

  /** Bytes of an address range. */
  public static final int PREFIX_BYTES_MAX = 16;

  /** Siblings of a proof. */
  public static final int SIBLINGS_MAX = XcmpLimits.SIBLINGS_MAX;

  /** Bytes of a body. */
  public static final int BODY_BYTES_MAX = XcmpLimits.BODY_BYTES_MAX;

  /** Bytes of an encoded candidate; leaves room for a proof of validity beside it. */
  public static final int CANDIDATE_BYTES_MAX = (2 << 20) - (64 << 10);

  /** Bytes of an encoded proof of validity. */
  public static final int POV_BYTES_MAX = ErasureCode.POV_BYTES_MAX;

  /** Bytes of a chunk: up to three validators, each keeps the whole proof with its length. */
  public static final int CHUNK_BYTES_MAX = POV_BYTES_MAX + 4;

  /** Bytes of an Ed25519 signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** Bytes of an encoded greeting. */
  public static final int HELLO_BYTES_MAX = 256;

  /** Requests of one peer that are worked on at once; beyond that the answer is Busy. */
  public static final int REQUESTS_PER_PEER_MAX = 16;

  /** Requests of all peers that are worked on at once. */
  public static final int REQUESTS_MAX = 256;

  private PeerLimits() {}
}
