package dev.fairlead.xcmp.model;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The trees of section 3.1, written down as the text says them: slow, and with another hash. */
public final class NaiveTree {
  private NaiveTree() {}

  /** BLAKE2b with 32 bytes of output over parts one after the other. */
  public static Hash32 hash(byte[]... parts) {
    Blake2bDigest digest = new Blake2bDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] output = new byte[32];
    digest.doFinal(output, 0);
    return Hash32.of(output);
  }

  /** Four bytes, little-endian. */
  public static byte[] u32(long value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  /** One byte. */
  public static byte[] u8(int value) {
    return new byte[] {(byte) value};
  }

  /** A compact number below 2^30. */
  public static byte[] compact(int value) {
    if (value < 64) {
      return u8(value << 2);
    }
    return value < 16384
        ? new byte[] {(byte) (value << 2 | 1), (byte) (value >> 6)}
        : u32((long) value << 2 | 2);
  }

  /** Hash of a body with its length before it. */
  public static Hash32 bodyHash(Bytes body) {
    return hash(compact(body.size()), body.toByteArray());
  }

  /** A link of the seed profile. */
  public static Hash32 seedLink(Hash32 bodyHash, long prevBlock, Hash32 prevLink) {
    return hash(u8(0x10), bodyHash.toByteArray(), u32(prevBlock), prevLink.toByteArray());
  }

  /** The next level: pairs from the left, a lone last node rises. */
  public static List<Hash32> levelAbove(int tag, List<Hash32> level) {
    List<Hash32> above = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      above.add(
          i + 1 == level.size()
              ? level.get(i)
              : hash(u8(tag), level.get(i).toByteArray(), level.get(i + 1).toByteArray()));
    }
    return above;
  }

  /** The top of a tree. */
  public static Hash32 top(int tag, List<Hash32> leaves) {
    return leaves.size() == 1 ? leaves.getFirst() : top(tag, levelAbove(tag, leaves));
  }

  /** What a leaf meets on its way to the top. */
  public static List<Hash32> siblings(int tag, List<Hash32> level, int index) {
    List<Hash32> siblings = new ArrayList<>();
    if (level.size() > 1) {
      int other = index % 2 == 0 ? index + 1 : index - 1;
      if (other < level.size()) {
        siblings.add(level.get(other));
      }
      siblings.addAll(siblings(tag, levelAbove(tag, level), index / 2));
    }
    return siblings;
  }

  /** Message root over links by recipient. */
  public static Hash32 messageRoot(SortedMap<ParaId, Hash32> links) {
    if (links.isEmpty()) {
      return Hash32.ZERO;
    }
    List<Hash32> leaves = new ArrayList<>();
    links.forEach((recipient, link) ->
        leaves.add(hash(u8(0x11), u32(recipient.value()), link.toByteArray())));
    return hash(u8(0x13), u32(leaves.size()), top(0x12, leaves).toByteArray());
  }

  /** Row root over slots. */
  public static Hash32 rowRoot(ParaId sender, List<ChannelCell> slots) {
    if (slots.isEmpty()) {
      return Hash32.ZERO;
    }
    List<Hash32> leaves = rowLeaves(slots);
    return hash(u8(0x16), u32(sender.value()), u32(slots.size()), top(0x15, leaves).toByteArray());
  }

  /** Leaves of a row. */
  public static List<Hash32> rowLeaves(List<ChannelCell> slots) {
    List<Hash32> leaves = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      ChannelCell cell = slots.get(i);
      leaves.add(
          hash(
              u8(0x14),
              u32(i),
              u32(cell.recipient().value()),
              cell.messageRoot().toByteArray(),
              u32(cell.lastBlock())));
    }
    return leaves;
  }

  /** Bytes one after the other. */
  public static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
