package dev.fairlead.xcmp.proof;

/** What can be wrong with an incoming proof; each fault belongs to one step. */
public enum ProofFault {
  /** Not version 1. */
  UNKNOWN_VERSION(ProofStep.V1, "the version is not 1"),
  /** More channels, nodes, siblings, links or bytes than section 8.4 allows. */
  LIMIT_EXCEEDED(ProofStep.V1, "a size exceeds its limit"),
  /** Number or storage root differ from the candidate's. */
  OTHER_RELAY_PARENT(ProofStep.V2, "the proof is for another relay parent"),
  /** A node is missing, altered, given twice or surplus, or a value does not decode. */
  STATE_PROOF_BROKEN(ProofStep.V3, "the relay state proof is not exact"),
  /** A channel is missing, invented, doubled or out of order. */
  CHANNELS_DIFFER(ProofStep.V4, "the channels are not those of the ingress index"),
  /** Position, count and number of siblings do not fit. */
  ROW_GEOMETRY(ProofStep.V5, "the row proof does not have the geometry of its slot"),
  /** The cell, bound to the recipient and slot, leads to another row root. */
  ROW_MISMATCH(ProofStep.V5, "the cell is not in the sender's row"),
  /** Head, links or bodies although the cell has no news. */
  NOTHING_NEW(ProofStep.V6, "messages are shown although the cell has no news"),
  /** News in the cell and no head proof. */
  HEAD_MISSING(ProofStep.V7, "the cell has news and the head proof is missing"),
  /** Position, count and number of siblings do not fit. */
  HEAD_GEOMETRY(ProofStep.V7, "the head proof does not have the geometry of its leaf"),
  /** The links, from the last consumed one on, lead to another message root. */
  LINKS_MISMATCH(ProofStep.V8, "the links do not lead to the cell's message root"),
  /** The first link does not follow the last consumed one. */
  FIRST_BLOCK_MISMATCH(ProofStep.V9, "the first link's block is not that of the last consumed one"),
  /** The blocks do not ascend. */
  BLOCKS_NOT_ASCENDING(ProofStep.V9, "the blocks of the links do not ascend"),
  /** Enacted after the relay parent. */
  AFTER_RELAY_PARENT(ProofStep.V9, "a link was enacted after the relay parent"),
  /** At or before the stored watermark. */
  BEHIND_WATERMARK(ProofStep.V9, "a link is at or behind the watermark"),
  /** The pending entries are not those of the relay chain's digest. */
  DIGEST_MISMATCH(ProofStep.V10, "the links are not the entries of the digest"),
  /** The relay chain's watermark is later than the stored one (AM11). */
  STORED_WATERMARK_STALE(ProofStep.V11, "the relay chain's watermark is ahead of the stored one"),
  /** W1. */
  WATERMARK_AFTER_RELAY_PARENT(ProofStep.V11, "W1: the new watermark is after the relay parent"),
  /** W2. */
  WATERMARK_BACKWARDS(ProofStep.V11, "W2: the new watermark goes backwards"),
  /** W3. */
  WATERMARK_IDLE(ProofStep.V11, "W3: something is pending and nothing is acknowledged"),
  /** W4. */
  WATERMARK_OFF_QUEUE(ProofStep.V11, "W4: the new watermark is no position of the queue"),
  /** A consumed link has no body. */
  BODY_MISSING(ProofStep.V12, "a consumed link has no body"),
  /** A body that belongs to no consumed link. */
  BODY_SURPLUS(ProofStep.V12, "a body belongs to no consumed link"),
  /** Another body than the link's. */
  BODY_MISMATCH(ProofStep.V12, "a body does not have its link's hash"),
  /** Larger than the channel allows. */
  BODY_TOO_LARGE(ProofStep.V12, "a body exceeds the channel's limit");

  private final ProofStep step;
  private final String sentence;

  ProofFault(ProofStep step, String sentence) {
    this.step = step;
    this.sentence = sentence;
  }

  /** The step that finds it. */
  public ProofStep step() {
    return step;
  }

  /** One clause for people. */
  public String sentence() {
    return sentence;
  }
}
