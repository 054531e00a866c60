package dev.fairlead.xcmp.queue;

/** The rules that an advance of a watermark can break (section 3.2). */
public enum WatermarkRule {
  /** It lies beyond the relay parent. */
  W1,
  /** It goes backwards. */
  W2,
  /** Something is pending and it acknowledges nothing. */
  W3,
  /**
   * It is neither an entry, nor the end of the relay parent, nor unchanged with nothing pending.
   */
  W4
}
