package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.judge.Cutoff;
import dev.fairlead.xcmp.judge.JudgeSettings;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import java.util.Optional;

/**
 * Figures of delivery. Blocks are relay blocks.
 *
 * @param front what a node hands out and asks for at the front of a queue (section 5.9)
 * @param load what a node does at the same time (section 5.11, AM22)
 * @param retention how long items are kept (AM23)
 * @param timing how long a node waits
 * @param judging what validators do about collators that do not act (section 5.7)
 * @param sharing what sending and receiving validators tell each other (section 5.11)
 * @param chunks what nodes do for and with availability (AM18)
 */
public record DeliverySettings(
    Front front,
    Load load,
    Retention retention,
    Timing timing,
    Judging judging,
    Sharing sharing,
    Chunks chunks) {
  /** The recommended figures, for relay blocks of six seconds. */
  public static final DeliverySettings STANDARD =
      new DeliverySettings(
          new Front(4_096, 1L << 30),
          new Load(16, 256, 64 << 20, 8),
          new Retention(15_000, 10, 2L << 30),
          new Timing(2_000_000_000L, 500_000_000L, 60_000_000_000L),
          new Judging(
              JudgeSettings.STANDARD,
              RedundancyTarget.forBadPermille(333),
              false,
              new Pipelining(false, 2 << 20, 10),
              18_000_000_000L,
              false),
          new Sharing(200_000_000L, true, 5),
          Chunks.STANDARD);

  /** The same with another retention. */
  public DeliverySettings with(Retention other) {
    return new DeliverySettings(front, load, other, timing, judging, sharing, chunks);
  }

  /** The same with another front. */
  public DeliverySettings with(Front other) {
    return new DeliverySettings(other, load, retention, timing, judging, sharing, chunks);
  }

  /** The same with another load. */
  public DeliverySettings with(Load other) {
    return new DeliverySettings(front, other, retention, timing, judging, sharing, chunks);
  }

  /** The same with other judging. */
  public DeliverySettings with(Judging other) {
    return new DeliverySettings(front, load, retention, timing, other, sharing, chunks);
  }

  /**
   * Why these figures cannot be used on a relay chain: the cutoff would outlive the group that
   * applies it (AM17, N-G1). Who configures a node must ask; a laboratory may do as it likes.
   */
  public Optional<Cutoff.AbovePeriod> refusal(RelaySettings relay) {
    return judging.isLaboratory()
        ? Optional.empty()
        : Cutoff.refusal(judging.rules().cutoff(), relay.candidates().rotationBlocks());
  }

  /** The same with other figures for chunks. */
  public DeliverySettings with(Chunks other) {
    return new DeliverySettings(front, load, retention, timing, judging, sharing, other);
  }

  /**
   * The front of a queue. The recommended one is so wide that no honest queue is longer: links of
   * all that waits are needed to build anything (RX4), and they come with the bodies; a para whose
   * queue were longer than the front would stand still.
   *
   * @param entriesMax entries from the first that waits
   * @param bytesMax body bytes of those that are held, beyond the first
   */
  public record Front(int entriesMax, long bytesMax) {}

  /**
   * What a node does at the same time.
   *
   * @param requestsPerPeerMax requests of one peer that are under way, and own ones to one peer
   * @param requestsMax requests of all peers that are under way
   * @param responseBytesMax body bytes of all answers that are under way
   * @param judgementsMax proofs of validity that are being checked
   */
  public record Load(
      int requestsPerPeerMax, int requestsMax, long responseBytesMax, int judgementsMax) {}

  /**
   * How long items are kept.
   *
   * @param validatorBlocks by validators, from when they got them; 15,000 is 25 hours
   * @param graceBlocks by full nodes and collators, after the acknowledgement is final
   * @param bytesMax of all bodies that a node keeps
   */
  public record Retention(int validatorBlocks, int graceBlocks, long bytesMax) {}

  /**
   * How long a node waits.
   *
   * @param buildNanos for missing bodies, before a collator builds with what it has
   * @param retryNanos before it asks again after all sources have failed, or a relay block was
   *     unknown to the peer
   * @param idleNanos before it closes a connection that it has opened and nobody uses; as long as
   *     ten relay blocks, after which groups serve other paras
   */
  public record Timing(long buildNanos, long retryNanos, long idleNanos) {}

  /**
   * What validators do about collators that do not act.
   *
   * @param rules protections, bounds and cutoff
   * @param redundancy how many collators get an entry (N-R1a)
   * @param isPushing whether connected collators are given bodies unasked (AM24)
   * @param pipelining bodies before their candidate is included
   * @param stallNanos time between two relay blocks from which on the relay chain has stood still
   * @param isLaboratory whether the cutoff may outlive the group that applies it (AM17)
   */
  public record Judging(
      JudgeSettings rules,
      RedundancyTarget redundancy,
      boolean isPushing,
      Pipelining pipelining,
      long stallNanos,
      boolean isLaboratory) {
    /** The same by other rules. */
    public Judging with(JudgeSettings other) {
      return new Judging(other, redundancy, isPushing, pipelining, stallNanos, isLaboratory);
    }

    /** The same with collators that are given bodies unasked. */
    public Judging pushing(RedundancyTarget target) {
      return new Judging(rules, target, true, pipelining, stallNanos, isLaboratory);
    }

    /** The same with other pipelining. */
    public Judging with(Pipelining other) {
      return new Judging(rules, redundancy, isPushing, other, stallNanos, isLaboratory);
    }

    /** The same in a laboratory. */
    public Judging inLaboratory() {
      return new Judging(rules, redundancy, isPushing, pipelining, stallNanos, true);
    }
  }

  /** The same with another sharing. */
  public DeliverySettings with(Sharing other) {
    return new DeliverySettings(front, load, retention, timing, judging, other, chunks);
  }

  /**
   * What sending and receiving validators tell each other.
   *
   * @param receiptNanos how long a member gathers what it holds before it says so
   * @param usesReceipts whether members say what they hold (AM20); without it sending validators
   *     push on, and members ask each other blindly
   * @param probeEveryBlocks how often a sending validator probes its partner; 0 = never
   */
  public record Sharing(long receiptNanos, boolean usesReceipts, int probeEveryBlocks) {}

  /**
   * Chunks of proofs of validity (AM18). Validators keep them as long as items.
   *
   * @param isOn whether validators spread and keep chunks and sign that they do, and nodes get
   *     entries from them; off where a network arranges availability otherwise
   * @param underWayMax chunks that a validator hands over at once, and such that it asks for
   * @param awaitNanos how long after the backing is seen a chunk is awaited before it is asked for
   * @param bytesMax of all chunks that a validator keeps (AM23)
   * @param recoverBlocks age of an entry that all other sources have failed to give, in relay
   *     blocks, from which on it and all that is lacked are got from chunks (step 4 of section 5.5)
   * @param recoveriesMax candidates whose chunks a node collects at once
   */
  public record Chunks(
      boolean isOn,
      int underWayMax,
      long awaitNanos,
      long bytesMax,
      int recoverBlocks,
      int recoveriesMax) {
    /** The recommended figures. */
    public static final Chunks STANDARD = new Chunks(true, 64, 1_500_000_000L, 8L << 30, 3, 4);

    /** Nothing about chunks. */
    public static final Chunks OFF = new Chunks(false, 0, 0, 0, 0, 0);
  }

  /**
   * Bodies that are given before their candidate is included (5.9, AM15).
   *
   * @param isOn whether validators give them and collators take them
   * @param bytesPerSenderMax of bodies that a node keeps and no included block has sent
   * @param blocksMax how long such a body is kept
   */
  public record Pipelining(boolean isOn, long bytesPerSenderMax, int blocksMax) {}
}
