package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.TrieProof;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Checks the outgoing part of a proof of validity: V1 to V3 as for the incoming part (AM12), then
 * V-OUT-1 to V-OUT-5 (section 4.5), each over all channels. A pure function. Without it a hostile
 * sender could commit a head that no message leads to, and so stop its recipient for good.
 */
public final class EgressCheck {
  private final EgressClaim claim;
  private final XcmpEgress egress;
  private final SortedMap<ParaId, Watermark> watermarks = new TreeMap<>();

  private EgressCheck(EgressClaim claim, XcmpEgress egress) {
    this.claim = claim;
    this.egress = egress;
  }

  /** Judges a proof. */
  public static EgressVerdict judge(EgressClaim claim, XcmpEgress egress) {
    return new EgressCheck(claim, egress).run();
  }

  private EgressVerdict run() {
    Optional<EgressVerdict.Invalid> shape = judgeShape();
    if (shape.isPresent()) {
      return shape.get();
    }
    Hash32 row;
    try {
      row = readRelayState();
    } catch (DecodingException e) {
      return invalid(EgressVerdict.Fault.STATE_PROOF_BROKEN);
    }
    if (!isStrictlyAscending()) {
      return invalid(EgressVerdict.Fault.CHANNELS_NOT_ASCENDING);
    }
    for (Function<XcmpEgress.Sent, Optional<EgressVerdict.Fault>> step : steps(row)) {
      for (XcmpEgress.Sent sent : egress.channels()) {
        Optional<EgressVerdict.Fault> fault = step.apply(sent);
        if (fault.isPresent()) {
          return new EgressVerdict.Invalid(fault.get(), Optional.of(sent.recipient()));
        }
      }
    }
    return judgeCommitments();
  }

  private List<Function<XcmpEgress.Sent, Optional<EgressVerdict.Fault>>> steps(Hash32 row) {
    return List.of(
        sent -> judgeCell(sent, row), this::judgeOldHead, this::judgeLink, this::judgeBody);
  }

  private Optional<EgressVerdict.Invalid> judgeShape() {
    long trieBytes = egress.trieNodes().stream().mapToLong(Bytes::size).sum();
    if (egress.version() != XcmpEgress.VERSION) {
      return Optional.of(invalid(EgressVerdict.Fault.UNKNOWN_VERSION));
    }
    if (egress.trieNodes().size() > XcmpLimits.TRIE_NODES_MAX
        || trieBytes > XcmpLimits.TRIE_BYTES_MAX
        || egress.channels().size() > XcmpLimits.CHANNELS_MAX
        || egress.slotCount() > XcmpLimits.BITFIELD_BITS_MAX
        || egress.channels().stream().anyMatch(EgressCheck::exceeds)) {
      return Optional.of(invalid(EgressVerdict.Fault.LIMIT_EXCEEDED));
    }
    if (egress.relayParentNumber() != claim.commitments().relayParentNumber()
        || !egress.relayStorageRoot().equals(claim.commitments().relayStorageRoot())) {
      return Optional.of(invalid(EgressVerdict.Fault.OTHER_RELAY_PARENT));
    }
    return Optional.empty();
  }

