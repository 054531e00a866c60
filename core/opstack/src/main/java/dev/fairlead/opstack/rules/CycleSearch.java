package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds messages that depend on themselves through messages of the same timestamp (section 3.2).
 *
 * <p>Nodes are the executing messages of the round whose identifier timestamp is the round's. Each
 * has at most two edges: to the node before it on its own chain, because logs of a block happen in
 * order; and, on the chain that it names, to the last node at or before the log that it names. A
 * message is cyclic if its strongly connected component has more than one node or it is its own
 * target. A chain that a cycle merely waits for, or that waits for a cycle, is not blamed.
 *
 * <p>All steps take time and memory linear in the logs of the round, and there is no recursion, so
 * that no block can be built to exhaust either. Components: R. Tarjan, "Depth-first search and
 * linear graph algorithms", 1972, with an explicit path.
 */
public final class CycleSearch {
  private static final int NONE = -1;

  private final List<SealedBlock> blocks;
  private final Map<ChainId, Integer> slots = new HashMap<>();
  private final int[] nodesBegin;
  private final int[] logIndexes;
  private final int[] targets;

  private CycleSearch(Round round) {
    blocks = List.copyOf(round.frontier().values());
    round.frontier().keySet().forEach(chain -> slots.put(chain, slots.size()));
    nodesBegin = new int[blocks.size() + 1];
    int count = 0;
    for (int slot = 0; slot < blocks.size(); slot++) {
      nodesBegin[slot] = count;
      count += countNodes(blocks.get(slot), round.timestamp());
    }
    nodesBegin[blocks.size()] = count;
    logIndexes = new int[count];
    targets = new int[count];
    readNodes(round.timestamp());
    readTargets(round.timestamp());
  }

  /** The messages of a round that lie on a cycle. */
  public static CyclicMessages find(Round round) {
    CycleSearch search = new CycleSearch(round);
    BitSet cyclic = StrongComponents.onCycle(search.previousNodes(), search.targets);
    Map<ChainId, BitSet> found = new HashMap<>();
    search.slots.forEach((chain, slot) -> {
      BitSet logs = search.logsOf(slot, cyclic);
      if (!logs.isEmpty()) {
        found.put(chain, logs);
      }
    });
    return new CyclicMessages(found);
  }

  private static int countNodes(SealedBlock block, long timestamp) {
    int count = 0;
    for (MessageReference reference : block.references()) {
      if (reference.timestamp() == timestamp) {
        count++;
      }
    }
    return count;
  }

  private void readNodes(long timestamp) {
    int node = 0;
    for (SealedBlock block : blocks) {
      for (MessageReference reference : block.references()) {
        if (reference.timestamp() == timestamp) {
          logIndexes[node++] = reference.logIndex();
        }
      }
    }
  }

  private void readTargets(long timestamp) {
    int[][] lastNodeAt = new int[blocks.size()][];
    for (int slot = 0; slot < blocks.size(); slot++) {
      lastNodeAt[slot] = lastNodeAt(slot);
    }
    int node = 0;
    for (SealedBlock block : blocks) {
      for (MessageReference reference : block.references()) {
        if (reference.timestamp() == timestamp) {
          Integer slot = slots.get(reference.chain());
          targets[node++] =
              slot == null
                  ? NONE
                  : lastAtOrBefore(slot, reference.position().logIndex(), lastNodeAt[slot]);
        }
      }
    }
  }

  /** Per log from the first node to the last: the last node at or before it. */
  private int[] lastNodeAt(int slot) {
    int begin = nodesBegin[slot];
    int end = nodesBegin[slot + 1];
    if (begin == end) {
      return new int[0];
    }
    int first = logIndexes[begin];
    int[] table = new int[logIndexes[end - 1] - first + 1];
    Arrays.fill(table, NONE);
    for (int node = begin; node < end; node++) {
      table[logIndexes[node] - first] = node;
    }
    for (int i = 1; i < table.length; i++) {
      table[i] = Math.max(table[i], table[i - 1]);
    }
    return table;
  }

  private int lastAtOrBefore(int slot, long logIndex, int[] table) {
    if (table.length == 0) {
      return NONE;
    }
    long offset = logIndex - logIndexes[nodesBegin[slot]];
    return offset < 0 ? NONE : table[(int) Math.min(offset, table.length - 1)];
  }

  private int[] previousNodes() {
    int[] previous = new int[targets.length];
    for (int node = 0; node < previous.length; node++) {
      previous[node] = node - 1;
    }
    for (int slot = 0; slot < blocks.size(); slot++) {
      if (nodesBegin[slot] < nodesBegin[slot + 1]) {
        previous[nodesBegin[slot]] = NONE;
      }
    }
    return previous;
  }

  private BitSet logsOf(int slot, BitSet nodes) {
    BitSet logs = new BitSet();
    int end = nodesBegin[slot + 1];
    int node = nodes.nextSetBit(nodesBegin[slot]);
    while (node >= 0 && node < end) {
      logs.set(logIndexes[node]);
      node = nodes.nextSetBit(node + 1);
    }
    return logs;
  }
}
