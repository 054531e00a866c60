package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.ProofFault;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that are no news, shown as if they were (section 4.4): para 2000 has acted on the first
 * message of 1000; 3000 has never sent.
 */
final class ForgedNewsTest {
  private ParaBed bed = ParaBed.of(P1, P2, P3);
  private ChannelProof old = bedless();

  @BeforeEach
  void actOnTheFirstMessage() {
    bed = ParaBed.of(P1, P2, P3);
    bed.open(LIMITS, new ChannelId(P1, P2), new ChannelId(P3, P2));
    bed.mine(bed.build(P1, transfer(P2, 10))).mine();
    Collation.Built acting = bed.build(P2);
    old = Forger.channel(acting.proof(), P1);
    assertThat(old.bodies()).hasSize(1);
    bed.mine(acting).mine();
  }

  @Test
  void v6_headLinksOrBodiesWithoutNews_areRefused() {
    Collation.Built idle = idle();
    for (ParaId sender : List.of(P1, P3)) {
      ChannelProof honest = Forger.channel(idle.proof(), sender);
      for (ChannelProof forged :
          List.of(
              Forger.withNews(honest, old.head(), List.of(), List.of()),
              Forger.withNews(honest, Optional.empty(), old.links(), List.of()),
              Forger.withNews(honest, Optional.empty(), List.of(), old.bodies()),
              Forger.withNews(honest, old.head(), old.links(), old.bodies()))) {
        assertThat(faultOf(idle, forged))
            .isEqualTo(new PovFault.Incoming(ProofFault.NOTHING_NEW, Optional.of(sender)));
      }
    }
  }

  @Test
  void v5_aStaleCell_isRefused() {
    bed.mine(bed.build(P1, transfer(P2, 20))).mine();
    Collation.Built built = idle();
    ChannelProof honest = Forger.channel(built.proof(), P1);
    ChannelProof stale =
        Forger.withNews(
            Forger.withCell(honest, old.messageRoot(), old.lastBlock()),
            Optional.empty(),
            List.of(),
            List.of());

    assertThat(faultOf(built, stale).step()).isEqualTo(PovStep.V5);
  }

  @Test
  void v5_aMessageOfAnotherFork_isRefused() {
    RelayState common = bed.relay;
    bed.mine(bed.build(P3, transfer(P2, 20))).mine();
    ChannelProof elsewhere = Forger.channel(idle().proof(), P3);
    assertThat(elsewhere.links()).hasSize(1);

    bed.fork(common).mine().mine();

    assertThat(faultOf(idle(), elsewhere))
        .isEqualTo(new PovFault.Incoming(ProofFault.ROW_MISMATCH, Optional.of(P3)));
  }

  @Test
  void v8_aReplayedMessageBeforeNews_isRefused() {
    bed.mine(bed.build(P1, transfer(P2, 20))).mine();
    Collation.Built built = idle();
    ChannelProof honest = Forger.channel(built.proof(), P1);
    List<ChannelProof.LinkClaim> links = new ArrayList<>(old.links());
    links.addAll(honest.links());
    var bodies = new ArrayList<>(old.bodies());
    bodies.addAll(honest.bodies());

    for (ChannelProof forged :
        List.of(
            Forger.withNews(honest, honest.head(), links, bodies),
            Forger.withNews(honest, honest.head(), old.links(), old.bodies()))) {
      assertThat(faultOf(built, forged))
          .isEqualTo(new PovFault.Incoming(ProofFault.LINKS_MISMATCH, Optional.of(P1)));
    }
  }

  @Test
  void v8_theHeadOfAnotherRecipient_isRefused() {
    bed.open(LIMITS, new ChannelId(P1, P3));
    bed.mine(bed.build(P1, transfer(P2, 20), transfer(P3, 5))).mine();
    Collation.Built built = idle();
    ChannelProof honest = Forger.channel(built.proof(), P1);
    ChannelProof other =
        Forger.channel(((Collation.Built) bed.tryBuild(P3, Optional.empty())).proof(), P1);
    assertThat(other.messageRoot()).isEqualTo(honest.messageRoot());

    assertThat(faultOf(built, Forger.withNews(honest, other.head(), other.links(), other.bodies())))
        .isEqualTo(new PovFault.Incoming(ProofFault.LINKS_MISMATCH, Optional.of(P1)));
  }

  private Collation.Built idle() {
    Collation.Built built = (Collation.Built) bed.tryBuild(P2, Optional.empty());
    assertThat(bed.judge(built)).isInstanceOf(PovVerdict.Valid.class);
    return built;
  }

  private PovFault faultOf(Collation.Built built, ChannelProof forged) {
    return Forger.fault(bed, built.candidate(), Forger.with(built.proof(), forged));
  }

  private static ChannelProof bedless() {
    return new ChannelProof(
        P1, 0, 0, List.of(), Hash32.ZERO, 0, Optional.empty(), List.of(), List.of());
  }
}
