package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.ALICE;
import static dev.fairlead.xcmp.para.ParaBed.BALANCE;
import static dev.fairlead.xcmp.para.ParaBed.BOB;
import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.queue.Watermark;
import org.junit.jupiter.api.Test;

/** The whole way of a first message: built, checked, backed, enacted, received, acknowledged. */
class FirstMessageTest {
  @Test
  void g1_messageEnactedInN_isAcknowledgedInNPlus2() {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, new ChannelId(P1, P2));
    Collation.Built sending = bed.build(P1, transfer(P2, 30));
    bed.mine(sending).mine();
    long n = bed.relay.number();
    assertThat(bed.relay.queue(P2).entries()).containsExactly(new Watermark(n, P1));
    assertThat(bed.balance(P1, ALICE)).isEqualTo(BALANCE - 30);

    Collation.Built receiving = bed.build(P2);
    bed.mine(receiving).mine();

    assertThat(bed.relay.number()).isEqualTo(n + 2);
    assertThat(bed.relay.watermark(P2)).isEqualTo(new Watermark(n, P1));
    assertThat(bed.relay.queue(P2).entries()).isEmpty();
    assertThat(bed.balance(P2, BOB)).isEqualTo(30);
  }
}
