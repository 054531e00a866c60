package dev.fairlead.xcmp.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Optional;

/** What tests say of verdicts. */
final class IngressAssert {
  private IngressAssert() {}

  static IngressVerdict.Valid assertValid(IngressVerdict verdict) {
    assertThat(verdict).isInstanceOf(IngressVerdict.Valid.class);
    return (IngressVerdict.Valid) verdict;
  }

  static void assertRefused(IngressVerdict verdict, ProofStep step, ProofFault fault) {
    assertThat(verdict).isInstanceOf(IngressVerdict.Invalid.class);
    IngressVerdict.Invalid invalid = (IngressVerdict.Invalid) verdict;
    assertThat(invalid.fault()).isEqualTo(fault);
    assertThat(invalid.step()).isEqualTo(step);
  }

  static void assertRefused(
      IngressVerdict verdict, ProofStep step, ProofFault fault, ParaId sender) {
    assertRefused(verdict, step, fault);
    assertThat(((IngressVerdict.Invalid) verdict).sender()).isEqualTo(Optional.of(sender));
  }

  static Watermark at(long block, ParaId para) {
    return new Watermark(block, para);
  }
}
