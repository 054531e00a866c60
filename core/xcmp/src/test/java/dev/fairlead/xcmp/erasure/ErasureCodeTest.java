package dev.fairlead.xcmp.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AM18. {@code -Dfairlead.seed=N} repeats a run; {@code -Dfairlead.regenerate=true} the vectors.
 */
final class ErasureCodeTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final Path VECTORS = Path.of("src/test/resources/vectors/erasure/chunks.txt");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void everySubsetOfThresholdSize_rebuildsTheProof(int validators) {
    Bytes pov = random(new Random(SEED), 101);
    ErasureTree tree = ErasureCode.encode(validators, pov);
    int threshold = ErasureCode.threshold(validators);
    int tried = 0;
    for (int mask = 0; mask < 1 << validators; mask++) {
      if (Integer.bitCount(mask) == threshold) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < validators; i++) {
          if ((mask >> i & 1) == 1) {
            chunks.addFirst(tree.chunk(i));
          }
        }
        assertThat(ErasureCode.recover(validators, tree.root(), chunks))
            .as("seed %d subset %s", SEED, Integer.toBinaryString(mask))
            .isEqualTo(new Recovery.Recovered(pov));
        tried++;
      }
    }

    assertThat(tried).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 1_000})
  void randomChunks_rebuildTheProof(int validators) {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 3_000, 40_000}) {
      Bytes pov = random(random, size);
      ErasureTree tree = ErasureCode.encode(validators, pov);
      List<Chunk> chunks = chunks(tree, validators);
      Collections.shuffle(chunks, random);

      assertThat(
              ErasureCode.recover(
                  validators, tree.root(), chunks.subList(0, ErasureCode.threshold(validators))))
          .as("seed %d, %d bytes", SEED, size)
          .isEqualTo(new Recovery.Recovered(pov));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 30, 254, 255, 256, 300})
  void chunks_areThoseOfTheDefinition(int validators) {
    Bytes pov = random(new Random(SEED), 700);
    ErasureTree tree = ErasureCode.encode(validators, pov);
    NaiveErasure naive = new NaiveErasure(validators);
    int threshold = ErasureCode.threshold(validators);
    for (int index : new int[] {0, threshold - 1, threshold, validators / 2, validators - 1}) {
      int at = Math.min(index, validators - 1);

      assertThat(tree.chunk(at).bytes())
          .as("seed %d chunk %d", SEED, at)
          .isEqualTo(naive.chunk(pov, at));
    }
  }

  @Test
  void longShards_areCodedColumnByColumn() {
    Bytes pov = random(new Random(SEED), 20_011);
    ErasureTree tree = ErasureCode.encode(7, pov);

    assertThat(tree.chunk(0).bytes().size()).isGreaterThan(6 * 1_024);
    assertThat(tree.chunk(6).bytes())
        .as("seed %d", SEED)
        .isEqualTo(new NaiveErasure(7).chunk(pov, 6));
    assertThat(
            ErasureCode.recover(
                7, tree.root(), List.of(tree.chunk(6), tree.chunk(5), tree.chunk(1))))
        .isEqualTo(new Recovery.Recovered(pov));
  }

  @Test
  void corruptedChunk_doesNotLeadToTheRoot_andIsIgnored() {
    int validators = 10;
    Bytes pov = random(new Random(SEED), 50);
    ErasureTree tree = ErasureCode.encode(validators, pov);
    Chunk good = tree.chunk(4);
    for (int bit = 0; bit < 8 * good.bytes().size(); bit++) {
      byte[] bytes = good.bytes().toByteArray();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      Chunk bad = new Chunk(4, Bytes.of(bytes), good.siblings());
      assertThat(ErasureTree.leadsTo(tree.root(), validators, bad)).isFalse();
    }
    Chunk moved = new Chunk(5, good.bytes(), good.siblings());
    Chunk outside = new Chunk(1L << 31, good.bytes(), good.siblings());
    Chunk stripped = new Chunk(4, good.bytes(), List.of());
    assertThat(ErasureTree.leadsTo(tree.root(), validators, moved)).isFalse();
    assertThat(ErasureTree.leadsTo(tree.root(), validators, outside)).isFalse();
    assertThat(ErasureTree.leadsTo(tree.root(), validators, stripped)).isFalse();
    assertThat(ErasureTree.leadsTo(tree.root(), validators + 1, good)).isFalse();
    assertThat(ErasureTree.leadsTo(tree.root(), validators, good)).isTrue();

    List<Chunk> three = List.of(moved, tree.chunk(0), outside, tree.chunk(9), good, good);
    assertThat(ErasureCode.recover(validators, tree.root(), three))
        .isEqualTo(new Recovery.TooFew(3, 4));
    List<Chunk> four = new ArrayList<>(three);
    four.add(tree.chunk(7));
    assertThat(ErasureCode.recover(validators, tree.root(), four))
        .isEqualTo(new Recovery.Recovered(pov));
  }

  @Test
  void rootOverChunksThatAreNoCodeword_isFoundOutWhicheverChunksAreUsed() {
    int validators = 7;
    List<Bytes> shards = shards(ErasureCode.encode(validators, random(new Random(SEED), 90)));
    byte[] wrong = shards.get(5).toByteArray();
    wrong[3] ^= 1;
    shards.set(5, Bytes.of(wrong));

    for (List<Integer> used : List.of(List.of(0, 1, 2), List.of(4, 5, 6), List.of(0, 3, 6))) {
      assertInconsistent(shards, used);
    }
  }

  @Test
  void codewordOfAnotherLengthOrPadding_isInconsistent() {
    byte[] padded = {3, 0, 0, 0, 7, 7, 7, 9};
    byte[] tooLong = {9, 0, 0, 0, 7, 7, 7, 7};
    byte[] tooShort = {1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0};
    byte[] negative = {0, 0, 0, -1, 7, 7, 7, 7};
    for (byte[] coded : List.of(padded, tooLong, tooShort, negative)) {
      int half = coded.length / 2;
      Bytes first = Bytes.of(coded, 0, half);
      Bytes second = Bytes.of(coded, half, half);
      List<Bytes> shards =
          new ArrayList<>(List.of(first, second, between(coded, 2), between(coded, 3)));
      assertInconsistent(shards, List.of(0, 1));
    }
    assertInconsistent(List.of(bytes(4), bytes(6), bytes(4), bytes(4)), List.of(0, 1));
    assertInconsistent(List.of(bytes(3), bytes(3), bytes(3), bytes(3)), List.of(0, 1));
    assertInconsistent(List.of(bytes(0), bytes(0), bytes(0), bytes(0)), List.of(2, 3));
    assertInconsistent(List.of(bytes(2)), List.of(0));
  }

  /**
   * What the code gives at a point for two shards: s0 + (s0 + s1) · point, as shards are at 0, 1.
   */
  private static Bytes between(byte[] coded, int point) {
    int half = coded.length / 2;
    byte[] chunk = new byte[half];
    for (int i = 0; i < half; i++) {
      int slope = (coded[i] ^ coded[half + i]) & 0xff;
      int product = 0;
      for (int bit = 0; bit < 2; bit++) {
        if ((point >> bit & 1) == 1) {
          int shifted = slope << bit;
          product ^= shifted > 0xff ? shifted ^ 0x11d : shifted;
        }
      }
      chunk[i] = (byte) (coded[i] ^ product);
    }
    return Bytes.of(chunk);
  }

  private static void assertInconsistent(List<Bytes> shards, List<Integer> used) {
    ErasureTree tree = ErasureTree.of(shards);
    List<Chunk> chunks = used.stream().map(tree::chunk).toList();

    assertThat(ErasureCode.recover(shards.size(), tree.root(), chunks))
        .as("%s of %s", used, shards)
        .isEqualTo(new Recovery.Inconsistent());
  }

  @Test
  void bounds_areACallersBug() {
    Bytes largest = bytes(ErasureCode.POV_BYTES_MAX);
    assertThat(ErasureCode.encode(3, largest).chunk(2).bytes().size())
        .isEqualTo(ErasureCode.POV_BYTES_MAX + 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErasureCode.encode(3, bytes(ErasureCode.POV_BYTES_MAX + 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> ErasureCode.threshold(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErasureCode.threshold(ErasureCode.VALIDATORS_MAX + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ErasureTree.of(List.of()));
  }

  @Test
  void threshold_isOneMoreThanAThird() {
    assertThat(List.of(1, 3, 4, 6, 7, 255, 1_000).stream().map(ErasureCode::threshold))
        .containsExactly(1, 1, 2, 2, 3, 85, 334);
  }

  @Test
  void vectors_areThoseOfTheFile() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int validators : new int[] {1, 4, 7, 10, 255, 256}) {
      byte[] content = new byte[validators > 10 ? 300 : 20];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) (7 * i + validators);
      }
      ErasureTree tree = ErasureCode.encode(validators, Bytes.of(content));
      text.append(
          "validators %d threshold %d\n".formatted(validators, ErasureCode.threshold(validators)));
      text.append("pov ").append(Bytes.of(content)).append('\n');
      text.append("root ").append(tree.root()).append('\n');
      for (int i = Math.max(0, validators - 10); i < validators; i++) {
        text.append("chunk ").append(i).append(' ').append(tree.chunk(i).bytes()).append('\n');
      }
      List<Hash32> siblings = tree.chunk(validators - 1).siblings();
      text.append("siblings of the last ").append(siblings).append("\n\n");
    }
    if (Boolean.getBoolean("fairlead.regenerate")) {
      Files.writeString(VECTORS, text);
    }

    assertThat(text.toString()).isEqualTo(Files.readString(VECTORS));
  }

  private static List<Bytes> shards(ErasureTree tree) {
    List<Bytes> shards = new ArrayList<>();
    chunks(tree, 7).forEach(chunk -> shards.add(chunk.bytes()));
    return shards;
  }

  private static List<Chunk> chunks(ErasureTree tree, int validators) {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      chunks.add(tree.chunk(i));
    }
    return chunks;
  }

  private static Bytes bytes(int size) {
    return Bytes.of(new byte[size]);
  }

  private static Bytes random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
