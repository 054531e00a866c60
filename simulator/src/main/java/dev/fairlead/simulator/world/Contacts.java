package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who turns to whom for the sake of bodies, as the formulas count it (AM25): a pair of nodes counts
 * once for each role in which they meet and each channel or para about which they do. What goes on
 * inside a group or inside a para is no contact.
 *
 * <pre>
 * submit          collator to validator             per para
 * push            collator to receiving validator   per channel (S4)
 *                 validator to receiving validator  per channel (S3)
 * fetch           collator to receiving validator   per para (S3, S4)
 *                 collator to another validator     per channel (S1)
 *                 collator to another para's        per channel (S0)
 *                 validator to another group's      per channel
 * </pre>
 */
final class Contacts {
  private static final ParaId ANY = ParaId.LOWEST;

  private final Supplier<RelayState> head;
  private final Map<Kind, Set<Contact>> contacts = new HashMap<>();

  private enum Kind {
    SUBMISSION,
    COLLATORS,
    COLLATOR_AND_VALIDATOR,
    VALIDATORS
  }

  private record Contact(int from, int to, ParaId sender, ParaId recipient) {}

  /** The head tells which group receives for whom. */
  Contacts(Supplier<RelayState> head) {
    this.head = head;
  }

  /** One node turns to another. */
  void asked(NodeHost from, NodeHost to, PeerRequest request) {
    switch (request) {
      case PeerRequest.Submit _ when isCollator(from) ->
          add(Kind.SUBMISSION, from, to, from.place().para().orElseThrow(), ANY);
      case PeerRequest.Push(var _, var items) ->
          items.stream()
              .map(item -> item.id().channel())
              .distinct()
              .forEach(channel -> pushed(from, to, channel));
      case PeerRequest.Fetch fetch ->
          fetched(from, to, fetch.recipient(), fetch.senders().orElse(List.of()));
      default -> {}
    }
  }

  private void pushed(NodeHost from, NodeHost to, ChannelId channel) {
    Kind kind = isCollator(from) ? Kind.COLLATOR_AND_VALIDATOR : Kind.VALIDATORS;
    if (kind == Kind.COLLATOR_AND_VALIDATOR || !receives(from, channel.recipient())) {
      add(kind, from, to, channel.sender(), channel.recipient());
    }
  }

  private void fetched(NodeHost from, NodeHost to, ParaId recipient, List<ParaId> senders) {
    if (isCollator(from) && isCollator(to)) {
      if (!from.place().para().equals(to.place().para())) {
        senders.forEach(sender -> add(Kind.COLLATORS, from, to, sender, recipient));
      }
    } else if (isCollator(from) && receives(to, recipient)) {
      add(Kind.COLLATOR_AND_VALIDATOR, from, to, ANY, recipient);
    } else if (isCollator(from)) {
      senders.forEach(sender -> add(Kind.COLLATOR_AND_VALIDATOR, from, to, sender, recipient));
    } else if (!isCollator(to) && !receives(to, recipient)) {
      senders.forEach(sender -> add(Kind.VALIDATORS, from, to, sender, recipient));
    }
  }

  private static boolean isCollator(NodeHost host) {
    return host.place().role() != Role.VALIDATOR;
  }

  private boolean receives(NodeHost validator, ParaId recipient) {
    RelayState state = head.get();
    int group = state.groupOf(recipient, state.number() + 1);
    return state.session().members(group).contains(validator.place().seat());
  }

  private void add(Kind kind, NodeHost from, NodeHost to, ParaId sender, ParaId recipient) {
    contacts
        .computeIfAbsent(kind, _ -> new HashSet<>())
        .add(new Contact(from.index(), to.index(), sender, recipient));
  }

  Metrics.Contacts contacts() {
    return new Metrics.Contacts(
        count(Kind.SUBMISSION),
        count(Kind.COLLATORS),
        count(Kind.COLLATOR_AND_VALIDATOR),
        count(Kind.VALIDATORS));
  }

  private long count(Kind kind) {
    return contacts.getOrDefault(kind, Set.of()).size();
  }
}
