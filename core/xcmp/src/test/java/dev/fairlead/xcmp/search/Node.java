package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One state of the search.
 *
 * @param branch the block that it stands at, with those before it
 * @param used relay blocks spent, on both branches together
 * @param sideline the tip that a fork left behind
 * @param foreign candidates made for that tip's side of the fork
 * @param from the state before, in the order of moves
 * @param move what led here
 */
record Node(
    Branch branch,
    int used,
    Optional<Branch> sideline,
    List<Paras.Draft> foreign,
    @Nullable Node from,
    @Nullable Move move) {

  /**
   * A block with those before it on its branch.
   *
   * @param state after the block
   * @param parent absent for the block at which the search begins
   * @param block absent likewise
   * @param key names the content of the state
   * @param history what happened up to this block
   */
  record Branch(
      RelayState state,
      @Nullable Branch parent,
      @Nullable RelayBlock block,
      Hash32 key,
      History history) {
    /** States from this one back, newest first. */
    List<Branch> path() {
      List<Branch> path = new ArrayList<>();
      for (Branch at = this; at != null; at = at.parent()) {
        path.add(at);
      }
      return path;
    }

    /** Blocks since the search began, oldest first. */
    List<RelayBlock> blocks() {
      List<RelayBlock> blocks = new ArrayList<>();
      for (Branch at : path().reversed()) {
        if (at.block() != null) {
          blocks.add(at.block());
        }
      }
      return blocks;
    }
  }

  RelayState state() {
    return branch.state();
  }

  History history() {
    return branch.history();
  }

  /** The moves from the beginning to here, one per line. */
  String trail() {
    List<String> lines = new ArrayList<>();
    for (Node at = this; at != null && at.move() != null; at = at.from()) {
      lines.add(at.state().number() + " " + at.move());
    }
    return String.join("\n", lines.reversed());
  }
}
