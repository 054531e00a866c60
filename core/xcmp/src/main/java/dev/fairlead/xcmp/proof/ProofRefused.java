package dev.fairlead.xcmp.proof;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the first fault out of nested checks; never leaves this package. */
final class ProofRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProofFault fault;
  private final transient @Nullable ParaId sender; // null: not one channel's fault

  ProofRefused(ProofFault fault) {
    super(fault.sentence(), null, false, false);
    this.fault = fault;
    this.sender = null;
  }

  ProofRefused(ProofFault fault, ParaId sender) {
    super(fault.sentence(), null, false, false);
    this.fault = fault;
    this.sender = sender;
  }

  IngressVerdict verdict() {
    return new IngressVerdict.Invalid(fault, Optional.ofNullable(sender));
  }
}
