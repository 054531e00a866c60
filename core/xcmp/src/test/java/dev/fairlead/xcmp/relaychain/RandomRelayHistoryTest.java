package dev.fairlead.xcmp.relaychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Relay chains by chance, with forks, finality and disputes, run by {@link RelayChain} and by
 * {@link NaiveRelayChain}: same refusals by the same rules, same queues, same roots, same head.
 * {@code -Dfairlead.seed=N} repeats a run.
 */
final class RandomRelayHistoryTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final int OPERATIONS = 1_000;
  private static final int RUNS = Integer.getInteger("fairlead.runs", 4);
  private static final long FUNDS = 400;

  /** Small figures, so that every limit is met often. */
  private static RelaySettings settings(QueueOrder order, int closeDelay) {
    return new RelaySettings(
        Hash32.ZERO,
        Acceptance.SEED,
        order,
        new RelaySettings.Candidates(4, 3, 4, 3, 9, 10),
        new RelaySettings.Channels(new ChannelLimits(4, 500, 100), 2, 3, 6, 10, 3, 1, closeDelay),
        new RelaySettings.Backup(3, 6, 40, 5, 1));
  }

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void randomHistory_agreesWithTheNaiveChain(QueueOrder order) {
    System.out.println("RandomRelayHistoryTest seed " + SEED + " " + order);
    Map<ChainRule, Integer> met = new EnumMap<>(ChainRule.class);
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + 2L * run + (order == QueueOrder.BY_ID ? 0 : 1));
      History history = new History(random, settings(order, 1 + run % 2), met);
      history.run();
    }
    System.out.println("RandomRelayHistoryTest refusals by rule " + met);
    assertThat(met)
        .containsKeys(ChainRule.A0, ChainRule.A1, ChainRule.A7, ChainRule.W3, ChainRule.CH4);
  }

  private record Node(NaiveRelayChain naive, Hash32 parent) {}

  private static final class History {
    private final Random random;
    private final RelayTraffic traffic;
    private final RelayChain chain;
    private final Map<ChainRule, Integer> met;
    private final Map<Hash32, Node> nodes = new LinkedHashMap<>();
    private final Set<Hash32> firstExcluded = new HashSet<>();
    private Hash32 finalized;

    History(Random random, RelaySettings settings, Map<ChainRule, Integer> met) {
      this.random = random;
      this.met = met;
      this.traffic = new RelayTraffic(random);
      RelaySession session = traffic.session().begin(0, 1);
      BlockRef genesis = new BlockRef(0, RelayBed.hash(-1));
      SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
      NaiveRelayChain naive = new NaiveRelayChain(settings, traffic.outboxes);
      for (ParaId para : RelayTraffic.PARAS) {
        Hash32 head = RelayBed.hash(para.value());
        paras.put(para, ParaRecord.registered(ParaKind.CHAIN, head, 45));
        naive.paras.put(para, new NaiveRelayChain.Para(ParaKind.CHAIN, head, 45));
      }
      RelayState state = RelayState.genesis(settings, genesis, session, paras, FUNDS);
      naive.ref = genesis;
      naive.session = session;
      naive.sessions.put(0L, session);
      naive.funds = FUNDS;
      naive.relayParents.add(new RelayParent(genesis, NaiveStorage.root(naive)));
      this.chain = new RelayChain(state, 100_000);
      this.finalized = genesis.hash();
      nodes.put(genesis.hash(), new Node(naive, Hash32.ZERO));
      compare(naive, state, List.of());
    }

    void run() {
      while (traffic.operations < OPERATIONS) {
        Node on = nodes.get(chain.head().ref().hash());
        if (random.nextInt(8) == 0) {
          List<Node> all = new ArrayList<>(nodes.values());
          on = all.get(all.size() - 1 - random.nextInt(Math.min(8, all.size())));
        }
        add(on);
        if (random.nextInt(30) == 0) {
          finish();
        }
      }
    }

    private void add(Node on) {
      RelayBlock block = traffic.next(on.naive());
      RelayChain.Import added = chain.add(block);
      if (isExcluded(block.parent())) {
        assertThat(added).isEqualTo(new RelayChain.Import.Refused(RelayChain.Refusal.EXCLUDED));
        return;
      }
      NaiveRelayChain naive = on.naive().after(block);
      Hash32 hash = block.ref().hash();
      nodes.put(hash, new Node(naive, block.parent()));
      for (BlockRef parent : naive.lostDisputes) {
        Hash32 at = hash;
        while (nodes.containsKey(at) && !nodes.get(at).parent().equals(parent.hash())) {
          at = nodes.get(at).parent();
        }
        if (nodes.containsKey(at) && !at.equals(finalized)) {
          firstExcluded.add(at);
        }
      }
      compare(
          naive,
          chain.state(hash).orElseThrow(),
          ((RelayChain.Import.Done) added).outcome().events());
      assertThat(chain.head().ref().hash()).as("head").isEqualTo(head());
    }

    private boolean isExcluded(Hash32 block) {
      for (Hash32 at = block; nodes.containsKey(at); at = nodes.get(at).parent()) {
        if (firstExcluded.contains(at)) {
          return true;
        }
      }
      return false;
    }

    private Hash32 head() {
      Hash32 best = finalized;
      for (Map.Entry<Hash32, Node> node : nodes.entrySet()) {
        long number = node.getValue().naive().ref.number();
        if (number > nodes.get(best).naive().ref.number() && !isExcluded(node.getKey())) {
          best = node.getKey();
        }
      }
      return best;
    }

    private void finish() {
      Hash32 at = chain.head().ref().hash();
      for (int back = 0; back < 4 && !at.equals(finalized); back++) {
        at = nodes.get(at).parent();
      }
      chain.finalizeAt(at);
      finalized = at;
      Set<Hash32> kept = new HashSet<>(Set.of(at));
      nodes.forEach((hash, node) -> {
        if (kept.contains(node.parent())) {
          kept.add(hash);
        }
      });
      for (Hash32 hash : nodes.keySet()) {
        assertThat(chain.state(hash).isPresent()).isEqualTo(kept.contains(hash));
      }
      nodes.keySet().retainAll(kept);
      assertThat(chain.head().ref().hash()).as("head").isEqualTo(head());
    }

    private void compare(NaiveRelayChain naive, RelayState state, List<RelayEvent> events) {
      String where = "seed " + SEED + ", block " + naive.ref;
      assertThat(story(events)).as(where).isEqualTo(ordered(naive.story));
      assertThat(changes(events)).as(where).containsExactlyInAnyOrderElementsOf(rest(naive.story));
      assertThat(state.paras()).as(where).isEqualTo(naive.paras.keySet());
      for (ParaId para : naive.paras.keySet()) {
        comparePara(where + ", para " + para, naive, state, para);
      }
      assertThat(state.channels().keySet()).as(where).isEqualTo(naive.channels.keySet());
      for (NaiveRelayChain.Chan channel : naive.channels.values()) {
        Channel found = state.channel(channel.id).orElseThrow();
        assertThat(phase(found.phase())).as(where + channel.id).isEqualTo(channel.phase);
        assertThat(found.slot()).as(where).isEqualTo(naive.slot(channel.id));
        assertThat((long) state.pendingCount(channel.id))
            .as(where + ", waiting in " + channel.id)
            .isEqualTo(naive.pendingCount(channel.id));
      }
      assertThat(state.openRequests().keySet()).as(where).isEqualTo(naive.requests.keySet());
      assertThat(state.postFunds()).as(where).isEqualTo(naive.funds);
      assertThat(state.relayParents()).as(where).isEqualTo(naive.relayParents);
      assertThat(state.storageRoot()).as(where).isEqualTo(NaiveStorage.root(naive));
    }

    private void comparePara(String where, NaiveRelayChain naive, RelayState state, ParaId id) {
      NaiveRelayChain.Para para = naive.paras.get(id);
      ParaRecord found = state.para(id).orElseThrow();
      assertThat(List.of(found.kind(), found.head(), found.watermark(), found.peers()))
          .as(where)
          .isEqualTo(List.of(para.kind, para.head, para.mark, para.peers));
      assertThat(
              List.of(
                  found.free(),
                  found.reserved(),
                  found.lastAdvanceBlock(),
                  found.lastRelayParent()))
          .as(where)
          .isEqualTo(List.of(para.free, para.reserved, para.lastAdvance, para.lastRelayParent));
      assertThat(state.queue(id).entries()).as(where).isEqualTo(naive.pending(id));
      assertThat(state.waiting(id)).as(where).isEqualTo(waiting(state, id));
      assertThat(state.row(id).map(row -> row.cells()).orElse(List.of()))
          .as(where)
          .isEqualTo(naive.rows.getOrDefault(id, List.of()));
      if (naive.rows.containsKey(id)) {
        assertThat(state.row(id).orElseThrow().root())
            .as(where)
            .isEqualTo(NaiveTree.rowRoot(id, naive.rows.get(id)));
      }
      Map<Hash32, Set<Integer>> flights = new LinkedHashMap<>();
      naive.flightsOf(id).forEach(one -> flights.put(one.hash(), one.available()));
      Map<Hash32, Set<Integer>> inFlight = new LinkedHashMap<>();
      state.inFlight(id).forEach(one -> inFlight.put(one.hash(), one.available()));
      assertThat(inFlight).as(where).containsExactlyEntriesOf(flights);
      List<Watermark> posts =
          naive.posts.stream()
              .filter(one -> one.recipient().equals(id))
              .map(one -> one.entry())
              .toList();
      assertThat(state.posts(id)).as(where).extracting(PostedBody::entry).isEqualTo(posts);
    }

    /** Every entry with its origin, looked for among all that its block enacted. */
    private static List<WaitingEntry> waiting(RelayState state, ParaId recipient) {
      List<WaitingEntry> found = new ArrayList<>();
      for (Watermark position : state.queue(recipient).entries()) {
        ChannelId channel = new ChannelId(position.para(), recipient);
        state.enactedIn(position.block()).stream()
            .filter(one -> one.origin().candidate().para().equals(position.para()))
            .filter(one ->
                one.origin().candidate().commitments()
                        instanceof CandidateCommitments.Seed(var header)
                    && header.sent().isSet(state.slot(channel).orElseThrow()))
            .findFirst()
            .ifPresent(one -> found.add(new WaitingEntry(channel, position, one)));
      }
      return found;
    }

    private static String phase(Channel.Phase phase) {
      return switch (phase) {
        case Channel.Phase.Open() -> "open";
        case Channel.Phase.Closing closing ->
            closing.bySender() ? "closing by sender" : "closing by recipient";
        case Channel.Phase.Condemned _ -> "condemned";
        case Channel.Phase.Forced() -> "forced";
      };
    }

    private List<String> story(List<RelayEvent> events) {
      List<String> story = new ArrayList<>();
      for (RelayEvent event : events) {
        if (event instanceof RelayEvent.CandidateEnacted(Hash32 hash, ParaId _)) {
          story.add("enacted " + hash);
        } else if (event instanceof RelayEvent.CandidateRefused refused) {
          story.add("candidate " + counted(refused.fault().rule()));
        } else if (event instanceof RelayEvent.CallRefused refused) {
          story.add("call " + counted(refused.fault().rule()));
        } else if (event instanceof RelayEvent.PostRefused refused) {
          story.add("post " + counted(refused.fault().rule()));
        }
      }
      return story;
    }

    private ChainRule counted(ChainRule rule) {
      met.merge(rule, 1, Integer::sum);
      return rule;
    }

    private static List<String> changes(List<RelayEvent> events) {
      List<String> changes = new ArrayList<>();
      for (RelayEvent event : events) {
        if (event instanceof RelayEvent.ChannelOpened(ChannelId id, int _)) {
          changes.add("opened " + id);
        } else if (event instanceof RelayEvent.ChannelClosed(ChannelId id, List<Watermark> lost)) {
          changes.add("closed " + id + " lost " + lost.size());
        }
      }
      return changes;
    }

    private static boolean isChange(String line) {
      return line.startsWith("opened") || line.startsWith("closed");
    }

    private static List<String> ordered(List<String> story) {
      return story.stream().filter(line -> !isChange(line)).toList();
    }

    private static List<String> rest(List<String> story) {
      return story.stream().filter(History::isChange).toList();
    }
  }
}
