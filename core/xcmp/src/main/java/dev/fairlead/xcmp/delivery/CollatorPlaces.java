package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.judge.Applicant;
import dev.fairlead.xcmp.judge.Churn;
import dev.fairlead.xcmp.judge.HandOverNote;
import dev.fairlead.xcmp.judge.JudgeSettings;
import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.judge.ServiceOrder;
import dev.fairlead.xcmp.judge.Standing;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Which collators may stay connected to a validator (5.7). There are so many places; if there are
 * more who want one, {@link ServiceOrder} chooses, and keeps some for newcomers. Who found no place
 * waits for ten blocks: the worst of those who have been the worst for long make room for it.
 */
final class CollatorPlaces {
  private static final int WAITING_BLOCKS = 10;
  private static final int WAITING_MAX = 1_024;

  private final JudgeSettings settings;
  private final Connections connections;
  private final ServiceOrder order;
  private final Churn churn;
  private final SequencedMap<PeerId, HandOverNote> notes = new LinkedHashMap<>();
  private final SequencedMap<PeerId, Long> turnedAway = new LinkedHashMap<>(); // by block
  private long block;

  CollatorPlaces(JudgeSettings settings, Connections connections) {
    this.settings = settings;
    this.connections = connections;
    this.order = new ServiceOrder(settings);
    this.churn = new Churn(settings);
  }

  void connected(
      Moment moment, NodeInput.PeerConnected input, Function<PeerId, Standing> standing) {
    turnedAway.remove(input.peer());
    List<PeerId> connected = connections.others();
    int places = settings.service().collatorsMax();
    if (input.isValidatorProven() || connected.size() <= places) {
      return;
    }
    List<Applicant> applicants = applicants(moment, connected, standing);
    Set<PeerId> chosen = new HashSet<>();
    order.choose(applicants, places).forEach(one -> chosen.add(one.collator()));
    for (PeerId peer : connected) {
      if (!chosen.contains(peer)) {
        turnAway(moment, peer);
      }
    }
  }

  List<PeerId> choose(
      Moment moment, List<PeerId> peers, int number, Function<PeerId, Standing> standing) {
    if (peers.size() <= number) {
      return peers;
    }
    return order.choose(applicants(moment, peers, standing), number).stream()
        .map(Applicant::collator)
        .toList();
  }

  private void turnAway(Moment moment, PeerId peer) {
    turnedAway.putLast(peer, block);
    if (turnedAway.size() > WAITING_MAX) {
      turnedAway.pollFirstEntry();
    }
    moment.emit(new NodeEffect.Disconnect(peer));
  }

  private List<Applicant> applicants(
      Moment moment, List<PeerId> peers, Function<PeerId, Standing> standing) {
    return peers.stream()
        .map(peer ->
            new Applicant(
                peer,
                standing.apply(peer),
                connections.heat(moment.nowNanos(), peer),
                notes.getOrDefault(peer, HandOverNote.NONE)))
        .toList();
  }

  /** The best block has moved: the worst make room for strangers that wait. */
  void moved(Moment moment, long newBlock, Function<PeerId, Standing> standing) {
    block = newBlock;
    turnedAway.values().removeIf(since -> since + WAITING_BLOCKS < newBlock);
    List<PeerId> connected = connections.others();
    if (connected.size() < settings.service().collatorsMax() || !settings.isOn(Protection.CHURN)) {
      return;
    }
    List<PeerId> ranked =
        order.rank(applicants(moment, connected, standing)).stream()
            .map(Applicant::collator)
            .toList();
    churn
        .leaving(newBlock, ranked, turnedAway.size())
        .forEach(peer -> moment.emit(new NodeEffect.Disconnect(peer)));
  }

  /** What the group before says of a collator. */
  void noted(PeerResponse.PeerNote note) {
    notes.putLast(
        note.peer(), new HandOverNote(note.good(), note.bad(), note.medianWhitelistBlocks()));
    if (notes.size() > settings.limits().collatorsMax()) {
      notes.pollFirstEntry();
    }
  }
}
