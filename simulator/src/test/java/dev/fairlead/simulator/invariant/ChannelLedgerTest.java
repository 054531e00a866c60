package dev.fairlead.simulator.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.relay.RelayPlan;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.simulator.relay.RelayWorld;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChannelLedgerTest {
  @Test
  void finalBlocksLeaveOnePageBehind() {
    ChannelLedger ledger = new ChannelLedger();
    RelayWorld relay = relay(new RelaySchedule(4, 7, 3, 0, 0, 0, 0));
    int pagesMax = 0;

    for (int slot = 0; slot < 100; slot++) {
      for (ImportedBlock block : relay.nextSlot()) {
        ledger.read(new Fact(block, List.of()));
      }
      pagesMax = Math.max(pagesMax, ledger.size());
      Optional<BlockRef> next = relay.nextFinal();
      while (next.isPresent()) {
        ledger.finalized(next.get());
        next = relay.nextFinal();
      }
    }

    assertThat(pagesMax).isBetween(6, 12); // the lag, a fork beside it and the final page
  }

  private static RelayWorld relay(RelaySchedule schedule) {
    Validator validator = new Validator(Hash32.ZERO, Bytes.of(new byte[] {1}), List.of());
    RelayPlan plan =
        new RelayPlan(
            RelaySettings.STANDARD,
            List.of(validator),
            1,
            new TreeMap<>(),
            Set.of(),
            List.of(),
            new ChannelLimits(64, 1 << 20, 1 << 18),
            true);
    return new RelayWorld(plan, schedule, new SplittableRandom(1));
  }
}
