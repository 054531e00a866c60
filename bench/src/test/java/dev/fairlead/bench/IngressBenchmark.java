package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.proof.IngressCheck;
import dev.fairlead.xcmp.proof.IngressClaim;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.IngressVerdict;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The incoming part of a proof of validity, from its bytes to the verdict: ten links a channel. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IngressBenchmark {
  private static final int LINKS = 10;
  private static final int BODY_BYTES = 1_000;
  private static final int OTHER_PARAS = 2_000;

  /** Ingress channels. */
  @Param({"100"})
  public int channels;

  private Bytes encoded = Bytes.EMPTY;
  private IngressClaim claim = new IngressWorld(0, 1, 0).claim(new IngressWorld(0, 1, 0).proof(0));

  /** Makes the proof, and sees that it is accepted. */
  @Setup
  public void makeProof() throws DecodingException {
    IngressWorld world = new IngressWorld(channels, LINKS, BODY_BYTES);
    var proof = world.proof(OTHER_PARAS);
    encoded = XcmpIngressCodec.encode(proof);
    claim = world.claim(proof);
    if (!(verify() instanceof IngressVerdict.Valid valid)
        || valid.consumed().size() != channels * LINKS) {
      throw new IllegalStateException("the honest proof is not accepted");
    }
  }

  /** Decodes and judges. */
  @Benchmark
  public IngressVerdict verify() throws DecodingException {
    return IngressCheck.judge(
        IngressState.start(IngressWorld.RECIPIENT), claim, XcmpIngressCodec.decode(encoded));
  }
}
