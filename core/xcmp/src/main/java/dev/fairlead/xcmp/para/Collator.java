package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.EgressBuilder;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import dev.fairlead.xcmp.trie.WitnessMissing;
import dev.fairlead.xcmp.trie.WitnessTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds para blocks with their proofs of validity, from a relay state, the para's own blocks and
 * the messages at hand. Pure but for what it is given to read; it adds nothing to the chain. Owned
 * by one thread.
 */
public final class Collator {
  private final ParaChain chain;
  private final MessagePool pool;
  private final ValidationFunction function;
  private final ParaSettings settings;

  /** A collator of one para. */
  public Collator(
      ParaChain chain, MessagePool pool, ValidationFunction function, ParaSettings settings) {
    this.chain = chain;
    this.pool = pool;
    this.function = function;
    this.settings = settings;
  }

  /**
   * What to build.
   *
   * @param relay state of the relay parent; the candidate must get in while it is allowed as one
   * @param parentHead block before; need not be included yet (AM11)
   * @param transactions in their order
   * @param cut position up to which to act; absent = as far as bodies and budget go
   */
  public record Order(
      RelayState relay, Hash32 parentHead, List<Bytes> transactions, Optional<Watermark> cut) {
    /** Copies the list. */
    public Order {
      transactions = List.copyOf(transactions);
    }
  }

  /** Builds one block. */
  public Collation build(Order order) {
    try {
      return new Run(order).build();
    } catch (CollationRefused refused) {
      return refused.reason();
    } catch (WitnessMissing | PovRefused e) {
      throw new IllegalStateException(e); // the state is whole, and the sends are planned from it
    }
  }

  /** One block under way. */
  private final class Run {
    private final Order order;
    private final RelayState relay;
    private final ParaId self = chain.para();
    private final BlockOutcome parent;
    private final List<BlockOutcome> notIncluded;
    private final RelayClaim claim;

    Run(Order order) throws CollationRefused {
      this.order = order;
      this.relay = order.relay();
      Optional<BlockOutcome> before = chain.block(order.parentHead());
      Optional<List<BlockOutcome>> path = chain.notIncluded(relay, order.parentHead());
      if (before.isEmpty() || path.isEmpty()) {
        throw new CollationRefused(new Collation.ParentUnknown(order.parentHead()));
      }
      this.parent = before.get();
      this.notIncluded = path.get();
      this.claim = RelayClaim.of(relay, self);
    }

    Collation build() throws CollationRefused, WitnessMissing, PovRefused {
      IngressState stored = ParaStorage.of(self, parent.state()).ingress();
      IngressPlan incoming = IngressPlan.of(relay, stored, pool, settings, order.cut());
      XcmpIngress ingress = incoming.proof();
      List<ParaBlock.Send> sends = planSends(incoming, ingress);
      WitnessTrie trie = WitnessTrie.recording(parent.state());
      ParaStorage storage = new ParaStorage(self, trie);
      Invariants.require(storage.ingress().equals(stored), "one state gives two answers");
      BlockExecution execution = execute(storage, incoming, ingress);
      SortedMap<ParaId, Bytes> bodies = execution.takeBatches(sends);
      XcmpEgress egress = egress(bodies, storage);
      SortedMap<ParaId, Watermark> watermarks = new TreeMap<>();
      bodies.keySet().forEach(one -> watermarks.put(one, relay.watermark(one)));
      List<PovVerdict.Sent> sent = execution.remember(egress, watermarks, claim);
      Commitments commitments = commitments(incoming.cut(), sent);
      ParaHeader header =
          new ParaHeader(
              order.parentHead(), parent.header().number() + 1, trie.root(), commitments);
      ParaBlock block = new ParaBlock(header, order.transactions(), sends);
      ProofOfValidity proof =
          new ProofOfValidity(parent.header(), block, trie.witness(), ingress, egress);
      Bytes pov = proof.encode();
      if (pov.size() > ProofOfValidity.BYTES_MAX) {
        throw new CollationRefused(new Collation.TooLarge(pov.size()));
      }
      StateTrie state = applied(parent.state(), trie.changes());
      Invariants.require(state.root().equals(trie.root()), "whole and partial state differ");
      return new Collation.Built(
          candidate(header, pov),
          pov,
          proof,
          new BlockOutcome(header, state, sent),
          incoming.consumed());
    }

