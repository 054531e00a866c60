package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.List;
import java.util.function.Predicate;

/** An honest machine that leaves some of its effects out and does not hear some of its inputs. */
record Muted(
    Machine<NodeInput, NodeEffect> honest,
    Predicate<NodeEffect> isLeftOut,
    Predicate<NodeInput> isUnheard)
    implements Machine<NodeInput, NodeEffect> {
  @Override
  public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
    if (isUnheard.test(input)) {
      return;
    }
    honest.step(
        nowNanos,
        input,
        effect -> {
          if (!isLeftOut.test(effect)) {
            out.emit(effect);
          }
        });
  }

  @Override
  public long nextDeadlineNanos() {
    return honest.nextDeadlineNanos();
  }

  /** The first so many validators are muted. */
  static Machines validators(
      Machines honest, int count, Predicate<NodeEffect> isLeftOut, Predicate<NodeInput> isUnheard) {
    return new Machines() {
      @Override
      public Machine<NodeInput, NodeEffect> validator(PeerId self) {
        boolean isFirst = (self.bytes().byteAt(1) & 0xff) < count;
        Machine<NodeInput, NodeEffect> machine = honest.validator(self);
        return isFirst ? new Muted(machine, isLeftOut, isUnheard) : machine;
      }

      @Override
      public Machine<NodeInput, NodeEffect> collator(
          PeerId self, ParaId para, List<PeerId> paraPeers) {
        return honest.collator(self, para, paraPeers);
      }
    };
  }
}
