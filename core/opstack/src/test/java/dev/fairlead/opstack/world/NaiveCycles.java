package dev.fairlead.opstack.world;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Same-timestamp cycles by transitive closure: slow and plain, to compare with. */
public final class NaiveCycles {
  private record Node(ChainId chain, MessageReference message) {}

  private NaiveCycles() {}

  /** Whether some message of these blocks, all of one timestamp, depends on itself. */
  public static boolean exist(Map<ChainId, SealedBlock> blocks) {
    List<Node> nodes = new ArrayList<>();
    blocks.forEach((chain, block) ->
        block.references().stream()
            .filter(message -> message.timestamp() == block.seal().timestamp())
            .forEach(message -> nodes.add(new Node(chain, message))));
    boolean[][] reaches = new boolean[nodes.size()][nodes.size()];
    for (int from = 0; from < nodes.size(); from++) {
      Node node = nodes.get(from);
      link(reaches[from], nodes, node.chain(), node.message().logIndex() - 1L);
      link(reaches[from], nodes, node.message().chain(), node.message().position().logIndex());
    }
    for (int via = 0; via < nodes.size(); via++) {
      for (int from = 0; from < nodes.size(); from++) {
        for (int to = 0; to < nodes.size(); to++) {
          reaches[from][to] |= reaches[from][via] && reaches[via][to];
        }
      }
    }
    for (int node = 0; node < nodes.size(); node++) {
      if (reaches[node][node]) {
        return true;
      }
    }
    return false;
  }

  /** Marks the last node of a chain at or before a log. */
  private static void link(boolean[] edges, List<Node> nodes, ChainId chain, long logIndex) {
    int best = -1;
    for (int i = 0; i < nodes.size(); i++) {
      boolean isCandidate =
          nodes.get(i).chain().equals(chain) && nodes.get(i).message().logIndex() <= logIndex;
      if (isCandidate
          && (best < 0
              || nodes.get(i).message().logIndex() > nodes.get(best).message().logIndex())) {
        best = i;
      }
    }
    if (best >= 0) {
      edges[best] = true;
    }
  }
}
