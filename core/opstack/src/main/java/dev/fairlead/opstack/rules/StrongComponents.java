package dev.fairlead.opstack.rules;

import java.util.BitSet;

/**
 * Tarjan's search on a graph in which every node has at most two edges; -1 means none. Linear in
 * the nodes, without recursion. One instance searches once.
 */
final class StrongComponents {
  private final int[] firstEdge;
  private final int[] secondEdge;

  /** When a node was met, from 1; 0 if not yet. */
  private final int[] met;

  /** Earliest node met that is reachable and whose component is still open. */
  private final int[] low;

  private final byte[] edgesTaken;

  /** Not a BitSet: clearing its highest bit looks for the next one, which may be far. */
  private final boolean[] isOpen;

  private final BitSet onCycle = new BitSet();

  /** Nodes from the root of the search to the current one. */
  private final int[] path;

  /** Nodes met whose component is not complete. */
  private final int[] open;

  private int pathSize;
  private int openSize;
  private int metCount;

  private StrongComponents(int[] firstEdge, int[] secondEdge) {
    int size = firstEdge.length;
    this.firstEdge = firstEdge;
    this.secondEdge = secondEdge;
    met = new int[size];
    low = new int[size];
    edgesTaken = new byte[size];
    isOpen = new boolean[size];
    path = new int[size];
    open = new int[size];
  }

  /** The nodes from which a non-empty path leads back to themselves. */
  static BitSet onCycle(int[] firstEdge, int[] secondEdge) {
    StrongComponents search = new StrongComponents(firstEdge, secondEdge);
    for (int root = 0; root < firstEdge.length; root++) {
      if (search.met[root] == 0) {
        search.searchFrom(root);
      }
    }
    return search.onCycle;
  }

  private void searchFrom(int root) {
    enter(root);
    while (pathSize > 0) {
      int node = path[pathSize - 1];
      if (edgesTaken[node] == 2) {
        leave(node);
      } else {
        follow(node, edgesTaken[node]++ == 0 ? firstEdge[node] : secondEdge[node]);
      }
    }
  }

  private void follow(int node, int next) {
    if (next < 0) {
      return;
    }
    if (met[next] == 0) {
      enter(next);
    } else if (isOpen[next]) {
      low[node] = Math.min(low[node], met[next]);
    }
  }

  private void enter(int node) {
    met[node] = ++metCount;
    low[node] = metCount;
    path[pathSize++] = node;
    open[openSize++] = node;
    isOpen[node] = true;
  }

  private void leave(int node) {
    pathSize--;
    if (pathSize > 0) {
      int parent = path[pathSize - 1];
      low[parent] = Math.min(low[parent], low[node]);
    }
    if (low[node] == met[node]) {
      closeComponent(node);
    }
  }

  private void closeComponent(int root) {
    boolean isCycle =
        open[openSize - 1] != root || firstEdge[root] == root || secondEdge[root] == root;
    int node;
    do {
      node = open[--openSize];
      isOpen[node] = false;
      if (isCycle) {
        onCycle.set(node);
      }
    } while (node != root);
  }
}
