package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks the incoming part of a proof of validity: a pure function of the proof, the para's state
 * and the candidate's claim. Steps run in the order of AM10 (V1 to V4, then V5 to V9 channel by
 * channel, then V10 to V12); the first that fails answers.
 */
public final class IngressCheck {
  private final IngressState state;
  private final IngressClaim claim;
  private final XcmpIngress ingress;

  private IngressCheck(IngressState state, IngressClaim claim, XcmpIngress ingress) {
    this.state = state;
    this.claim = claim;
    this.ingress = ingress;
  }

  /** Judges a proof. */
  public static IngressVerdict judge(IngressState state, IngressClaim claim, XcmpIngress ingress) {
    try {
      return new IngressCheck(state, claim, ingress).run();
    } catch (ProofRefused refused) {
      return refused.verdict();
    }
  }

  private IngressVerdict run() throws ProofRefused {
    IngressLimits.demand(ingress); // V1
    demand(
        ingress.relayParentNumber() == claim.relayParentNumber()
            && ingress.relayStorageRoot().equals(claim.relayStorageRoot()),
        ProofFault.OTHER_RELAY_PARENT); // V2
    ProvenRelayState relay = readRelayState(); // V3
    List<ParaId> senders = ingress.channels().stream().map(ChannelProof::sender).toList();
    boolean isSet = isStrictlyAscending(senders);
    demand(isSet && senders.equals(relay.ingressIndex()), ProofFault.CHANNELS_DIFFER); // V4
    ChannelCheck check = new ChannelCheck(state, claim);
    List<ProvenChannel> channels = new ArrayList<>();
    for (ChannelProof proof : ingress.channels()) {
      channels.add(check.prove(proof, relay.cstRoots().getOrDefault(proof.sender(), Hash32.ZERO)));
    }
    IngressQueue queue = queueOf(channels);
    demandDigest(queue, relay); // V10
    List<Watermark> consumed = demandWatermark(queue, relay); // V11
    Set<Watermark> consumedSet = new HashSet<>(consumed);
    for (ProvenChannel channel : channels) {
      demandBodies(channel, consumedSet); // V12
    }
    return new IngressVerdict.Valid(consumed, next(channels, consumedSet));
  }

  private ProvenRelayState readRelayState() throws ProofRefused {
    try {
      return ProvenRelayState.read(state.recipient(), ingress);
    } catch (DecodingException e) {
      throw new ProofRefused(ProofFault.STATE_PROOF_BROKEN);
    }
  }

  private IngressQueue queueOf(List<ProvenChannel> channels) {
    List<Watermark> entries = new ArrayList<>();
    for (ProvenChannel channel : channels) {
      channel.links().forEach(link -> entries.add(link.position()));
    }
    return IngressQueue.of(claim.order(), entries);
  }

  private void demandDigest(IngressQueue queue, ProvenRelayState relay) throws ProofRefused {
    Set<Watermark> pending = new HashSet<>();
    for (Watermark entry : relay.digest()) {
      if (entry.block() <= claim.relayParentNumber()
          && claim.order().isAfter(entry, state.watermark())) {
        pending.add(entry);
      }
    }
    demand(pending.equals(new HashSet<>(queue.entries())), ProofFault.DIGEST_MISMATCH);
  }

  private List<Watermark> demandWatermark(IngressQueue queue, ProvenRelayState relay)
      throws ProofRefused {
    QueueOrder order = claim.order();
    demand(!order.isAfter(relay.watermark(), state.watermark()), ProofFault.STORED_WATERMARK_STALE);
    Optional<WatermarkRule> broken =
        queue.judge(state.watermark(), claim.newWatermark(), claim.relayParentNumber());
    if (broken.isPresent()) {
      throw new ProofRefused(
          switch (broken.get()) {
            case W1 -> ProofFault.WATERMARK_AFTER_RELAY_PARENT;
            case W2 -> ProofFault.WATERMARK_BACKWARDS;
            case W3 -> ProofFault.WATERMARK_IDLE;
            case W4 -> ProofFault.WATERMARK_OFF_QUEUE;
          });
    }
    return queue.between(state.watermark(), claim.newWatermark());
  }

  private void demandBodies(ProvenChannel channel, Set<Watermark> consumed) throws ProofRefused {
    List<Bytes> bodies = channel.proof().bodies();
    int wanted = 0;
    for (ProvenChannel.ProvenLink link : channel.links()) {
      if (consumed.contains(link.position())) {
        demand(wanted < bodies.size(), ProofFault.BODY_MISSING, channel.sender());
        Bytes body = bodies.get(wanted++);
        demand(body.size() <= claim.bodyBytesMax(), ProofFault.BODY_TOO_LARGE, channel.sender());
        boolean isRight = LinkCodec.bodyHash(body).equals(link.bodyHash());
        demand(isRight, ProofFault.BODY_MISMATCH, channel.sender());
      }
    }
    demand(wanted == bodies.size(), ProofFault.BODY_SURPLUS, channel.sender());
  }

  /** V13: last consumed link per channel; senders without a channel are forgotten (AM3). */
  private IngressState next(List<ProvenChannel> channels, Set<Watermark> consumed) {
    SortedMap<ParaId, IngressState.Channel> kept = new TreeMap<>();
    for (ProvenChannel channel : channels) {
      IngressState.Channel last = state.channel(channel.sender());
      for (ProvenChannel.ProvenLink link : channel.links()) {
        if (consumed.contains(link.position())) {
          last = new IngressState.Channel(link.link(), link.position().block());
        }
      }
      if (!last.equals(IngressState.Channel.START)) {
        kept.put(channel.sender(), last);
      }
    }
    return new IngressState(state.recipient(), claim.newWatermark(), kept);
  }

  private static boolean isStrictlyAscending(List<ParaId> senders) {
    for (int i = 1; i < senders.size(); i++) {
      if (senders.get(i - 1).compareTo(senders.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void demand(boolean condition, ProofFault fault) throws ProofRefused {
    if (!condition) {
      throw new ProofRefused(fault);
    }
  }

  private static void demand(boolean condition, ProofFault fault, ParaId sender)
      throws ProofRefused {
    if (!condition) {
      throw new ProofRefused(fault, sender);
    }
  }
}
