package dev.fairlead.xcmp.erasure;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Systematic Reed–Solomon code over a proof of validity (AM18). For {@code n} validators any {@code
 * k = ⌊(n − 1) / 3⌋ + 1} chunks rebuild it.
 *
 * <pre>
 * coded   = u32 length ‖ proof of validity ‖ zeros      k shards of equal, even length, in order
 * chunk i = at point i, the polynomials of degree &lt; k that are shard j at each point j &lt; k
 * </pre>
 *
 * Elements are bytes up to 255 validators, else pairs of bytes, the lower first; point i is the
 * element whose bits are those of i. Chunks below k are the shards themselves. Pure, no state.
 */
public final class ErasureCode {
  /** The most validators; factors for more would need hundreds of megabytes. */
  public static final int VALIDATORS_MAX = 4_096;

  /** The longest proof of validity in bytes. */
  public static final int POV_BYTES_MAX = 10 << 20;

  private static final int LENGTH_BYTES = 4;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private ErasureCode() {}

  /** How many chunks rebuild the proof. */
  public static int threshold(int validators) {
    demandCount(validators);
    return (validators - 1) / 3 + 1;
  }

  /** Length of each chunk of a proof of so many bytes. */
  public static int chunkBytes(int validators, int povBytes) {
    int shards = threshold(validators);
    int even = 2 * shards;
    return (LENGTH_BYTES + povBytes + even - 1) / even * 2;
  }

  /** The chunks of a proof, one per validator; a proof that is too long is a caller's bug. */
  public static ErasureTree encode(int validators, Bytes pov) {
    if (pov.size() > POV_BYTES_MAX) {
      throw new IllegalArgumentException("proof of validity of " + pov.size() + " bytes");
    }
    int size = chunkBytes(validators, pov.size());
    int threshold = threshold(validators);
    byte[] coded = new byte[threshold * size];
    INTS.set(coded, 0, pov.size());
    pov.write(coded, LENGTH_BYTES);
    return encode(validators, coded, size);
  }

  private static ErasureTree encode(int validators, byte[] coded, int size) {
    int threshold = threshold(validators);
    List<Bytes> shards = new ArrayList<>(validators);
    long[][] words = new long[threshold][];
    for (int i = 0; i < threshold; i++) {
      shards.add(Bytes.of(coded, i * size, size));
      words[i] = words(coded, i * size, size);
    }
    long[][] more =
        new Interpolation(
                GaloisField.forValidators(validators),
                points(0, threshold),
                points(threshold, validators))
            .apply(words);
    for (long[] shard : more) {
      shards.add(Bytes.of(bytes(shard), 0, size));
    }
    return ErasureTree.of(shards);
  }

  /**
   * Rebuilds a proof and codes it again, so that what is recovered is what everybody would recover.
   *
   * @param root of the candidate
   * @param chunks from any validators in any order; those that do not lead to the root are ignored
   */
  public static Recovery recover(int validators, Hash32 root, List<Chunk> chunks) {
    int threshold = threshold(validators);
    SortedMap<Integer, Bytes> held = new TreeMap<>();
    for (Chunk chunk : chunks) {
      if (held.size() < threshold && ErasureTree.leadsTo(root, validators, chunk)) {
        held.put((int) chunk.index(), chunk.bytes());
      }
    }
    if (held.size() < threshold) {
      return new Recovery.TooFew(held.size(), threshold);
    }
    int size = held.firstEntry().getValue().size();
    boolean isPossible =
        size % 2 == 0
            && size >= 2
            && size <= chunkBytes(validators, POV_BYTES_MAX)
            && held.values().stream().allMatch(shard -> shard.size() == size);
    if (!isPossible) {
      return new Recovery.Inconsistent();
    }
    byte[] coded = shards(validators, held, size);
    long length = (int) INTS.get(padded(coded), 0) & 0xffff_ffffL;
    if (length > POV_BYTES_MAX || chunkBytes(validators, (int) length) != size) {
      return new Recovery.Inconsistent();
    }
    Bytes pov = Bytes.of(coded, LENGTH_BYTES, (int) length);
    return encode(validators, pov).root().equals(root)
        ? new Recovery.Recovered(pov)
        : new Recovery.Inconsistent();
  }

  /** The shards in order, those that are missing interpolated. */
  private static byte[] shards(int validators, SortedMap<Integer, Bytes> held, int size) {
    int threshold = threshold(validators);
    byte[] coded = new byte[threshold * size];
    int[] known = held.keySet().stream().mapToInt(index -> index).toArray();
    int[] missing =
        IntStream.range(0, threshold).filter(index -> !held.containsKey(index)).toArray();
    List<long[]> words = new ArrayList<>(known.length);
    held.forEach((index, shard) -> {
      words.add(words(shard.toByteArray(), 0, size));
      if (index < threshold) {
        shard.write(coded, index * size);
      }
    });
    long[][] found =
        new Interpolation(GaloisField.forValidators(validators), known, missing)
            .apply(words.toArray(long[][]::new));
    for (int t = 0; t < missing.length; t++) {
      System.arraycopy(bytes(found[t]), 0, coded, missing[t] * size, size);
    }
    return coded;
  }

  private static byte[] padded(byte[] coded) {
    return coded.length < LENGTH_BYTES ? Arrays.copyOf(coded, LENGTH_BYTES) : coded;
  }

  private static void demandCount(int validators) {
    if (validators < 1 || validators > VALIDATORS_MAX) {
      throw new IllegalArgumentException(validators + " validators, 1 to " + VALIDATORS_MAX);
    }
  }

  private static int[] points(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static long[] words(byte[] source, int offset, int size) {
    int count = (size + 7) / 8;
    byte[] whole = Arrays.copyOf(Arrays.copyOfRange(source, offset, offset + size), 8 * count);
    long[] words = new long[count];
    for (int w = 0; w < count; w++) {
      words[w] = (long) LONGS.get(whole, 8 * w);
    }
    return words;
  }

  private static byte[] bytes(long[] words) {
    byte[] bytes = new byte[8 * words.length];
    for (int w = 0; w < words.length; w++) {
      LONGS.set(bytes, 8 * w, words[w]);
    }
    return bytes;
  }
}
