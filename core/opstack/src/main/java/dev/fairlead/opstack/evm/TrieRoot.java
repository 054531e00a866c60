package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import java.util.Arrays;
import java.util.List;

/**
 * The root of a Merkle-Patricia trie that maps the RLP of each index to the item of a list: how a
 * header commits to receipts and transactions.
 *
 * <p>All keys are known beforehand, so no trie is built. The keys are sorted; a node is a range of
 * them that agree up to some half-byte ({@code depth}):
 *
 * <pre>
 *   one key                      leaf       [path to the end, item]
 *   all agree beyond depth       extension  [common path, child]
 *   else                         branch     [child of half-byte 0 … child of 15, empty item]
 *
 *   path   half-bytes in pairs; first half-byte 0 or 2 (leaf), plus 1 and the odd one if odd
 *   child  its node if that is shorter than 32 bytes, else the Keccak-256 of it
 * </pre>
 *
 * No key is the start of another (RLP of numbers), so a branch never carries an item.
 */
public final class TrieRoot {
  /** The root of a trie without items. */
  public static final Hash32 EMPTY = Keccak256.hash(new byte[] {(byte) RlpWriter.STRING});

  private static final int LEAF = 2;

  private record Entry(Bytes path, Bytes item) implements Comparable<Entry> {
    int halfByte(int depth) {
      int pair = path.byteAt(depth / 2);
      return depth % 2 == 0 ? pair >> 4 : pair & 15;
    }

    int depth() {
      return 2 * path.size();
    }

    @Override
    public int compareTo(Entry other) {
      return Arrays.compareUnsigned(path.toByteArray(), other.path.toByteArray());
    }
  }

  private final Entry[] entries;
  private final Keccak256 keccak = new Keccak256();

  private TrieRoot(List<Bytes> items) {
    entries = new Entry[items.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Entry(new RlpWriter().writeNumber(i).toItems(), items.get(i));
    }
    Arrays.sort(entries);
  }

  /** The root over the items in order. */
  public static Hash32 ofList(List<Bytes> items) {
    if (items.isEmpty()) {
      return EMPTY;
    }
    TrieRoot trie = new TrieRoot(items);
    return trie.keccak.update(trie.node(0, items.size(), 0)).digest();
  }

  // The deepest path has 10 half-bytes (32-bit indices), which bounds the recursion.
  private byte[] node(int from, int to, int depth) {
    ByteWriter content = new ByteWriter(64);
    if (to - from == 1) {
      Entry entry = entries[from];
      writePath(content, entry, depth, entry.depth(), LEAF);
      writeString(content, entry.item());
      return list(content);
    }
    int common = commonDepth(from, to, depth);
    if (common > depth) {
      writePath(content, entries[from], depth, common, 0);
      writeChild(content, node(from, to, common));
      return list(content);
    }
    int start = from;
    for (int halfByte = 0; halfByte < 16; halfByte++) {
      int end = start;
      while (end < to && entries[end].halfByte(depth) == halfByte) {
        end++;
      }
      if (end == start) {
        content.writeByte(RlpWriter.STRING);
      } else {
        writeChild(content, node(start, end, depth + 1));
      }
      start = end;
    }
    content.writeByte(RlpWriter.STRING);
    return list(content);
  }

  // Sorted, so what the first and the last agree on, all do.
  private int commonDepth(int from, int to, int depth) {
    Entry first = entries[from];
    Entry last = entries[to - 1];
    int common = depth;
    while (first.halfByte(common) == last.halfByte(common)) {
      common++;
    }
    return common;
  }

  private void writeChild(ByteWriter content, byte[] node) {
    if (node.length < Hash32.SIZE) {
      content.writeBytes(node);
    } else {
      content.writeByte(RlpWriter.STRING + Hash32.SIZE).writeHash(keccak.update(node).digest());
    }
  }

  private static void writePath(ByteWriter content, Entry entry, int from, int to, int kind) {
    int length = to - from;
    ByteWriter path = new ByteWriter(8);
    int at = from;
    if (length % 2 == 1) {
      path.writeByte((kind + 1) << 4 | entry.halfByte(at++));
    } else {
      path.writeByte(kind << 4);
    }
    for (; at < to; at += 2) {
      path.writeByte(entry.halfByte(at) << 4 | entry.halfByte(at + 1));
    }
    writeString(content, path.toBytes());
  }

  private static void writeString(ByteWriter target, Bytes value) {
    if (value.size() != 1 || value.byteAt(0) >= RlpWriter.STRING) {
      RlpWriter.writeHead(target, RlpWriter.STRING, value.size());
    }
    target.writeBytes(value);
  }

  private static byte[] list(ByteWriter content) {
    ByteWriter list = new ByteWriter(content.size() + 9);
    RlpWriter.writeHead(list, RlpWriter.LIST, content.size());
    return list.writeBytes(content.toByteArray()).toByteArray();
  }
}
