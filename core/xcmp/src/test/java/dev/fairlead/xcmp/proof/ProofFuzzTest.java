package dev.fairlead.xcmp.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.model.Mutation;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged proofs: accepted only if they mean the same, that is, differ in the order of trie nodes
 * alone. {@code -Dfairlead.seed=N} repeats a run.
 */
final class ProofFuzzTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final int ROUNDS = 4_000;

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void bytesOfAnIngress_damaged_areNeverAcceptedAsSomethingElse(QueueOrder order) {
    System.out.println("ProofFuzzTest seed " + SEED + " " + order);
    Scene scene = Scene.of(order);
    XcmpIngress honest = scene.honest();
    Bytes encoded = XcmpIngressCodec.encode(honest);
    IngressVerdict expected = scene.judge(honest);
    Mutation mutation = new Mutation(new Random(SEED));
    for (int i = 0; i < ROUNDS; i++) {
      Bytes damaged = mutation.of(encoded);
      try {
        demandRefusedOrSame(scene, honest, XcmpIngressCodec.decode(damaged), expected);
      } catch (DecodingException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + " input " + damaged, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void fieldsOfAnIngress_exchanged_areNeverAcceptedAsSomethingElse(QueueOrder order) {
    Random random = new Random(SEED);
    Scene scene = Scene.of(order);
    XcmpIngress honest = scene.honest();
    IngressVerdict expected = scene.judge(honest);
    for (int i = 0; i < ROUNDS; i++) {
      XcmpIngress damaged = honest;
      for (int j = random.nextInt(2); j >= 0; j--) {
        damaged = exchanged(damaged, random);
      }
      demandRefusedOrSame(scene, honest, damaged, expected);
    }
  }

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void storedStateAndClaim_exchanged_neverMakeAnotherException(QueueOrder order) {
    Random random = new Random(SEED);
    Scene scene = Scene.of(order);
    XcmpIngress honest = scene.honest();
    List<Watermark> marks = new ArrayList<>(List.of(Watermark.START, Scene.ALL));
    for (long block : new long[] {0, 101, 105, 110, 111, 0xffff_ffffL}) {
      honest.channels().forEach(one -> marks.add(new Watermark(block, one.sender())));
    }
    for (Watermark stored : marks) {
      for (Watermark next : marks) {
        IngressState state =
            new IngressState(
                random.nextInt(4) == 0 ? Scene.OTHER : Scene.P, stored, scene.stored.channels());
        IngressVerdict verdict =
            IngressCheck.judge(state, scene.world.claim(Scene.RELAY_PARENT, next), honest);
        if (verdict instanceof IngressVerdict.Valid valid) {
          assertThat(stored).isEqualTo(scene.stored.watermark());
          assertThat(next).isIn(Scene.ALL, valid.consumed().getLast());
        }
      }
    }
  }

  private static void demandRefusedOrSame(
      Scene scene, XcmpIngress honest, XcmpIngress damaged, IngressVerdict expected) {
    IngressVerdict verdict = scene.judge(damaged);
    if (verdict instanceof IngressVerdict.Valid) {
      assertThat(verdict).as("seed %d", SEED).isEqualTo(expected);
      assertThat(new HashSet<>(damaged.trieNodes())).isEqualTo(new HashSet<>(honest.trieNodes()));
      assertThat(damaged.trieNodes()).hasSameSizeAs(honest.trieNodes());
      assertThat(Scene.withNodes(damaged, honest.trieNodes()))
          .as("seed %d: accepted and different", SEED)
          .isEqualTo(honest);
    }
  }

  private static XcmpIngress exchanged(XcmpIngress ingress, Random random) {
    if (random.nextInt(5) == 0) {
      return Scene.withNodes(ingress, shaken(ingress.trieNodes(), random));
    }
    if (random.nextInt(8) == 0) {
      return Scene.withChannels(ingress, shaken(ingress.channels(), random));
    }
    List<ChannelProof> channels = ingress.channels();
    if (channels.isEmpty()) {
      return ingress;
    }
    int at = random.nextInt(channels.size());
    ChannelProof foreign = channels.get(random.nextInt(channels.size()));
    return Scene.withChannels(
        ingress, Scene.replaced(channels, at, mixed(channels.get(at), foreign, random)));
  }

  private static ChannelProof mixed(ChannelProof one, ChannelProof foreign, Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> Scene.withCell(one, foreign.messageRoot(), foreign.lastBlock());
      case 1 -> Scene.withCell(one, one.messageRoot(), near(one.lastBlock(), random));
      case 2 ->
          Scene.withSlot(one, near(one.slotIndex(), random), one.slotCount(), one.rowSiblings());
      case 3 ->
          Scene.withSlot(
              one,
              one.slotIndex(),
              near(one.slotCount(), random),
              shaken(one.rowSiblings(), random));
      case 4 -> Scene.withHead(one, foreign.head());
      case 5 -> Scene.withHead(one, one.head().map(head -> mixed(head, random)));
      case 6 -> Scene.withLinks(one, shaken(one.links(), random));
      case 7 -> Scene.withBodies(one, shaken(one.bodies(), random));
      default -> Scene.withLinks(one, renumbered(one.links(), random));
    };
  }

  private static MessageRoot.Proof mixed(MessageRoot.Proof head, Random random) {
    return new MessageRoot.Proof(
        near(head.leafIndex(), random),
        near(head.leafCount(), random),
        random.nextBoolean() ? head.siblings() : shaken(head.siblings(), random));
  }

  private static List<ChannelProof.LinkClaim> renumbered(
      List<ChannelProof.LinkClaim> links, Random random) {
    if (links.isEmpty()) {
      return List.of(new ChannelProof.LinkClaim(Hash32.ZERO, 0));
    }
    int at = random.nextInt(links.size());
    ChannelProof.LinkClaim link = links.get(at);
    return Scene.replaced(
        links, at, new ChannelProof.LinkClaim(link.bodyHash(), near(link.prevBlock(), random)));
  }

  private static long near(long value, Random random) {
    long other = value + random.nextInt(5) - 2;
    return random.nextInt(6) == 0 ? random.nextLong() >>> 32 : Math.max(0, other) & 0xffff_ffffL;
  }

  private static <T> List<T> shaken(List<T> list, Random random) {
    List<T> other = new ArrayList<>(list);
    if (other.isEmpty()) {
      return other;
    }
    int at = random.nextInt(other.size());
    Optional<T> any = Optional.of(other.get(random.nextInt(other.size())));
    switch (random.nextInt(4)) {
      case 0 -> other.remove(at);
      case 1 -> other.add(at, any.get());
      case 2 -> other.set(at, any.get());
      default -> Collections.swap(other, at, random.nextInt(other.size()));
    }
    return other;
  }
}
