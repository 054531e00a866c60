package dev.fairlead.simulator.world;

/**
 * What was counted in a world (section 7.3 of the design). Counts of messages and blocks cover all
 * forks unless said otherwise; blocks are relay blocks.
 *
 * @param chain the relay chain and the paras' blocks
 * @param delivery messages and how long they took
 * @param network what nodes said to each other
 * @param bodies the part of it that were bodies
 * @param blame who was held to have misbehaved
 * @param contacts who turned to whom
 */
public record Metrics(
    Chain chain,
    Delivery delivery,
    Network network,
    Bodies bodies,
    Blame blame,
    Contacts contacts) {
  /**
   * The relay chain and the paras' blocks.
   *
   * @param relayBlocks of the surviving chain
   * @param paraBlocks enacted
   * @param reorgs how often the head moved to another fork
   * @param posts bodies that the relay chain took as last resort
   */
  public record Chain(long relayBlocks, long paraBlocks, long reorgs, long posts) {}

  /**
   * Messages.
   *
   * @param queued that became entries
   * @param acked that were acknowledged
   * @param ackedIn5 of these, within five blocks
   * @param ackedIn10 of these, within ten blocks
   * @param waiting at the end, on the surviving chain
   * @param delay from enactment to acknowledgement
   * @param fairness between senders
   */
  public record Delivery(
      long queued,
      long acked,
      long ackedIn5,
      long ackedIn10,
      long waiting,
      Delay delay,
      Fairness fairness) {}

  /**
   * Blocks from enactment to acknowledgement; all 0 if nothing was acknowledged.
   *
   * @param p50 half of the messages took at most so long
   * @param p95 95 of 100
   * @param p99 99 of 100
   * @param max the slowest
   */
  public record Delay(long p50, long p95, long p99, long max) {}

  /**
   * Mean delays of senders, compared.
   *
   * @param worstToMean the longest mean delay of a sender, divided by the mean of all of them
   * @param jain Jain's index: 1 if all senders wait alike, 1/n if one of n does all the waiting
   */
  public record Fairness(double worstToMean, double jain) {}

  /**
   * What nodes said to each other.
   *
   * @param messages sent, handshakes left out
   * @param lost of them
   * @param bytes of them, counted where they are sent
   * @param validatorBytes of these, sent by validators
   * @param collatorBytes of these, sent by collators
   * @param connections between nodes
   */
  public record Network(
      long messages,
      long lost,
      long bytes,
      long validatorBytes,
      long collatorBytes,
      Connections connections) {}

  /**
   * Connections between nodes.
   *
   * @param opened in all
   * @param meanPerNode mean over nodes that are up, and slots
   * @param maxPerNode most that a node had in a slot
   */
  public record Connections(long opened, double meanPerNode, long maxPerNode) {}

  /**
   * Bodies on their way.
   *
   * @param usefulBytes that came from a peer and were kept
   * @param surplusBytes that came and were not: held already, wrong, or no longer wanted
   * @param unverifiedBytesMax most that a node held at a time and had not checked yet
   * @param sources where collators got entries
   */
  public record Bodies(
      long usefulBytes, long surplusBytes, long unverifiedBytesMax, Sources sources) {}

  /**
   * Where collators got entries: the steps of the fallback ladder (section 5.5).
   *
   * @param receivers step 1: validators that receive for the recipient
   * @param senders step 2: validators that backed the sender
   * @param para step 3: nodes of the own para
   * @param otherParas step 3: full nodes of the sender
   */
  public record Sources(long receivers, long senders, long para, long otherParas) {}

  /**
   * Who was held to have misbehaved, by honest nodes.
   *
   * @param honestNodes nodes that follow the rules
   * @param honestBlamed of these, blamed for what no honest node does; anything but 0 is a bug
   * @param honestBlacklisted of these, blacklisted as what they took was not acknowledged in time
   * @param badNodes nodes that break the rules
   * @param badBlamed of these, blamed for what no honest node does
   * @param badBlacklisted of these, blacklisted
   */
  public record Blame(
      long honestNodes,
      long honestBlamed,
      long honestBlacklisted,
      long badNodes,
      long badBlamed,
      long badBlacklisted) {}

  /**
   * Who turned to whom, counted as in the formulas: per pair of nodes, role, and channel or para
   * (AM25). Over a whole run; each rotation of groups brings new ones.
   *
   * @param submissions of a collator's blocks, to a validator of the group that backs its para
   * @param collatorCollator between collators of two paras
   * @param collatorValidator between a collator and a validator, submissions left out
   * @param validatorValidator between validators of two groups
   */
  public record Contacts(
      long submissions, long collatorCollator, long collatorValidator, long validatorValidator) {}
}
