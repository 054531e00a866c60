package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.IngressAssert.assertRefused;
import static dev.fairlead.xcmp.proof.IngressAssert.assertValid;
import static dev.fairlead.xcmp.proof.IngressAssert.at;
import static dev.fairlead.xcmp.proof.Scene.OTHER;
import static dev.fairlead.xcmp.proof.Scene.P;
import static dev.fairlead.xcmp.proof.Scene.RELAY_PARENT;
import static dev.fairlead.xcmp.proof.Scene.S1000;
import static dev.fairlead.xcmp.proof.Scene.S1001;
import static dev.fairlead.xcmp.proof.Scene.S2001;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.model.World;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 0a, AM10 to AM13. */
final class AmendmentsTest {
  private static final Bytes WRONG = Scene.text("wrong");

  @Test
  void am10_stepsOfOneChannel_comeBeforeThoseOfTheNext() {
    Scene scene = Scene.byId();
    // V8 of the first channel is found before V5 of the second.
    XcmpIngress forged =
        Scene.changed(
            Scene.changed(
                scene.honest(), S1000, one -> Scene.withLinks(one, one.links().reversed())),
            S1001,
            one -> Scene.withCell(one, one.messageRoot(), 7));

    assertRefused(scene.judge(forged), ProofStep.V8, ProofFault.LINKS_MISMATCH, S1000);
  }

  @Test
  void am10_allChannels_comeBeforeTheQueue_andTheQueueBeforeTheBodies() {
    Scene scene = Scene.byId().upTo(105, S1001);
    scene.world.put(RelayItems.digestsKey(P), RelayItems.encodeDigests(List.of()));
    XcmpIngress bodyWrong =
        Scene.changed(
            scene.honest(), S1000, one -> Scene.withBodies(one, List.of(WRONG, WRONG, WRONG)));
    XcmpIngress lastCellWrong =
        Scene.changed(bodyWrong, S2001, one -> Scene.withCell(one, one.messageRoot(), 7));

    assertRefused(scene.judge(lastCellWrong), ProofStep.V5, ProofFault.ROW_MISMATCH, S2001);
    assertRefused(scene.judge(bodyWrong), ProofStep.V10, ProofFault.DIGEST_MISMATCH);
    Scene pending = Scene.byId().upTo(105, S1001);
    assertRefused(
        pending.judge(S1000, one -> Scene.withBodies(one, List.of(WRONG, WRONG, WRONG))),
        ProofStep.V11,
        ProofFault.WATERMARK_OFF_QUEUE);
  }