  private boolean isStrictlyAscending() {
    for (int i = 1; i < egress.channels().size(); i++) {
      ParaId before = egress.channels().get(i - 1).recipient();
      if (before.compareTo(egress.channels().get(i).recipient()) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean exceeds(XcmpEgress.Sent sent) {
    return sent.body().size() > XcmpLimits.BODY_BYTES_MAX
        || sent.rowSiblings().size() > XcmpLimits.SIBLINGS_MAX
        || sent.oldHead()
            .filter(head -> head.proof().siblings().size() > XcmpLimits.SIBLINGS_MAX)
            .isPresent();
  }

  private Hash32 readRelayState() throws DecodingException {
    TrieProof proof = new TrieProof(egress.relayStorageRoot(), egress.trieNodes());
    Optional<Bytes> row = proof.read(RelayItems.cstRootKey(claim.sender()));
    for (XcmpEgress.Sent sent : egress.channels()) {
      Optional<Bytes> mark = proof.read(RelayItems.watermarkKey(sent.recipient()));
      watermarks.put(
          sent.recipient(),
          mark.isPresent() ? RelayItems.decodeWatermark(mark.get()) : Watermark.START);
    }
    proof.demandAllUsed();
    return row.isPresent() ? RelayItems.decodeRoot(row.get()) : Hash32.ZERO;
  }

  private Optional<EgressVerdict.Fault> judgeCell(XcmpEgress.Sent sent, Hash32 row) {
    ChannelCell cell = new ChannelCell(sent.recipient(), sent.messageRoot(), sent.lastBlock());
    boolean isInRow =
        !cell.isTombstone()
            && RowRoot.climb(
                    claim.sender(), cell, sent.slotIndex(), egress.slotCount(), sent.rowSiblings())
                .filter(row::equals)
                .isPresent();
    return when(!isInRow, EgressVerdict.Fault.CELL_NOT_IN_ROW);
  }

  private Optional<EgressVerdict.Fault> judgeOldHead(XcmpEgress.Sent sent) {
    if (sent.messageRoot().equals(Hash32.ZERO)) {
      return when(sent.oldHead().isPresent(), EgressVerdict.Fault.OLD_HEAD_MISMATCH);
    }
    boolean leadsToRoot =
        sent.oldHead()
            .flatMap(head -> head.proof().climb(sent.recipient(), head.link()))
            .filter(sent.messageRoot()::equals)
            .isPresent();
    return when(!leadsToRoot, EgressVerdict.Fault.OLD_HEAD_MISMATCH);
  }

  private Optional<EgressVerdict.Fault> judgeLink(XcmpEgress.Sent sent) {
    Hash32 old = sent.oldHead().map(XcmpEgress.OldHead::link).orElse(Hash32.ZERO);
    if (!sent.prevLink().equals(old)) {
      return Optional.of(EgressVerdict.Fault.PREVIOUS_LINK_MISMATCH);
    }
    boolean isSameBlock = sent.prevBlock() == sent.lastBlock();
    return when(!isSameBlock, EgressVerdict.Fault.PREVIOUS_BLOCK_MISMATCH);
  }

  private Optional<EgressVerdict.Fault> judgeBody(XcmpEgress.Sent sent) {
    if (sent.body().size() > claim.bodyBytesMax()) {
      return Optional.of(EgressVerdict.Fault.BODY_TOO_LARGE);
    }
    boolean isProduced =
        LinkCodec.bodyHash(sent.body()).equals(claim.bodyHashes().get(sent.recipient()));
    return when(!isProduced, EgressVerdict.Fault.BODY_MISMATCH);
  }

  private EgressVerdict judgeCommitments() {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    Set<Integer> slots = new HashSet<>();
    for (XcmpEgress.Sent sent : egress.channels()) {
      Hash32 bodyHash = LinkCodec.bodyHash(sent.body());
      links.put(sent.recipient(), LinkCodec.SEED.link(sent.prevLink(), sent.prevBlock(), bodyHash));
      slots.add((int) sent.slotIndex());
    }
    boolean isWhole = links.keySet().equals(claim.bodyHashes().keySet());
    if (!isWhole || !MessageRoot.of(links).equals(claim.commitments().messageRoot())) {
      return invalid(EgressVerdict.Fault.MESSAGE_ROOT_MISMATCH);
    }
    List<Integer> bits = new ArrayList<>();
    for (int bit : claim.commitments().sent().setBits()) {
      bits.add(bit);
    }
    return slots.equals(new HashSet<>(bits))
        ? new EgressVerdict.Valid(links, watermarks)
        : invalid(EgressVerdict.Fault.BITFIELD_MISMATCH);
  }

  private static Optional<EgressVerdict.Fault> when(boolean isFaulty, EgressVerdict.Fault fault) {
    return isFaulty ? Optional.of(fault) : Optional.empty();
  }

  private static EgressVerdict.Invalid invalid(EgressVerdict.Fault fault) {
    return new EgressVerdict.Invalid(fault, Optional.empty());
  }
}
