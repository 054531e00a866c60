package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a script calls its blocks and candidates: the first relay block of height 105 is 105, the
 * next of that height 105b; the first candidate of para 1000 is 1000.1.
 */
final class Names {
  private static final int HASH_DIGITS = 10;

  private final Map<Hash32, String> names = new HashMap<>();
  private final Map<String, Hash32> hashes = new HashMap<>();
  private final Map<Long, Integer> blocksAt = new HashMap<>();
  private final Map<ParaId, Integer> candidatesOf = new HashMap<>();

  /** A hash that is made from a text alone. */
  static Hash32 hashOf(String text) {
    return Blake2b256.hash(("fairlead play " + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Names a new block of this height and gives its hash. */
  Hash32 newBlock(long number) {
    int before = blocksAt.merge(number, 1, Integer::sum) - 1;
    String name = number + suffix(before);
    Hash32 hash = hashOf("block " + name);
    call(hash, name);
    return hash;
  }

  private static String suffix(int before) {
    if (before == 0) {
      return "";
    }
    return before < 26 ? String.valueOf((char) ('a' + before)) : "z" + before;
  }

  /** The name of the next candidate of a para. */
  String newCandidate(ParaId para) {
    return para + "." + candidatesOf.merge(para, 1, Integer::sum);
  }

  void call(Hash32 hash, String name) {
    names.put(hash, name);
    hashes.put(name, hash);
  }

  /** The hash of a name. */
  Optional<Hash32> hash(String name) {
    return Optional.ofNullable(hashes.get(name));
  }

  /** The name of a hash; its first digits if it has none. */
  String name(Hash32 hash) {
    String name = names.get(hash);
    return name != null ? name : shortened(hash);
  }

  static String shortened(Hash32 hash) {
    return hash.equals(Hash32.ZERO) ? "none" : hash.toString().substring(0, HASH_DIGITS + 2) + "…";
  }

  /** A queue position as scripts write it. */
  static String position(Watermark position) {
    String para = position.para().equals(ParaId.HIGHEST) ? "end" : position.para().toString();
    return "(" + position.block() + ", " + para + ")";
  }

  static String positions(List<Watermark> positions) {
    return positions.isEmpty()
        ? "nothing"
        : positions.stream().map(Names::position).collect(Collectors.joining(" "));
  }
}
