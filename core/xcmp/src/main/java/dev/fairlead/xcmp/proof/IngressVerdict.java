package dev.fairlead.xcmp.proof;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/** Outcome of checking an incoming proof. */
public sealed interface IngressVerdict {
  /**
   * All steps passed.
   *
   * @param consumed entries up to the new watermark, in queue order
   * @param next state of the para after them (V13)
   */
  record Valid(List<Watermark> consumed, IngressState next) implements IngressVerdict {
    /** Copies the list. */
    public Valid {
      consumed = List.copyOf(consumed);
    }
  }

  /**
   * The first step that did not pass.
   *
   * @param fault what is wrong
   * @param sender the channel on which it was found, where it is one channel's
   */
  record Invalid(ProofFault fault, Optional<ParaId> sender) implements IngressVerdict {
    /** The step that found it. */
    public ProofStep step() {
      return fault.step();
    }
  }
}
