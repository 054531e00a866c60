package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;

/** Outcome of checking a proof of validity. */
public sealed interface PovVerdict {
  /**
   * All steps passed.
   *
   * @param header of the block
   * @param consumed entries of the ingress queue that it acted on, in queue order
   * @param sent what it sent, ascending by recipient: what its validators keep and serve
   */
  record Valid(ParaHeader header, List<Watermark> consumed, List<Sent> sent) implements PovVerdict {
    /** Copies the lists. */
    public Valid {
      consumed = List.copyOf(consumed);
      sent = List.copyOf(sent);
    }
  }

  /**
   * A message with its body.
   *
   * @param message its place
   * @param body what was sent
   */
  record Sent(SentMessage message, Bytes body) {}

  /**
   * The first step that did not pass.
   *
   * @param fault what is wrong
   */
  record Invalid(PovFault fault) implements PovVerdict {}
}
