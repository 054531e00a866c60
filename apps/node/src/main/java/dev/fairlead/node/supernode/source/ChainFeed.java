package dev.fairlead.node.supernode.source;

import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.follow.FollowInput;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the blocks of one chain come from. Carries out the fetches that the chain's follow machine
 * orders, each answered exactly once, and announces heads and labels by itself. Works on threads of
 * its own; no method blocks.
 */
public interface ChainFeed extends AutoCloseable {
  /** Begins to announce heads and labels; all answers go to {@code inbox}, from any thread. */
  void start(Consumer<FollowInput> inbox);

  /** Fetches blocks. */
  void fetch(FollowEffect.FetchBlocks order);

  /** Fetches headers. */
  void fetch(FollowEffect.FetchLinks order);

  /** What kept it from answering the last time, in one line; empty once it answers again. */
  Optional<String> trouble();

  /** Ends all work; what is under way is not answered any more. */
  @Override
  void close();
}
