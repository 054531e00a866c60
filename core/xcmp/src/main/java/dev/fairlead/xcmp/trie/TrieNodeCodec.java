package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes of one trie node, both ways.
 *
 * <pre>
 *  header  01nnnnnn leaf          10nnnnnn branch without value   11nnnnnn branch with value
 *          001nnnnn leaf, hashed  0001nnnn branch, hashed value   00000000 empty trie
 *          n = half bytes of the partial key; all ones: add the following bytes, 255 = more follow
 *  partial key │ branch: u16 bitmap of children │ value: compact length + bytes, or 32-byte hash
 *  branch: each child as compact length + (encoding of under 32 bytes | 32-byte hash)
 * </pre>
 */
final class TrieNodeCodec {
  /** Encoding of the trie without entries. */
  static final Bytes EMPTY_TRIE = Bytes.literal("0x00");

  private static final int VALUE_BYTES_MAX = 16 << 20;
  private static final int PARTIAL_NIBBLES_MAX = 65_535;

  private TrieNodeCodec() {}

  private enum Kind {
    LEAF(0b0100_0000, 6),
    LEAF_HASHED(0b0010_0000, 5),
    BRANCH_BARE(0b1000_0000, 6),
    BRANCH_VALUE(0b1100_0000, 6),
    BRANCH_HASHED(0b0001_0000, 4);

    private final int tag;
    private final int countBits;

    Kind(int tag, int countBits) {
      this.tag = tag;
      this.countBits = countBits;
    }

    int countMax() {
      return (1 << countBits) - 1;
    }

    static Kind of(int header) throws DecodingException {
      for (Kind kind : values()) {
        if (header >>> kind.countBits == kind.tag >>> kind.countBits) {
          return kind;
        }
      }
      throw new DecodingException("unknown trie node header 0x" + Integer.toHexString(header));
    }

    static Kind of(TrieNode node) {
      boolean isHashed = node.value().filter(TrieNode.Value.Hashed.class::isInstance).isPresent();
      if (node.isLeaf()) {
        return isHashed ? LEAF_HASHED : LEAF;
      }
      return isHashed ? BRANCH_HASHED : node.value().isPresent() ? BRANCH_VALUE : BRANCH_BARE;
    }
  }

  static Bytes encode(TrieNode node) {
    Kind kind = Kind.of(node);
    ScaleWriter target = new ScaleWriter();
    writeHeader(kind, node.partial().size(), target);
    target.writeFixed(Bytes.of(node.partial().packed()));
    if (!node.isLeaf()) {
      int bitmap = 0;
      for (int i = 0; i < TrieNode.WIDTH; i++) {
        bitmap |= node.children().get(i).isPresent() ? 1 << i : 0;
      }
      target.writeU16(bitmap);
    }
    node.value().ifPresent(value -> writeValue(value, target));
    for (Optional<TrieNode.Child> child : node.children()) {
      child.ifPresent(present -> writeChild(present, target));
    }
    return target.toBytes();
  }

  /** Decodes a node that is not the empty trie. */
  static TrieNode decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    int header = reader.readU8();
    Kind kind = Kind.of(header);
    Nibbles partial = readPartial(kind, header, reader);
    boolean isLeaf = kind == Kind.LEAF || kind == Kind.LEAF_HASHED;
    int bitmap = isLeaf ? 0 : reader.readU16();
    if (!isLeaf && bitmap == 0) {
      throw new DecodingException("branch node without children");
    }
    Optional<TrieNode.Value> value = readValue(kind, reader);
    List<Optional<TrieNode.Child>> children = new ArrayList<>();
    for (int i = 0; !isLeaf && i < TrieNode.WIDTH; i++) {
      children.add(((bitmap >> i) & 1) == 1 ? Optional.of(readChild(reader)) : Optional.empty());
    }
    reader.demandEnd();
    return new TrieNode(partial, value, children);
  }

  private static void writeHeader(Kind kind, int count, ScaleWriter target) {
    int most = kind.countMax();
    if (count < most) {
      target.writeU8(kind.tag | count);
      return;
    }
    target.writeU8(kind.tag | most);
    int left = count - most;
    for (; left >= 255; left -= 255) {
      target.writeU8(255);
    }
    target.writeU8(left);
  }

  private static Nibbles readPartial(Kind kind, int header, ScaleReader reader)
      throws DecodingException {
    int count = header & kind.countMax();
    if (count == kind.countMax()) {
      int more;
      do {
        more = reader.readU8();
        count += more;
        if (count > PARTIAL_NIBBLES_MAX) {
          throw new DecodingException("partial key exceeds " + PARTIAL_NIBBLES_MAX + " half bytes");
        }
      } while (more == 255);
    }
    Bytes packed = reader.readFixed((count + 1) / 2);
    if ((count & 1) == 1 && packed.byteAt(0) >> 4 != 0) {
      throw new DecodingException("padding of an odd partial key is not zero");
    }
    return new Nibbles(packed, count & 1, count);
  }

  private static void writeValue(TrieNode.Value value, ScaleWriter target) {
    switch (value) {
      case TrieNode.Value.Inline(Bytes bytes) -> target.writeBytes(bytes);
      case TrieNode.Value.Hashed(Hash32 hash) -> target.writeHash(hash);
    }
  }

  private static Optional<TrieNode.Value> readValue(Kind kind, ScaleReader reader)
      throws DecodingException {
    return switch (kind) {
      case BRANCH_BARE -> Optional.empty();
      case LEAF, BRANCH_VALUE ->
          Optional.of(new TrieNode.Value.Inline(reader.readBytes(VALUE_BYTES_MAX)));
      case LEAF_HASHED, BRANCH_HASHED -> Optional.of(new TrieNode.Value.Hashed(reader.readHash()));
    };
  }

  private static void writeChild(TrieNode.Child child, ScaleWriter target) {
    switch (child) {
      case TrieNode.Child.Inline(Bytes encoded) -> target.writeBytes(encoded);
      case TrieNode.Child.Hashed(Hash32 hash) -> target.writeCompact(Hash32.SIZE).writeHash(hash);
    }
  }

  private static TrieNode.Child readChild(ScaleReader reader) throws DecodingException {
    int size = reader.readLength(Hash32.SIZE);
    return size == Hash32.SIZE
        ? new TrieNode.Child.Hashed(reader.readHash())
        : new TrieNode.Child.Inline(reader.readFixed(size));
  }
}
