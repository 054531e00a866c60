package dev.fairlead.node.supernode;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.supernode.source.ChainFeed;
import dev.fairlead.opstack.follow.FetchFailure;
import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.follow.FollowInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A feed that has some blocks from genesis on; without blocks it stays silent. */
final class ScriptedFeed implements ChainFeed {
  private final List<SealedBlock> blocks;
  private volatile Consumer<FollowInput> inbox = _ -> {};

  ScriptedFeed(List<SealedBlock> blocks) {
    this.blocks = blocks;
  }

  @Override
  public void start(Consumer<FollowInput> inbox) {
    this.inbox = inbox;
    if (!blocks.isEmpty()) {
      BlockLink head = link(blocks.getLast());
      Thread.startVirtualThread(() -> {
        inbox.accept(new FollowInput.LabelsSeen(Map.of()));
        inbox.accept(new FollowInput.HeadAnnounced(head));
      });
    }
  }

  @Override
  public void fetch(FollowEffect.FetchBlocks order) {
    List<SealedBlock> found =
        blocks.stream()
            .filter(block -> block.seal().number() >= order.firstNumber())
            .limit(order.count())
            .toList();
    answer(
        found.isEmpty()
            ? new FollowInput.FetchFailed(order.request(), FetchFailure.NOT_FOUND)
            : new FollowInput.BlocksFetched(order.request(), found));
  }

  @Override
  public void fetch(FollowEffect.FetchLinks order) {
    List<BlockLink> links =
        blocks.stream()
            .filter(block -> order.numbers().contains(block.seal().number()))
            .map(ScriptedFeed::link)
            .toList();
    answer(new FollowInput.LinksFetched(order.request(), links));
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private void answer(FollowInput input) {
    Consumer<FollowInput> to = inbox;
    Thread.startVirtualThread(() -> to.accept(input));
  }

  private static BlockLink link(SealedBlock block) {
    return new BlockLink(block.seal().ref(), block.seal().parentHash(), block.seal().timestamp());
  }
}
