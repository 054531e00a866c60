package dev.fairlead.bench;

import com.joemelsha.crypto.hash.Keccak;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One hash, with an object that is used again: ours beside two libraries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeccakBenchmark {
  /** Bytes to hash: the pair of two hashes, and the payload of a usual message. */
  @Param({"64", "384"})
  public int size;

  private byte[] input = new byte[0];
  private final byte[] output = new byte[Hash32.SIZE];
  private final Keccak256 ours = new Keccak256();
  private final KeccakDigest bouncyCastle = new KeccakDigest(256);
  private final Keccak headlong = new Keccak(256);

  /** Makes the input. */
  @Setup
  public void makeInput() {
    input = Numbers.bytes(size);
  }

  /** The kernel's. */
  @Benchmark
  public Hash32 fairlead() {
    return ours.update(input).digest();
  }

  /** Bouncy Castle's. */
  @Benchmark
  public byte[] bouncyCastle() {
    bouncyCastle.update(input, 0, input.length);
    bouncyCastle.doFinal(output, 0);
    return output;
  }

  /** The one that headlong brings. */
  @Benchmark
  public byte[] headlong() {
    headlong.reset();
    headlong.update(input);
    return headlong.digest();
  }
}