    private BlockExecution execute(ParaStorage storage, IngressPlan incoming, XcmpIngress ingress)
        throws WitnessMissing {
      BlockExecution execution = new BlockExecution(storage, function, settings);
      execution.receive(incoming.next(), incoming.consumed(), ingress);
      execution.run(order.transactions());
      return execution;
    }

    /** What to send can be said only after execution, so that is tried on a copy first. */
    private List<ParaBlock.Send> planSends(IngressPlan incoming, XcmpIngress ingress)
        throws WitnessMissing {
      ParaStorage trial = ParaStorage.of(self, parent.state());
      execute(trial, incoming, ingress);
      EgressPlan plan = new EgressPlan(relay, self, notIncluded, claim);
      List<ParaBlock.Send> sends = new ArrayList<>();
      for (ParaId recipient : trial.recipients()) {
        int count = plan.count(trial, recipient);
        if (count > 0) {
          sends.add(new ParaBlock.Send(recipient, count));
        }
      }
      return sends;
    }

    private XcmpEgress egress(SortedMap<ParaId, Bytes> bodies, ParaStorage storage)
        throws WitnessMissing {
      ChannelRow row = relay.row(self).orElseGet(() -> new ChannelRow(self));
      EgressBuilder builder = new EgressBuilder(row, relay.number(), relay.storage());
      for (Map.Entry<ParaId, Bytes> batch : bodies.entrySet()) {
        int slot = relay.slot(new ChannelId(self, batch.getKey())).orElseThrow();
        boolean isFirst = row.cell(slot).messageRoot().equals(Hash32.ZERO);
        Optional<SentMessage> newest = storage.egress(batch.getKey()).newest();
        Optional<XcmpEgress.OldHead> oldHead =
            newest
                .filter(one -> !isFirst)
                .map(one -> new XcmpEgress.OldHead(one.link(), one.proof()));
        builder.send(slot, oldHead, batch.getValue());
      }
      return builder.build();
    }

    private Commitments commitments(Watermark cut, List<PovVerdict.Sent> sent) {
      SortedMap<ParaId, Hash32> links = new TreeMap<>();
      List<Integer> slots = new ArrayList<>();
      for (PovVerdict.Sent one : sent) {
        links.put(one.message().channel().recipient(), one.message().link());
        slots.add(relay.slot(one.message().channel()).orElseThrow());
      }
      int size = slots.stream().mapToInt(slot -> slot + 1).max().orElse(0);
      Bitfield bits = Bitfield.of(size, slots.stream().mapToInt(slot -> slot).toArray());
      return new Commitments(MessageRoot.of(links), bits, cut, relay.number(), relay.storageRoot());
    }

    private Candidate candidate(ParaHeader header, Bytes pov) {
      return new Candidate(
          self,
          relay.session().index(),
          relay.ref().hash(),
          order.parentHead(),
          header.hash(),
          new CandidateCommitments.Seed(header.commitments()),
          ProofOfValidity.hash(pov),
          settings.erasureRoot(claim.validators(), pov));
    }
  }

  private static StateTrie applied(StateTrie before, Map<Bytes, Optional<Bytes>> changes) {
    StateTrie state = before;
    for (Map.Entry<Bytes, Optional<Bytes>> change : changes.entrySet()) {
      state =
          change.getValue().isPresent()
              ? state.put(change.getKey(), change.getValue().get(), TrieLayout.V1)
              : state.remove(change.getKey());
    }
    return state;
  }
}
