package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Machines under observation: who asks whom for what, and whether anything is said of items before
 * they are stored.
 */
final class WatchedMachines implements Machines {
  private final Machines machines;
  private final SortedMap<String, Integer> asked = new TreeMap<>();
  private final Map<PeerId, Optional<ParaId>> paraByPeer = new LinkedHashMap<>();
  private final List<String> saidTooSoon = new ArrayList<>();

  WatchedMachines(Machines machines) {
    this.machines = machines;
  }

  @Override
  public Machine<NodeInput, NodeEffect> validator(PeerId self) {
    paraByPeer.put(self, Optional.empty());
    return new Watched(machines.validator(self), Role.VALIDATOR, Optional.empty());
  }

  @Override
  public Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> paraPeers) {
    paraByPeer.put(self, Optional.of(para));
    return new Watched(machines.collator(self, para, paraPeers), Role.COLLATOR, Optional.of(para));
  }

  /** Requests by kind, as "COLLATOR Fetch of own group". */
  SortedMap<String, Integer> asked() {
    return asked;
  }

  /** Steps in which an effect that tells of items stands before the one that stores some. */
  List<String> saidTooSoon() {
    return saidTooSoon;
  }

  private final class Watched implements Machine<NodeInput, NodeEffect> {
    private final Machine<NodeInput, NodeEffect> machine;
    private final Role role;
    private final Optional<ParaId> para;
    private @Nullable RelayState best; // none before the first block

    Watched(Machine<NodeInput, NodeEffect> machine, Role role, Optional<ParaId> para) {
      this.machine = machine;
      this.role = role;
      this.para = para;
    }

    @Override
    public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
      if (input instanceof NodeInput.BlockImported block && block.isBest()) {
        best = block.state();
      }
      List<NodeEffect> said = new ArrayList<>();
      machine.step(
          nowNanos,
          input,
          effect -> {
            switch (effect) {
              case NodeEffect.Ask ask -> count(ask);
              case NodeEffect.Notify _, NodeEffect.Answer _, NodeEffect.State _ -> said.add(effect);
              case NodeEffect.StoreItems store -> {
                if (!said.isEmpty()) {
                  saidTooSoon.add(said + " before " + store);
                }
              }
              default -> {}
            }
            out.emit(effect);
          });
    }

    private void count(NodeEffect.Ask ask) {
      String kind = ask.request().getClass().getSimpleName();
      asked.merge(role + " " + kind + " of " + place(ask.peer()), 1, Integer::sum);
    }

    private String place(PeerId peer) {
      Optional<ParaId> ofPara = paraByPeer.getOrDefault(peer, Optional.empty());
      if (ofPara.isPresent()) {
        return ofPara.equals(para) ? "own para" : "other para";
      }
      return para.isPresent() && best != null && isInGroup(best, para.get(), peer)
          ? "own group"
          : "validators";
    }

    private static boolean isInGroup(RelayState state, ParaId para, PeerId peer) {
      int group = state.groupOf(para, state.number() + 1);
      return state.session().members(group).stream()
          .anyMatch(one -> state.session().validators().get(one).peer().equals(peer.bytes()));
    }

    @Override
    public long nextDeadlineNanos() {
      return machine.nextDeadlineNanos();
    }
  }
}
