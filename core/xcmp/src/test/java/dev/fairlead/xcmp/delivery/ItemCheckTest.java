package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** End of section 5.11, 5.8 and AM15, on states that the real transition made. */
final class ItemCheckTest {
  private static final Bytes BODY = Bytes.literal("0x010203");

  private final ItemBed bed = new ItemBed("main");
  private Item pipelined;
  private Item item;

  @BeforeEach
  void enactOne() {
    pipelined = bed.back(BODY);
    item = bed.enact(pipelined);
  }

  @Test
  void enactedItem_isGood_alsoWhenLaterOnesHaveReplacedItsRoot() {
    Item later = bed.enact(bed.back(Bytes.literal("0x04")));
    bed.passBlock();

    assertThat(judge(item)).isEqualTo(new ItemVerdict.Good());
    assertThat(judge(later)).isEqualTo(new ItemVerdict.Good());
    assertThat(later.link().prevLinkHash()).isEqualTo(item.link().linkHash());
    assertThat(judge(item).fault()).isEmpty();
  }

  @Test
  void am15_pipelinedItem_isGoodWhileItsCandidateIsInFlight() {
    assertThat(judge(pipelined)).isEqualTo(new ItemVerdict.UnknownRelayBlock(pipelined.id()));

    Item next = bed.back(Bytes.EMPTY);

    assertThat(judge(next)).isEqualTo(new ItemVerdict.Good());
    assertThat(judge(pipelined)).isEqualTo(new ItemVerdict.UnknownRelayBlock(pipelined.id()));
    assertThat(judge(withBody(next, BODY)).fault()).contains(ItemFault.BODY_HASH_MISMATCH);
  }

  @Test
  void itemOfAnotherForkOrALaterBlock_isUnknownWithoutPenalty() {
    ItemBed other = new ItemBed("other");
    Item there = other.enact(other.back(BODY));
    EntryId id = item.id();
    EntryId later = new EntryId(id.sender(), id.recipient(), id.block() + 1, id.blockHash());

    for (Item one : List.of(there, withId(item, later))) {
      assertThat(judge(one)).isEqualTo(new ItemVerdict.UnknownRelayBlock(one.id()));
      assertThat(judge(one).fault()).contains(ItemFault.UNKNOWN_RELAY_BLOCK);
      assertThat(judge(one).fault().orElseThrow().isPenalized()).isFalse();
    }
    assertThat(ItemCheck.judge(other.state(), there)).isEqualTo(new ItemVerdict.Good());
  }

  @Test
  void blockInWhichTheSenderSentNothingThere_isAnUnknownLink() {
    EntryId id = item.id();
    for (EntryId other :
        List.of(
            new EntryId(ItemBed.SENDER, ItemBed.OTHER, id.block(), id.blockHash()),
            new EntryId(ItemBed.OTHER, ItemBed.RECIPIENT, id.block(), id.blockHash()),
            new EntryId(new ParaId(7), ItemBed.RECIPIENT, id.block(), id.blockHash()))) {
      assertThat(judge(withId(item, other))).isEqualTo(new ItemVerdict.NotSent(other));
      assertThat(judge(withId(item, other)).fault()).contains(ItemFault.UNKNOWN_LINK);
    }
  }

  @Test
  void linkThatDoesNotFollowFromItsParts_isUnknown() {
    LinkRecord link = item.link();
    Hash32 wrong = ItemBed.hash("wrong");
    for (LinkRecord one :
        List.of(
            new LinkRecord(link.bodyHash(), 0, link.prevLinkHash(), wrong, BODY.size()),
            new LinkRecord(link.bodyHash(), 9, link.prevLinkHash(), link.linkHash(), BODY.size()),
            new LinkRecord(link.bodyHash(), 0, wrong, link.linkHash(), BODY.size()),
            new LinkRecord(wrong, 0, link.prevLinkHash(), link.linkHash(), BODY.size()))) {
      assertThat(judge(withLink(item, one))).isInstanceOf(ItemVerdict.WrongLink.class);
      assertThat(judge(withLink(item, one)).fault()).contains(ItemFault.UNKNOWN_LINK);
    }
  }

