package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.BP;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static dev.fairlead.xcmp.relaychain.RelayBed.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bodies on the relay chain as last resort: B1 to B7, AM8. */
final class BackupRulesTest {
  private static final long STALL = 10;
  private static final ChannelLimits WIDE = new ChannelLimits(8, 1 << 22, 1 << 20);

  private final RelayBed bed = RelayBed.standard();
  private final Map<ChannelId, List<Sent>> sent = new HashMap<>();

  private record Sent(
      long block,
      Bytes body,
      Hash32 prevLink,
      long prevBlock,
      Hash32 link,
      MessageRoot.Proof head) {}

  private Sent send(ParaId sender, ParaId recipient, Bytes body) {
    ChannelId channel = new ChannelId(sender, recipient);
    List<Sent> before = sent.computeIfAbsent(channel, one -> new ArrayList<>());
    Hash32 prevLink = before.isEmpty() ? Hash32.ZERO : before.getLast().link();
    long prevBlock = before.isEmpty() ? 0 : before.getLast().block();
    Hash32 link = LinkCodec.SEED.link(prevLink, prevBlock, LinkCodec.bodyHash(body));
    SortedMap<ParaId, Hash32> links = new TreeMap<>(Map.of(recipient, link));
    bed.include(bed.candidate(sender).send(recipient).root(MessageRoot.of(links)).build());
    MessageRoot.Proof head = MessageRoot.prove(links, recipient);
    Sent one = new Sent(bed.state.number(), body, prevLink, prevBlock, link, head);
    before.add(one);
    return one;
  }

  private BodyPost post(ParaId sender, ParaId recipient, int index) {
    List<Sent> all = sent.get(new ChannelId(sender, recipient));
    Sent one = all.get(index);
    List<ChannelProof.LinkClaim> newer =
        all.subList(index + 1, all.size()).stream()
            .map(next ->
                new ChannelProof.LinkClaim(LinkCodec.bodyHash(next.body()), next.prevBlock()))
            .toList();
    return new BodyPost(
        new ChannelId(sender, recipient),
        one.block(),
        one.body(),
        one.prevLink(),
        one.prevBlock(),
        newer,
        all.getLast().head());
  }

  private void refused(BodyPost post, PostFault fault, ChainRule rule) {
    assertThat(bed.judge(post)).contains(fault);
    assertThat(fault.rule()).isEqualTo(rule);
  }

  @Test
  void b1_recipientThatIsNotStalled_getsNoPost() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    bed.mine((int) STALL - 2);

