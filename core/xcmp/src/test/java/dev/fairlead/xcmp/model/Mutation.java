package dev.fairlead.xcmp.model;

import dev.fairlead.kernel.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random damage to bytes: what a careless or hostile encoder could do. */
public final class Mutation {
  private static final byte[][] LENGTHS = {
    {0},
    {1},
    {4},
    {(byte) 0xfc},
    {1, 1},
    {(byte) 0xfd, (byte) 0xff},
    {1, 0},
    {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {3, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {3, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
    {0x13, -1, -1, -1, -1, -1, -1, -1, -1},
    {(byte) 0xff, -1, -1, -1}
  };

  private final Random random;

  /** Draws from a generator. */
  public Mutation(Random random) {
    this.random = random;
  }

  /** One to three changes. */
  public Bytes of(Bytes original) {
    byte[] bytes = original.toByteArray();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = once(bytes);
    }
    return Bytes.of(bytes);
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return random(1 + random.nextInt(8));
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(8)) {
      case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
      case 1 -> flipped(bytes, at, 1 + random.nextInt(255));
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> spliced(bytes, at, at, random(1 + random.nextInt(40)));
      case 4 ->
          spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(40)), new byte[0]);
      case 5 -> {
        byte[] length = LENGTHS[random.nextInt(LENGTHS.length)];
        yield spliced(bytes, at, Math.min(bytes.length, at + length.length), length);
      }
      case 6 -> {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
        yield spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      }
      default -> {
        int other = random.nextInt(bytes.length);
        int size = Math.min(32, bytes.length - Math.max(at, other));
        byte[] moved = bytes.clone();
        System.arraycopy(bytes, other, moved, at, size);
        yield moved;
      }
    };
  }

  private byte[] random(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int at, int mask) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) mask;
    return other;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Arrays.copyOf(bytes, from));
    parts.add(middle);
    parts.add(Arrays.copyOfRange(bytes, to, bytes.length));
    return NaiveTree.join(parts);
  }
}