  @Test
  void am10_v7IsGeometryAlone_v8PutsTheFoldedLinksThroughTheHeadProof() {
    Scene scene = Scene.byId();
    MessageRoot.Proof head = scene.honest().channels().getFirst().head().orElseThrow();
    MessageRoot.Proof sameShape =
        new MessageRoot.Proof(
            head.leafIndex(), head.leafCount(), List.of(Hash32.ZERO, Hash32.ZERO));

    assertRefused(
        scene.judge(S1000, one -> Scene.withHead(one, Optional.of(sameShape))),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
    // V7 is found although the links are wrong too.
    assertRefused(
        scene.judge(
            S1000,
            one ->
                Scene.with(
                    one,
                    Optional.of(new MessageRoot.Proof(9, 9, List.of())),
                    List.of(),
                    one.bodies())),
        ProofStep.V7,
        ProofFault.HEAD_GEOMETRY,
        S1000);
  }

  @Test
  void am11_digestStillHoldsWhatAnOwnCandidateInFlightHasConsumed() {
    Scene scene = Scene.byId().upTo(105, S1000);
    IngressState inFlight = assertValid(scene.judge(scene.honest())).next();

    Watermark next = at(110, S1000);
    XcmpIngress proof = scene.world.prove(inFlight, RELAY_PARENT, next);
    IngressVerdict verdict =
        IngressCheck.judge(inFlight, scene.world.claim(RELAY_PARENT, next), proof);

    assertThat(assertValid(verdict).consumed()).containsExactly(next);
  }

  @Test
  void am11_relayWatermarkLaterThanTheStored_isRefusedAtV11_andAnEarlierOneIsNormal() {
    Scene ahead = Scene.byId();
    ahead.world.put(RelayItems.watermarkKey(P), RelayItems.encode(at(101, S1001)));
    assertRefused(ahead.judge(ahead.honest()), ProofStep.V11, ProofFault.STORED_WATERMARK_STALE);

    for (Watermark earlier : List.of(Watermark.START, at(100, S2001))) {
      Scene behind = Scene.byId();
      behind.world.put(RelayItems.watermarkKey(P), RelayItems.encode(earlier));
      assertValid(behind.judge(behind.honest()));
    }
  }

  @Test
  void am11_o3_relayWatermark_isComparedByRank() {
    Scene scene = Scene.of(QueueOrder.SHUFFLE);
    assertValid(scene.judge(scene.honest()));
    Watermark stored = scene.stored.watermark();
    Watermark other = at(101, stored.para().equals(S1000) ? S1001 : S1000);
    scene.world.put(RelayItems.watermarkKey(P), RelayItems.encode(other));

    assertRefused(scene.judge(scene.honest()), ProofStep.V11, ProofFault.STORED_WATERMARK_STALE);
  }

  @Test
  void am12_absentDigests_areEmpty_andV10StillRuns() {
    Scene scene = Scene.byId();
    XcmpIngress withDigest = scene.honest();
    assertValid(scene.judge(withDigest));
    World silent = Scene.byId().world;
    silent.acknowledge(P, Scene.ALL);
    silent.put(RelayItems.watermarkKey(P), RelayItems.encode(scene.stored.watermark()));
    assertThat(silent.state().get(RelayItems.digestsKey(P))).isEmpty();

    assertRefused(
        IngressCheck.judge(
            scene.stored,
            silent.claim(RELAY_PARENT, Scene.ALL),
            silent.prove(scene.stored, RELAY_PARENT, Scene.ALL)),
        ProofStep.V10,
        ProofFault.DIGEST_MISMATCH);
  }

  @Test
  void am12_senderWithoutStoredState_startsAtZero() {
    World world = new World(QueueOrder.BY_ID);
    world.open(S1000, P);
    world.send(5, S1000, Scene.batches("first", P));
    IngressState start = IngressState.start(P);
    Watermark all = Watermark.endOf(5);

    IngressVerdict verdict =
        IngressCheck.judge(start, world.claim(5, all), world.prove(start, 5, all));

    assertThat(start.channel(S1000)).isEqualTo(new IngressState.Channel(Hash32.ZERO, 0));
    assertThat(assertValid(verdict).consumed()).containsExactly(at(5, S1000));
  }

  @Test
  void am12_paraWithoutChannels_provesThatItsItemsAreAbsent() {
    World world = new World(QueueOrder.BY_ID);
    IngressState start = IngressState.start(P);
    Watermark end = Watermark.endOf(9);
    IngressState expected = new IngressState(P, end, new TreeMap<>());

    assertThat(IngressCheck.judge(start, world.claim(9, end), world.prove(start, 9, end)))
        .isEqualTo(new IngressVerdict.Valid(List.of(), expected));
    world.open(S1000, OTHER);
    assertThat(IngressCheck.judge(start, world.claim(9, end), world.prove(start, 9, end)))
        .isEqualTo(new IngressVerdict.Valid(List.of(), expected));
  }

  @Test
  void am12_nodesThatOnlyAnAbsentChannelWouldNeed_areSurplus() {
    Scene scene = Scene.byId();
    XcmpIngress honest = scene.honest();
    List<Bytes> keys =
        List.of(
            RelayItems.ingressIndexKey(P),
            RelayItems.watermarkKey(P),
            RelayItems.digestsKey(P),
            RelayItems.ingressIndexKey(OTHER),
            RelayItems.cstRootKey(S1000));

    assertRefused(
        scene.judge(Scene.withNodes(honest, scene.world.state().prove(keys))),
        ProofStep.V3,
        ProofFault.STATE_PROOF_BROKEN);
  }

  @Test
  void am13_everyLink_isALeafOfTheTreeOfItsOwnBlock() {
    World world = Scene.byId().world;
    for (World.Sent sent : world.messages(S1000, P)) {
      Hash32 root = sent.head().climb(P, sent.link()).orElseThrow();
      assertThat(sent.head().fits()).isTrue();
      boolean isNewest = sent.block() == RELAY_PARENT;
      Hash32 cell = world.row(S1000).cell(world.slot(S1000, P)).messageRoot();
      assertThat(root.equals(cell)).isEqualTo(isNewest);
    }
  }
}