    refused(post(A, P, 0), new PostFault.NotStalled(STALL - 1, STALL), ChainRule.B1);
    bed.mine(1);
    assertThat(bed.judge(post(A, P, 0))).isEmpty();
  }

  @Test
  void b1_am8_advance_startsTheCountAgain_soTheBoundHoldsPerEntry() {
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    send(A, P, RelayBed.body(4));
    bed.mine(5);
    bed.include(bed.candidate(P).watermark(first.block(), A).build());
    bed.mine((int) STALL - 2);

    refused(post(A, P, 1), new PostFault.NotStalled(STALL - 1, STALL), ChainRule.B1);
    bed.mine(1);
    assertThat(bed.judge(post(A, P, 1))).isEmpty();
  }

  @Test
  void b1_emptyQueueOrUnknownPara_isNotStalled() {
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    BodyPost post = post(A, P, 0);
    bed.include(bed.candidate(P).watermark(first.block(), A).build());
    bed.mine(2 * (int) STALL);

    refused(post, new PostFault.NotStalled(0, STALL), ChainRule.B1);
    BodyPost toNobody =
        new BodyPost(
            new ChannelId(A, new ParaId(7)),
            1,
            post.body(),
            Hash32.ZERO,
            0,
            List.of(),
            post.head());
    refused(toNobody, new PostFault.NotStalled(0, STALL), ChainRule.B1);
  }

  @Test
  void b1_am8_threads_areStalledAfterAHundredBlocks() {
    bed.open(A, T);
    send(A, T, RelayBed.body(3));
    bed.mine(98);

    refused(post(A, T, 0), new PostFault.NotStalled(99, 100), ChainRule.B1);
    bed.mine(1);
    assertThat(bed.judge(post(A, T, 0))).isEmpty();
  }

  @Test
  void b2_onlyTheFirstEntry_mayBePosted() {
    bed.open(A, P);
    bed.open(B, P);
    Sent first = send(B, P, RelayBed.body(3));
    Sent second = send(A, P, RelayBed.body(4));
    bed.mine((int) STALL);

    refused(
        post(A, P, 0),
        new PostFault.NotFirst(
            Optional.of(new Watermark(first.block(), B)), new Watermark(second.block(), A)),
        ChainRule.B2);
    assertThat(bed.judge(post(B, P, 0))).isEmpty();
  }

  @Test
  void b2_o2_firstEntry_isThatOfTheQueueOrder() {
    RelaySettings standard = RelaySettings.STANDARD;
    bed.state =
        new RelayBed(
                new RelaySettings(
                    Hash32.ZERO,
                    Acceptance.SEED,
                    QueueOrder.SHUFFLE,
                    standard.candidates(),
                    standard.channels(),
                    standard.backup()))
            .state;
    bed.open(A, P);
    bed.open(B, P);
    while (!isRankedFirst(B, A)) {
      bed.mine(1);
    }
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    long block = bed.state.number();
    bed.mine((int) STALL);
    Bytes body = RelayBed.body(1);
    MessageRoot.Proof head = new MessageRoot.Proof(0, 1, List.of());
    BodyPost ofA = new BodyPost(AP, block, body, Hash32.ZERO, 0, List.of(), head);
    BodyPost ofB = new BodyPost(BP, block, body, Hash32.ZERO, 0, List.of(), head);

    assertThat(bed.judge(ofA).orElseThrow()).isInstanceOf(PostFault.NotFirst.class);
    assertThat(bed.judge(ofB)).contains(new PostFault.NotProven());
  }

  private boolean isRankedFirst(ParaId one, ParaId other) {
    long block = bed.state.number() + 2;
    return QueueOrder.SHUFFLE.compare(new Watermark(block, one), new Watermark(block, other)) < 0;
  }

  @Test
  void b2_secondPostOfABlock_isRefused() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);

    List<RelayEvent> events = bed.mine(content -> content.post(post(A, P, 0), post(A, P, 0)));

    assertThat(events)
        .filteredOn(RelayEvent.PostRefused.class::isInstance)
        .map(event -> ((RelayEvent.PostRefused) event).fault())
        .containsExactly(new PostFault.SecondPost());
    assertThat(new PostFault.SecondPost().rule()).isEqualTo(ChainRule.B2);
  }

  @Test
  void b2_bodiesOfABlock_areAtMostAMebibyte() {
    RelaySettings.Backup free = new RelaySettings.Backup(10, 100, 10, 14_400, 0);
    bed.state = new RelayBed(withBackup(free)).state;
    bed.open(A, P, WIDE);
    bed.open(A, B, WIDE);
    send(A, P, RelayBed.body(6));
    send(A, B, RelayBed.body(5));
    bed.mine((int) STALL);

    List<RelayEvent> events = bed.mine(content -> content.post(post(A, P, 0), post(A, B, 0)));

    assertThat(events)
        .contains(
            new RelayEvent.PostRefused(
                B,
                new Watermark(sent.get(new ChannelId(A, B)).getFirst().block(), A),
                new PostFault.TooManyBytes(5, 4)));
    assertThat(new PostFault.TooManyBytes(5, 4).rule()).isEqualTo(ChainRule.B2);
    assertThat(RelaySettings.Backup.STANDARD.postBytesMax()).isEqualTo(1 << 20);
    assertThat(bed.judge(post(A, B, 0))).isEmpty();
  }

  private static RelaySettings withBackup(RelaySettings.Backup backup) {
    RelaySettings standard = RelaySettings.STANDARD;
    return new RelaySettings(
        Hash32.ZERO,
        Acceptance.SEED,
        standard.order(),
        standard.candidates(),
        standard.channels(),
        backup);
  }

  @Test
  void b3_bodyLeadsToTheCell_alsoThroughNewerLinks() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    send(A, P, RelayBed.body(4));
    send(A, P, RelayBed.body(5));
    bed.mine((int) STALL);

    List<RelayEvent> events = bed.mine(content -> content.post(post(A, P, 0)));

    Watermark entry = new Watermark(sent.get(AP).getFirst().block(), A);
    assertThat(events).containsExactly(new RelayEvent.BodyPosted(P, entry, 3));
    assertThat(bed.state.posts(P))
        .containsExactly(
            new PostedBody(
                entry, LinkCodec.bodyHash(RelayBed.body(3)), RelayBed.body(3), bed.state.number()));
  }

  @Test
  void b3_otherBodyLinkBlockOrPlace_isRefused() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    send(A, P, RelayBed.body(4));
    bed.mine((int) STALL);
    BodyPost good = post(A, P, 0);
    MessageRoot.Proof beside = new MessageRoot.Proof(1, 1, List.of());
    MessageRoot.Proof wide = new MessageRoot.Proof(0, 2, List.of(Hash32.ZERO));
    List<BodyPost> forged =
        List.of(
            forge(good, RelayBed.body(2), good.prevLink(), good.prevBlock(), good.newer()),
            forge(good, good.body(), RelayBed.hash(1), good.prevBlock(), good.newer()),
            forge(good, good.body(), good.prevLink(), 1, good.newer()),
            forge(good, good.body(), good.prevLink(), good.prevBlock(), List.of()),
            forge(
                good,
                good.body(),
                good.prevLink(),
                good.prevBlock(),
                List.of(good.newer().getFirst(), good.newer().getFirst())),
            new BodyPost(
                good.channel(), good.block(), good.body(), Hash32.ZERO, 0, good.newer(), wide),
            new BodyPost(
                good.channel(), good.block(), good.body(), Hash32.ZERO, 0, good.newer(), beside));

    assertThat(bed.judge(good)).isEmpty();
    for (BodyPost post : forged) {
      refused(post, new PostFault.NotProven(), ChainRule.B3);
    }
  }

  private static BodyPost forge(
      BodyPost post,
      Bytes body,
      Hash32 prevLink,
      long prevBlock,
      List<ChannelProof.LinkClaim> newer) {
    return new BodyPost(
        post.channel(), post.block(), body, prevLink, prevBlock, newer, post.head());
  }

  @Test
  void b3_newestLink_mustStandInTheCellsOwnBlock() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    Sent second = send(A, P, RelayBed.body(4));
    bed.include(bed.candidate(P).watermark(sent.get(AP).getFirst().block(), A).build());
    bed.mine((int) STALL);

    assertThat(bed.judge(post(A, P, 1))).isEmpty();
    BodyPost oldBodyAsNew =
        new BodyPost(
            AP,
            second.block(),
            RelayBed.body(3),
            Hash32.ZERO,
            0,
            post(A, P, 0).newer(),
            second.head());
    refused(oldBodyAsNew, new PostFault.NotProven(), ChainRule.B3);
  }

  @Test
  void b3_numbersBeyond32Bits_areNoPost() {
    Bytes body = RelayBed.body(1);
    MessageRoot.Proof head = new MessageRoot.Proof(0, 1, List.of());
    ChannelProof.LinkClaim wide = new ChannelProof.LinkClaim(Hash32.ZERO, 1L << 32);

    assertThatThrownBy(() -> new BodyPost(AP, 1L << 32, body, Hash32.ZERO, 0, List.of(), head))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BodyPost(AP, 1, body, Hash32.ZERO, -1, List.of(), head))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BodyPost(AP, 1, body, Hash32.ZERO, 0, List.of(wide), head))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void b4_am8_poster_paysPerByte_fromTheAccountOfPosts_andGetsNothingBack() {
    bed.open(A, P, WIDE);
    Sent first = send(A, P, RelayBed.body(3_000));
    send(A, P, RelayBed.body(2_001));
    bed.mine((int) STALL);
    bed.mine(content -> content.post(post(A, P, 0)));
    assertThat(bed.state.postFunds()).isEqualTo(RelayBed.POST_FUNDS - 3_000);
    bed.include(bed.candidate(P).watermark(first.block(), A).build());
    assertThat(bed.state.postFunds()).isEqualTo(RelayBed.POST_FUNDS - 3_000);
    bed.mine((int) STALL);

    refused(post(A, P, 1), new PostFault.CannotPay(2_001, 2_000), ChainRule.B4);
  }

  @Test
  void b5_duplicate_isRefused() {
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);
    bed.mine(content -> content.post(post(A, P, 0)));

    refused(post(A, P, 0), new PostFault.Duplicate(new Watermark(first.block(), A)), ChainRule.B5);
  }

  @Test
  void b5_e5_post_isDroppedWhenTheWatermarkPassesIt() {
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);
    bed.mine(content -> content.post(post(A, P, 0)));
    Watermark entry = new Watermark(first.block(), A);

    List<RelayEvent> events = bed.include(bed.candidate(P).watermark(entry).build());

    assertThat(bed.state.posts(P)).isEmpty();
    assertThat(events)
        .contains(new RelayEvent.PostDropped(P, entry, RelayEvent.PostEnd.ACKNOWLEDGED));
  }

  @Test
  void b5_post_isDroppedAfterItsTime_andMayBeMadeAgain() {
    bed.state = new RelayBed(withBackup(new RelaySettings.Backup(10, 100, 100, 5, 1))).state;
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);
    bed.mine(content -> content.post(post(A, P, 0)));
    bed.mine(4);
    assertThat(bed.state.posts(P)).hasSize(1);

    List<RelayEvent> events = bed.mine(content -> {});

    assertThat(events)
        .containsExactly(
            new RelayEvent.PostDropped(
                P, new Watermark(first.block(), A), RelayEvent.PostEnd.EXPIRED));
    assertThat(bed.state.posts(P)).isEmpty();
    assertThat(bed.judge(post(A, P, 0))).isEmpty();
    assertThat(RelaySettings.Backup.STANDARD.retentionBlocks()).isEqualTo(24 * 600);
  }

  @Test
  void b6_post_movesNoWatermark_andFreesNoEntry() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);
    RelayState before = bed.state;

    bed.mine(content -> content.post(post(A, P, 0)));

    assertThat(bed.state.watermark(P)).isEqualTo(before.watermark(P));
    assertThat(bed.state.queue(P)).isEqualTo(before.queue(P));
    assertThat(bed.state.storageRoot()).isEqualTo(before.storageRoot());
  }

  @Test
  void b7_am8_paraThatBuildsNothing_mayBePostedFor() {
    bed.open(A, P);
    send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);

    assertThat(bed.state.para(P).orElseThrow().lastOwnBlock()).isZero();
    assertThat(bed.judge(post(A, P, 0))).isEmpty();
  }

  @Test
  void am1_postOfAnEndedChannel_isDropped() {
    bed.open(A, P);
    Sent first = send(A, P, RelayBed.body(3));
    bed.mine((int) STALL);
    bed.mine(content -> content.post(post(A, P, 0)).call(new RelayCall.ForceClose(AP)));

    List<RelayEvent> events = bed.session();

    assertThat(bed.state.posts(P)).isEmpty();
    assertThat(events)
        .contains(
            new RelayEvent.PostDropped(
                P, new Watermark(first.block(), A), RelayEvent.PostEnd.CHANNEL_ENDED));
  }
}
