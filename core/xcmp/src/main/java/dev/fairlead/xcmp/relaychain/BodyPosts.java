package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies on the relay chain as last resort: B1 to B5. Posting moves no watermark (B6). */
final class BodyPosts {
  private BodyPosts() {}

  static void consider(RelayDraft draft, BodyPost post) {
    ParaId recipient = post.channel().recipient();
    Watermark entry = new Watermark(post.block(), post.channel().sender());
    Optional<PostFault> fault =
        stallFault(draft, recipient)
            .or(() -> placeFault(draft, recipient, entry, post))
            .or(() -> proofFault(draft, post))
            .or(() -> paymentFault(draft, recipient, entry, post));
    if (fault.isPresent()) {
      draft.emit(new RelayEvent.PostRefused(recipient, entry, fault.get()));
      return;
    }
    long fee = fee(draft, post);
    draft.tables.postFunds -= fee;
    draft.postedFor.add(recipient);
    draft.postBytes += post.body().size();
    List<PostedBody> more = new ArrayList<>(draft.tables.posts.get(recipient).orElse(List.of()));
    more.add(new PostedBody(entry, LinkCodec.bodyHash(post.body()), post.body(), draft.number()));
    draft.tables.posts = draft.tables.posts.put(recipient, List.copyOf(more));
    draft.emit(new RelayEvent.BodyPosted(recipient, entry, fee));
  }

  private static Optional<PostFault> stallFault(RelayDraft draft, ParaId recipient) {
    RelaySettings.Backup rules = draft.settings.backup();
    Optional<ParaRecord> para = draft.para(recipient);
    Optional<Long> firstPending = draft.tables.firstPendingBlock(recipient);
    boolean isThread = para.filter(found -> found.kind() == ParaKind.THREAD).isPresent();
    long needed = isThread ? rules.threadStallBlocks() : rules.chainStallBlocks();
    if (para.isEmpty() || firstPending.isEmpty()) {
      return Optional.of(new PostFault.NotStalled(0, needed));
    }
    long since = Math.max(para.get().lastAdvanceBlock(), firstPending.get());
    long waited = draft.number() - since;
    return waited >= needed
        ? Optional.empty()
        : Optional.of(new PostFault.NotStalled(waited, needed));
  }

  private static Optional<PostFault> placeFault(
      RelayDraft draft, ParaId recipient, Watermark entry, BodyPost post) {
    long firstBlock = draft.tables.firstPendingBlock(recipient).orElseThrow();
    Optional<Watermark> first =
        IngressQueue.of(draft.settings.order(), draft.tables.pendingUpTo(recipient, firstBlock))
            .firstAfter(Watermark.START);
    if (!first.equals(Optional.of(entry))) {
      return Optional.of(new PostFault.NotFirst(first, entry));
    }
    if (draft.postedFor.contains(recipient)) {
      return Optional.of(new PostFault.SecondPost());
    }
    long bytesLeft = draft.settings.backup().postBytesMax() - draft.postBytes;
    return post.body().size() > bytesLeft
        ? Optional.of(new PostFault.TooManyBytes(post.body().size(), bytesLeft))
        : Optional.empty();
  }

  private static Optional<PostFault> proofFault(RelayDraft draft, BodyPost post) {
    boolean isProven =
        post.newer().size() <= XcmpLimits.LINKS_MAX
            && post.head().siblings().size() <= XcmpLimits.SIBLINGS_MAX
            && leadsToCell(draft, post);
    return isProven ? Optional.empty() : Optional.of(new PostFault.NotProven());
  }

  private static boolean leadsToCell(RelayDraft draft, BodyPost post) {
    ChannelId id = post.channel();
    Optional<ChannelCell> cell =
        draft
            .channel(id)
            .flatMap(
                channel -> draft.tables.rows.get(id.sender()).map(row -> row.cell(channel.slot())));
    if (cell.isEmpty()) {
      return false;
    }
    Hash32 link =
        LinkCodec.SEED.link(post.prevLink(), post.prevBlock(), LinkCodec.bodyHash(post.body()));
    long block =
        post.newer().isEmpty() ? cell.get().lastBlock() : post.newer().getFirst().prevBlock();
    if (block != post.block()) {
      return false;
    }
    for (ChannelProof.LinkClaim newer : post.newer()) {
      link = LinkCodec.SEED.link(link, newer.prevBlock(), newer.bodyHash());
    }
    return post.head()
        .climb(id.recipient(), link)
        .filter(root -> root.equals(cell.get().messageRoot()))
        .isPresent();
  }

  private static Optional<PostFault> paymentFault(
      RelayDraft draft, ParaId recipient, Watermark entry, BodyPost post) {
    long fee = fee(draft, post);
    if (fee > draft.tables.postFunds) {
      return Optional.of(new PostFault.CannotPay(fee, draft.tables.postFunds));
    }
    boolean isThere =
        draft.tables.posts.get(recipient).orElse(List.of()).stream()
            .anyMatch(posted -> posted.entry().equals(entry));
    return isThere ? Optional.of(new PostFault.Duplicate(entry)) : Optional.empty();
  }

  private static long fee(RelayDraft draft, BodyPost post) {
    return draft.settings.backup().feePerByte() * post.body().size();
  }

  /** Drops what has been kept long enough (B5). */
  static void dropOld(RelayDraft draft) {
    int kept = draft.settings.backup().retentionBlocks();
    for (Map.Entry<ParaId, List<PostedBody>> entry : draft.tables.posts) {
      List<Watermark> old = new ArrayList<>();
      for (PostedBody post : entry.getValue()) {
        if (draft.number() - post.postedIn() >= kept) {
          old.add(post.entry());
        }
      }
      draft.dropPosts(entry.getKey(), old, RelayEvent.PostEnd.EXPIRED);
    }
  }
}