  @Test
  void bodyLongerThanTheChannelAllows_isOversize_statedOrSent() {
    Bytes longer = Bytes.of(new byte[ItemBed.BODY_BYTES_MAX + 1]);
    LinkRecord link = item.link();
    LinkRecord stated =
        new LinkRecord(
            link.bodyHash(), link.prevBlock(), link.prevLinkHash(), link.linkHash(), 101);

    assertThat(judge(withBody(item, longer))).isEqualTo(new ItemVerdict.TooLong(100, 101));
    assertThat(judge(withLink(item, stated))).isEqualTo(new ItemVerdict.TooLong(100, 101));
    assertThat(judge(withLink(item, stated)).fault()).contains(ItemFault.OVERSIZE_BODY);
  }

  @Test
  void largestBodyOfTheChannel_isGood() {
    Item largest = bed.enact(bed.back(Bytes.of(new byte[ItemBed.BODY_BYTES_MAX])));

    assertThat(judge(largest)).isEqualTo(new ItemVerdict.Good());
  }

  @Test
  void consistentLinkThatTheBlockDidNotCommitTo_isAnInvalidProof() {
    Bytes forged = Bytes.literal("0xff");
    Hash32 bodyHash = LinkCodec.bodyHash(forged);
    Hash32 hash = LinkCodec.SEED.link(Hash32.ZERO, 0, bodyHash);
    Item made =
        new Item(
            item.id(), new LinkRecord(bodyHash, 0, Hash32.ZERO, hash, 1), item.headProof(), forged);

    assertThat(judge(made)).isInstanceOf(ItemVerdict.WrongRoot.class);
    assertThat(judge(made).fault()).contains(ItemFault.INVALID_PROOF);
  }

  @Test
  void proofOfWrongShape_isInvalid() {
    MessageRoot.Proof surplus = new MessageRoot.Proof(0, 1, List.of(Hash32.ZERO));
    Item made = new Item(item.id(), item.link(), surplus, item.body());

    assertThat(judge(made))
        .isInstanceOfSatisfying(
            ItemVerdict.WrongRoot.class,
            wrong -> assertThat(wrong.actual()).isEqualTo(Optional.empty()));
  }

  @Test
  void otherBody_isAMismatch_unlessOnlyTheLinkWasAskedFor() {
    Item altered = withBody(item, Bytes.literal("0x010204"));
    Item shorter = withBody(item, Bytes.EMPTY);

    assertThat(judge(altered)).isInstanceOf(ItemVerdict.WrongBody.class);
    assertThat(judge(altered).fault()).contains(ItemFault.BODY_HASH_MISMATCH);
    assertThat(judge(shorter)).isEqualTo(new ItemVerdict.WrongLength(3, 0));
    assertThat(judge(shorter).fault()).contains(ItemFault.BODY_HASH_MISMATCH);
    assertThat(ItemCheck.judgeWithoutBody(bed.state(), shorter)).isEqualTo(new ItemVerdict.Good());
  }

  @Test
  void everyFaultButUnknownBlock_isPenalized_andHasACodeToAnswerWith() {
    for (ItemFault fault : ItemFault.values()) {
      assertThat(fault.isPenalized()).isEqualTo(fault != ItemFault.UNKNOWN_RELAY_BLOCK);
    }
    assertThat(List.of(ItemFault.values()).stream().map(ItemFault::code))
        .containsExactly(
            ErrorCode.MALFORMED,
            ErrorCode.MALFORMED,
            ErrorCode.MALFORMED,
            ErrorCode.TOO_LARGE,
            ErrorCode.UNKNOWN_RELAY_BLOCK);
  }

  private ItemVerdict judge(Item one) {
    return ItemCheck.judge(bed.state(), one);
  }

  private static Item withId(Item item, EntryId id) {
    return new Item(id, item.link(), item.headProof(), item.body());
  }

  private static Item withLink(Item item, LinkRecord link) {
    return new Item(item.id(), link, item.headProof(), item.body());
  }

  private static Item withBody(Item item, Bytes body) {
    return new Item(item.id(), item.link(), item.headProof(), body);
  }
}
