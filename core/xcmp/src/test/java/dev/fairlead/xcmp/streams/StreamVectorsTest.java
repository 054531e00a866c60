package dev.fairlead.xcmp.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XCMP facts, sections 9.3 and 11.7; {@code -Dfairlead.seed=N} repeats a run. */
final class StreamVectorsTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final StreamId TO_2000 = StreamId.channelTo(new ParaId(2000));
  private static final StreamId TO_2001 = StreamId.channelTo(new ParaId(2001));
  private static final StreamId ACK_2000 = StreamId.ackTo(new ParaId(2000));

  @Test
  void leafAndEmptyRoot() {
    assertThat(StreamFrontier.leaf(text("hello")))
        .hasToString("0xcd31917fb8992dae762dbaaf276d8eb65aa89cdfb87daf69e05f8c08b490e78b");
    assertThat(StreamFrontier.EMPTY.root())
        .hasToString("0x642206314f534b29ad297d82440a5f9f210e30ca5ced805a587ca402de927342");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 9321e9a50147d8f82be7e2dc9b0bc89aad65e54b20ee1c467b02791b2d2431da",
    "2, 3aa7d1c4d5cd983ebc6256f1fcbe8b70376d3cdeb84bf59efac90b0543e886b2",
    "3, 6fc31f92b399318fe232627caf33ce384b3e03509316798264d36a31bac7fe21",
    "5, 41317a53eb5fce6a29126eacacf62c0311d62cb1ec0735132404c6f3f7f89df1",
    "7, c8e6cda795d1d8de5bea5a5171489d93dde4f1f8bceaf299af79da2e52bf0915"
  })
  void rootOfAStream(int payloads, String root) {
    assertThat(stream(payloads).root()).hasToString("0x" + root);
  }

  @Test
  void names() {
    assertThat(TO_2000).hasToString("0x00000007d0000000");
    assertThat(StreamId.ackTo(new ParaId(1000))).hasToString("0x01000003e8000000");
    assertThat(StreamId.broadcast(1, 7)).hasToString("0x0200010000000007");
  }

  @Test
  void rootOverAllStreams() {
    SortedMap<StreamId, Hash32> roots = new TreeMap<>();
    roots.put(TO_2000, stream(3).root());
    assertThat(StreamsRoot.of(roots))
        .hasToString("0x3ead471b9834397c4c135c72d5cea89571938e4890420f9f843bd4465eed3b80");
    roots.put(TO_2001, stream(1).root());
    assertThat(StreamsRoot.of(roots))
        .hasToString("0x6e50dc2f457480ab659c73b5a9c330969504afc4a961cd198ccb4890f1c27a61");
    roots.put(ACK_2000, stream(5).root());
    assertThat(StreamsRoot.of(roots))
        .hasToString("0x7995c06069e4e40b959454d99d47b40fe45548f6a42b3e272f291886b8185841");
  }

  @Test
  void names_areUnsigned_andKeepTheirWidths() {
    assertThat(new StreamId(0x80L << 56)).isGreaterThan(StreamId.broadcast(0xffff, 1));
    assertThat(StreamId.channelTo(ParaId.HIGHEST)).hasToString("0x00ffffffff000000");
    assertThat(StreamId.broadcast(0xffff, (1L << 40) - 1)).hasToString("0x02ffffffffffffff");
    assertThatThrownBy(() -> StreamId.broadcast(1 << 16, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StreamId.broadcast(0, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limits_areHeld() {
    Bytes largest = Bytes.of(new byte[StreamFrontier.PAYLOAD_BYTES_MAX]);
    Bytes larger = Bytes.of(new byte[StreamFrontier.PAYLOAD_BYTES_MAX + 1]);

    assertThat(StreamFrontier.EMPTY.append(largest).count()).isEqualTo(1);
    assertThatThrownBy(() -> StreamFrontier.EMPTY.append(larger))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamFrontier(3, List.of(Hash32.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StreamsRoot.of(new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Against the definition: the largest perfect tree on the left, then the rest. */
  @Test
  void frontier_equalsARangeBuiltAnew_forAllSizesUpTo130() {
    StreamFrontier frontier = StreamFrontier.EMPTY;
    for (int size = 1; size <= 130; size++) {
      frontier = frontier.append(payload(size - 1));

      assertThat(frontier.count()).isEqualTo(size);
      assertThat(frontier.root()).as("size %d", size).isEqualTo(bagged(0, size));
    }
  }

  /** Against the definition, bit by bit; random streams that share long starts. */
  @Test
  void rootOverAllStreams_equalsOneThatTriesEveryBit() {
    System.out.println("StreamVectorsTest seed " + SEED);
    Random random = new Random(SEED);
    for (int run = 0; run < 200; run++) {
      SortedMap<StreamId, Hash32> roots = new TreeMap<>();
      for (int i = 0; i <= random.nextInt(12); i++) {
        long low = random.nextInt(4);
        StreamId id = new StreamId(random.nextBoolean() ? random.nextLong() : (low << 61) | low);
        roots.put(id, new Hash32(random.nextLong(), 0, 0, i));
      }
      List<StreamId> ids = new ArrayList<>(roots.keySet());
      Collections.shuffle(ids, random);

      assertThat(StreamsRoot.of(roots)).as("seed %d", SEED).isEqualTo(bitByBit(ids, roots, 0));
    }
  }

  private static Hash32 bitByBit(List<StreamId> ids, SortedMap<StreamId, Hash32> roots, int bit) {
    if (ids.size() == 1) {
      StreamId id = ids.getFirst();
      return new Blake2b256().updateByte(5).update(id.toBytes()).update(roots.get(id)).digest();
    }
    List<StreamId> zeros = new ArrayList<>();
    List<StreamId> ones = new ArrayList<>();
    ids.forEach(id -> (((id.value() >>> (63 - bit)) & 1) == 0 ? zeros : ones).add(id));
    if (zeros.isEmpty() || ones.isEmpty()) {
      return bitByBit(ids, roots, bit + 1);
    }
    return new Blake2b256()
        .updateByte(6)
        .updateByte(bit)
        .update(bitByBit(zeros, roots, bit + 1))
        .update(bitByBit(ones, roots, bit + 1))
        .digest();
  }

  private static Hash32 bagged(int from, int to) {
    int width = Integer.highestOneBit(to - from);
    Hash32 peak = perfect(from, from + width);
    return from + width == to ? peak : pair(3, bagged(from + width, to), peak);
  }

  private static Hash32 perfect(int from, int to) {
    int middle = (from + to) >>> 1;
    return to - from == 1
        ? StreamFrontier.leaf(payload(from))
        : pair(2, perfect(from, middle), perfect(middle, to));
  }

  private static Hash32 pair(int tag, Hash32 first, Hash32 second) {
    return new Blake2b256().updateByte(tag).update(first).update(second).digest();
  }

  private static StreamFrontier stream(int payloads) {
    return IntStream.range(0, payloads)
        .boxed()
        .reduce(
            StreamFrontier.EMPTY,
            (stream, index) -> stream.append(payload(index)),
            (left, right) -> right);
  }

  private static Bytes payload(int index) {
    return text("m" + index);
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
