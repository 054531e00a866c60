package dev.fairlead.opstack.evm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrieRootTest {
  private static final Bytes NOTHING = Bytes.EMPTY;

  @Test
  void noItems_haveTheWellKnownRoot() {
    assertThat(TrieRoot.ofList(List.of()))
        .hasToString("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  }

  @Test
  void anyNumberOfItems_hasTheRootOfATrieByDefinition() {
    long seed = Long.getLong("seed", 20261121);
    Random random = new Random(seed);
    for (int count = 1; count < 700; count = count < 20 ? count + 1 : count * 3 / 2) {
      List<Bytes> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] item = new byte[1 + random.nextInt(random.nextBoolean() ? 3 : 90)];
        random.nextBytes(item);
        items.add(Bytes.of(item));
      }

      assertThat(TrieRoot.ofList(items))
          .as("seed %d count %d", seed, count)
          .isEqualTo(byDefinition(items));
    }
  }

  // The definition of the yellow paper, appendix D, taken literally: c(J, i) over a map of paths.
  private static Hash32 byDefinition(List<Bytes> items) {
    Map<String, Bytes> paths = new TreeMap<>();
    for (int i = 0; i < items.size(); i++) {
      String hex = new RlpWriter().writeNumber(i).toItems().toString().substring(2);
      paths.put(hex, items.get(i));
    }
    return Keccak256.hash(structure(paths));
  }

  private static Bytes structure(Map<String, Bytes> paths) {
    if (paths.size() == 1) {
      Map.Entry<String, Bytes> only = paths.entrySet().iterator().next();
      return new RlpWriter()
          .writeString(hexPrefix(only.getKey(), true))
          .writeString(only.getValue())
          .toList();
    }
    String common = commonStart(List.copyOf(paths.keySet()));
    if (!common.isEmpty()) {
      RlpWriter extension = new RlpWriter().writeString(hexPrefix(common, false));
      return node(extension, structure(without(paths, common))).toList();
    }
    RlpWriter branch = new RlpWriter();
    for (int i = 0; i < 16; i++) {
      Map<String, Bytes> below = without(paths, Integer.toHexString(i));
      if (below.isEmpty()) {
        branch.writeString(NOTHING);
      } else {
        node(branch, structure(below));
      }
    }
    return branch.writeString(NOTHING).toList();
  }

  private static RlpWriter node(RlpWriter target, Bytes child) {
    return child.size() < 32 ? target.writeEncoded(child) : target.writeHash(Keccak256.hash(child));
  }

  private static Map<String, Bytes> without(Map<String, Bytes> paths, String start) {
    Map<String, Bytes> rest = new TreeMap<>();
    paths.forEach((path, item) -> {
      if (path.startsWith(start)) {
        rest.put(path.substring(start.length()), item);
      }
    });
    return rest;
  }

  private static String commonStart(List<String> paths) {
    String common = paths.getFirst();
    for (String path : paths) {
      while (!path.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return common;
  }

  private static Bytes hexPrefix(String path, boolean isLeaf) {
    int flag = (isLeaf ? 2 : 0) + path.length() % 2;
    return Bytes.literal("0x" + flag + (path.length() % 2 == 0 ? "0" : "") + path);
  }
}
