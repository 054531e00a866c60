package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.hash.XxHash64;

/**
 * Keys of the relay chain's storage: {@code twox128(pallet) ‖ twox128(item)} and, for maps, {@code
 * twox64(key) ‖ key}. XCMP facts, sections 3.1 and 4.6.
 */
public final class StorageKey {
  private StorageKey() {}

  /** Key of a single value, and prefix of a map. */
  public static Bytes plain(Bytes pallet, Bytes item) {
    return new ByteWriter(32).writeBytes(twox128(pallet)).writeBytes(twox128(item)).toBytes();
  }

  /** Key of one entry of a map with the hasher Twox64Concat over the encoded key. */
  public static Bytes mapEntry(Bytes pallet, Bytes item, Bytes encodedKey) {
    return mapEntry(plain(pallet, item), encodedKey);
  }

  /** The same with the 32-byte prefix of the map. */
  public static Bytes mapEntry(Bytes prefix, Bytes encodedKey) {
    return new ByteWriter(40 + encodedKey.size())
        .writeBytes(prefix)
        .writeBytes(twox64(encodedKey))
        .writeBytes(encodedKey)
        .toBytes();
  }

  /** A pallet's or item's name as bytes; names are ASCII. */
  public static Bytes name(String text) {
    ByteWriter bytes = new ByteWriter(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e) {
        throw new IllegalArgumentException("not an ASCII name: " + text);
      }
      bytes.writeByte(text.charAt(i));
    }
    return bytes.toBytes();
  }

  /** XXH64 with seed 0, little-endian. */
  public static Bytes twox64(Bytes input) {
    return littleEndian(XxHash64.hash(input.toByteArray(), 0), new ByteWriter(8)).toBytes();
  }

  /** XXH64 with seeds 0 and 1, little-endian. */
  public static Bytes twox128(Bytes input) {
    byte[] bytes = input.toByteArray();
    ByteWriter target = new ByteWriter(16);
    littleEndian(XxHash64.hash(bytes, 0), target);
    return littleEndian(XxHash64.hash(bytes, 1), target).toBytes();
  }

  private static ByteWriter littleEndian(long value, ByteWriter target) {
    return target.writeLong(Long.reverseBytes(value));
  }
}
