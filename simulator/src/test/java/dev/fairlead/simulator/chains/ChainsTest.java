package dev.fairlead.simulator.chains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.RelayState;
import org.junit.jupiter.api.Test;

class ChainsTest {
  @Test
  void quietChainsActOnEverything() {
    Chains chains = new Chains(traffic(Traffic.Pattern.ALL), RelaySchedule.QUIET, 1, true);

    chains.run(40);

    assertThat(chains.violations()).isEmpty();
    assertThat(chains.enacted()).isGreaterThan(60);
    assertThat(waiting(chains)).isZero();
    assertThat(acknowledged(chains)).isGreaterThan(20);
    assertThat(chains.invariants()).allSatisfy(one -> assertThat(one.checks()).isPositive());
  }

  @Test
  void forksAndStallsTakeNothingAndGiveNothing() {
    RelaySchedule schedule = new RelaySchedule(4, 7, 3, 25, 4, 50, 0);
    for (long seed = 1; seed <= 3; seed++) {
      Chains chains = new Chains(traffic(Traffic.Pattern.ALL), schedule, seed, true);

      chains.run(80);

      assertThat(chains.violations()).as("seed %s", seed).isEmpty();
      assertThat(chains.reorgs()).isGreaterThan(3);
      assertThat(waiting(chains)).isZero();
    }
  }

  @Test
  void cachesChangeNothing() {
    RelaySchedule schedule = new RelaySchedule(3, 9, 2, 0, 0, 30, 20);
    Chains cached = new Chains(traffic(Traffic.Pattern.MANY_TO_ONE), schedule, 4, true);
    Chains plain = new Chains(traffic(Traffic.Pattern.MANY_TO_ONE), schedule, 4, false);

    cached.run(50);
    plain.run(50);

    assertThat(head(plain)).isEqualTo(head(cached));
    assertThat(plain.enacted()).isEqualTo(cached.enacted()).isGreaterThan(40);
  }

  private static Traffic traffic(Traffic.Pattern pattern) {
    return new Traffic(pattern, 100, 1, 25);
  }

  private static Hash32 head(Chains chains) {
    return chains.relay().chain().head().storageRoot();
  }

  private static int waiting(Chains chains) {
    RelayState head = chains.relay().chain().head();
    int sum = 0;
    for (ParaId para : head.paras()) {
      sum += head.queue(para).entries().size();
    }
    return sum;
  }

  private static long acknowledged(Chains chains) {
    RelayState head = chains.relay().chain().head();
    long least = Long.MAX_VALUE;
    for (ParaId para : head.paras()) {
      least = Math.min(least, head.watermark(para).block());
    }
    return least;
  }
}
