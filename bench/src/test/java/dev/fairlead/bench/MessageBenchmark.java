package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.access.AccessListDecoding;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.message.Predeploys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done for each log that is indexed, and for each message that is announced. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {
  private static final int GROUPS = 100;

  private final EventLog log =
      new EventLog(
          Predeploys.L2_TO_L2_MESSENGER,
          List.of(Numbers.hash(1, 1), Numbers.hash(1, 2), Numbers.hash(1, 3), Numbers.hash(1, 4)),
          Bytes.of(Numbers.bytes(256)));
  private final Hash32 logHash = Numbers.hash(2, 1);
  private final ChainId chain = ChainId.of(901);
  private final LogPosition position = new LogPosition(1_000_000, 7);
  private final List<Access> accesses = accesses();
  private final List<Hash32> keys = AccessListCodec.encodeAll(accesses);

  private static List<Access> accesses() {
    List<Access> accesses = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      ChainId chain = i % 2 == 0 ? ChainId.of(901) : new ChainId(Numbers.hash(3, i));
      LogPosition position = new LogPosition(i, i);
      Hash32 checksum = MessageHashes.checksum(chain, position, i, Numbers.hash(4, i));
      accesses.add(new Access(chain, position, i, checksum));
    }
    return accesses;
  }

  /** Log hash of a sent message: 384 bytes of payload. */
  @Benchmark
  public Hash32 logHash() {
    return MessageHashes.logHash(log);
  }

  /** Checksum from a stored log hash. */
  @Benchmark
  public Hash32 checksum() {
    return MessageHashes.checksum(chain, position, 1_700_000_000, logHash);
  }

  /** Storage keys of one message, taken over a hundred, half of them with long chain ids. */
  @Benchmark
  @OperationsPerInvocation(GROUPS)
  public List<Hash32> encodeAccess() {
    return AccessListCodec.encodeAll(accesses);
  }

  /** The way back. */
  @Benchmark
  @OperationsPerInvocation(GROUPS)
  public AccessListDecoding decodeAccess() {
    AccessListDecoding decoding = AccessListCodec.decode(keys);
    if (decoding instanceof AccessListDecoding.Malformed) {
      throw new IllegalStateException("malformed: " + decoding);
    }
    return decoding;
  }
}
