package dev.fairlead.xcmp.model;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The relay state trie of section 4.6 from nothing, every time: keys are texts of hex digits. */
public final class NaiveTrie {
  private record Entry(Bytes value, boolean isHashed) {}

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /** Sets an entry under a layout. */
  public void put(Bytes key, Bytes value, TrieLayout layout) {
    boolean isHashed = layout == TrieLayout.V1 && value.size() >= 33;
    entries.put(digits(key), new Entry(value, isHashed));
  }

  /** Removes an entry. */
  public void remove(Bytes key) {
    entries.remove(digits(key));
  }

  /** The entries by key. */
  public Map<Bytes, Bytes> values() {
    Map<Bytes, Bytes> values = new TreeMap<>((a, b) -> digits(a).compareTo(digits(b)));
    entries.forEach((key, entry) -> values.put(Bytes.literal("0x" + key), entry.value()));
    return values;
  }

  /** The root hash. */
  public Hash32 root() {
    return NaiveTree.hash(entries.isEmpty() ? NaiveTree.u8(0) : node(entries));
  }

  private static String digits(Bytes key) {
    return key.toString().substring(2);
  }

  private static byte[] node(SortedMap<String, Entry> entries) {
    String shared = sharedStart(entries.firstKey(), entries.lastKey());
    Entry own = entries.get(shared);
    List<byte[]> parts = new ArrayList<>();
    if (entries.size() == 1 && own != null) {
      parts.add(header(own.isHashed() ? 0x20 : 0x40, own.isHashed() ? 31 : 63, shared));
      parts.add(value(own));
      return NaiveTree.join(parts);
    }
    int bitmap = 0;
    List<byte[]> children = new ArrayList<>();
    for (int digit = 0; digit < 16; digit++) {
      SortedMap<String, Entry> below = new TreeMap<>();
      String start = shared + Character.forDigit(digit, 16);
      entries.forEach((key, entry) -> {
        if (key.startsWith(start)) {
          below.put(key.substring(start.length()), entry);
        }
      });
      if (!below.isEmpty()) {
        bitmap |= 1 << digit;
        byte[] child = node(below);
        byte[] held = child.length < 32 ? child : NaiveTree.hash(child).toByteArray();
        children.add(NaiveTree.compact(held.length));
        children.add(held);
      }
    }
    if (own == null) {
      parts.add(header(0x80, 63, shared));
    } else {
      parts.add(header(own.isHashed() ? 0x10 : 0xc0, own.isHashed() ? 15 : 63, shared));
    }
    parts.add(new byte[] {(byte) bitmap, (byte) (bitmap >> 8)});
    if (own != null) {
      parts.add(value(own));
    }
    parts.addAll(children);
    return NaiveTree.join(parts);
  }

  private static String sharedStart(String first, String last) {
    int size = 0;
    while (size < first.length()
        && size < last.length()
        && first.charAt(size) == last.charAt(size)) {
      size++;
    }
    return first.substring(0, size);
  }

  private static byte[] header(int tag, int most, String partial) {
    List<byte[]> parts = new ArrayList<>();
    int count = partial.length();
    parts.add(NaiveTree.u8(tag | Math.min(count, most)));
    if (count >= most) {
      int rest = count - most;
      for (; rest >= 255; rest -= 255) {
        parts.add(NaiveTree.u8(255));
      }
      parts.add(NaiveTree.u8(rest));
    }
    String even = count % 2 == 0 ? partial : "0" + partial;
    parts.add(Bytes.literal("0x" + even).toByteArray());
    return NaiveTree.join(parts);
  }

  private static byte[] value(Entry entry) {
    byte[] bytes = entry.value().toByteArray();
    return entry.isHashed()
        ? NaiveTree.hash(bytes).toByteArray()
        : NaiveTree.join(List.of(NaiveTree.compact(bytes.length), bytes));
  }
}
