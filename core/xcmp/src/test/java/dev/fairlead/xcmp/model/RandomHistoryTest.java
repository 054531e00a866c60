package dev.fairlead.xcmp.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.IngressCheck;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.IngressVerdict;
import dev.fairlead.xcmp.proof.ProofStep;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories by chance, run by the real code and by {@link ReferenceQueue}: same roots, same
 * watermarks accepted, same entries consumed, same state. {@code -Dfairlead.seed=N} repeats a run.
 */
final class RandomHistoryTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final ParaId RECIPIENT = new ParaId(2000);
  private static final List<ParaId> OTHERS = List.of(new ParaId(1999), new ParaId(2001));
  private static final int BLOCKS = 120;

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void randomHistory_agreesWithTheReference(QueueOrder order) throws Exception {
    System.out.println("RandomHistoryTest seed " + SEED + " " + order);
    for (int run = 0; run < 3; run++) {
      new History(order, new Random(SEED + run)).run();
    }
  }

  private static final class History {
    private final QueueOrder order;
    private final Random random;
    private final World world;
    private final ReferenceQueue reference;
    private final List<ParaId> senders = new ArrayList<>();
    private final Map<ParaId, Set<ParaId>> open = new HashMap<>();
    private final Map<ParaId, Long> mayReopenAfter = new HashMap<>();
    private IngressState stored = IngressState.start(RECIPIENT);
    private long lastRelayParent;
    private int consumed;
    private int refused;

    History(QueueOrder order, Random random) {
      this.order = order;
      this.random = random;
      this.world = new World(order);
      this.reference = new ReferenceQueue(order, RECIPIENT);
      for (int i = 0; i < 5; i++) {
        senders.add(new ParaId(1000 + 7L * i));
        open.put(senders.get(i), new HashSet<>());
      }
    }

    void run() throws Exception {
      for (long block = 1; block <= BLOCKS; block++) {
        for (ParaId sender : senders) {
          send(block, sender);
        }
        if (random.nextInt(5) == 0) {
          session(block);
        }
        for (ParaId sender : senders) {
          if (world.hasRow(sender)) {
            assertThat(world.row(sender).root())
                .as(where(block))
                .isEqualTo(reference.rowRoot(sender));
          }
        }
        if (random.nextInt(3) > 0) {
          build(block);
        }
        if (random.nextInt(3) > 0) {
          // Own candidates are enacted late: the relay chain's watermark lags behind (AM11).
          world.acknowledge(RECIPIENT, stored.watermark());
        }
      }
      assertThat(consumed).as("seed %d: the run did something", SEED).isGreaterThan(20);
      assertThat(refused).isGreaterThan(20);
    }

    private void send(long block, ParaId sender) {
      Map<ParaId, Bytes> batches = new HashMap<>();
      for (ParaId recipient : open.get(sender)) {
        if (random.nextInt(3) == 0) {
          byte[] body = new byte[random.nextInt(90)];
          random.nextBytes(body);
          batches.put(recipient, Bytes.of(body));
        }
      }
      if (!batches.isEmpty()) {
        world.send(block, sender, batches);
        reference.send(block, sender, batches);
      }
    }

    private void session(long block) {
      for (ParaId sender : senders) {
        List<ParaId> recipients = new ArrayList<>(OTHERS);
        recipients.add(RECIPIENT);
        for (ParaId recipient : recipients) {
          boolean isOpen = open.get(sender).contains(recipient);
          boolean isOurs = recipient.equals(RECIPIENT);
          if (isOpen && random.nextInt(6) == 0) {
            world.close(sender, recipient);
            reference.close(sender, recipient);
            open.get(sender).remove(recipient);
            if (isOurs) {
              mayReopenAfter.put(sender, block);
            }
          } else if (!isOpen && random.nextInt(2) == 0 && (!isOurs || mayOpen(sender))) {
            world.open(sender, recipient);
            reference.open(sender, recipient);
            open.get(sender).add(recipient);
          }
        }
      }
    }

    /** CH4: not before the recipient has built on a state without the old channel (AM3). */
    private boolean mayOpen(ParaId sender) {
      return mayReopenAfter.getOrDefault(sender, 0L) <= lastRelayParent;
    }

    private void build(long block) throws Exception {
      List<Watermark> claims = new ArrayList<>(reference.pending());
      claims.add(Watermark.endOf(block));
      claims.add(stored.watermark());
      for (int i = 0; i < 6; i++) {
        long at = Math.max(0, block + 1 - random.nextInt(6));
        claims.add(new Watermark(at, senders.get(random.nextInt(senders.size()))));
      }
      List<Watermark> allowed = new ArrayList<>();
      for (Watermark claim : claims) {
        IngressVerdict verdict = judge(block, claim);
        boolean isAllowed = reference.allows(claim, block);
        assertThat(verdict instanceof IngressVerdict.Valid)
            .as("%s claim %s: %s", where(block), claim, verdict)
            .isEqualTo(isAllowed);
        if (verdict instanceof IngressVerdict.Invalid invalid) {
          assertThat(invalid.step()).as(where(block)).isEqualTo(ProofStep.V11);
          refused++;
        } else {
          allowed.add(claim);
        }
      }
      Watermark chosen = allowed.get(random.nextInt(allowed.size()));
      IngressVerdict.Valid valid = (IngressVerdict.Valid) judge(block, chosen);
      assertThat(valid.consumed()).as(where(block)).isEqualTo(reference.consume(chosen));
      assertThat(valid.next()).as(where(block)).isEqualTo(reference.state());
      stored = valid.next();
      lastRelayParent = block;
      consumed += valid.consumed().size();
    }

    private IngressVerdict judge(long block, Watermark claim) throws Exception {
      XcmpIngress proof = world.prove(stored, block, claim);
      XcmpIngress decoded = XcmpIngressCodec.decode(XcmpIngressCodec.encode(proof));
      assertThat(decoded).isEqualTo(proof);
      return IngressCheck.judge(stored, world.claim(block, claim), decoded);
    }

    private String where(long block) {
      return "seed " + SEED + " " + order + " block " + block;
    }
  }
}
