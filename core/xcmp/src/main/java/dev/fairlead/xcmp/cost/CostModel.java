package dev.fairlead.xcmp.cost;

import java.util.function.Function;

/**
 * The formulas of section 6. As printed, a contact is counted at both ends and every member of a
 * group talks to all collators of its paras; as links, each distinct link is counted once, a
 * collator talks to one member and groups are paired. With paras that differ, sums take the place
 * of products, and the far end of a channel has the mean redundancy over all channels. Pure.
 */
public final class CostModel {
  private CostModel() {}

  /** Contacts per role, formulas as the seed prints them (6.2). */
  public static RoleCosts asPrinted(CostStrategy strategy, CostProfile profile) {
    Rational senders = profile.sending(ParaShare::redundancy);
    Rational recipients = profile.receiving(ParaShare::redundancy);
    Rational sends = profile.sending(p -> p.redundancy() * p.outgoing());
    Rational receives = profile.receiving(p -> p.redundancy() * p.incoming());
    Rational near = profile.senderRedundancy();
    Rational far = profile.recipientRedundancy();
    Rational channelsOut = profile.channels();
    Rational channelsIn = profile.incomingChannels();
    Function<Rational, Rational> perMember =
        served -> CostProfile.evenGroupSize(profile.validators(), profile.chains()).times(served);
    return switch (strategy) {
      case NONE ->
          new RoleCosts(sends.times(far), Rational.ZERO, Rational.ZERO, receives.times(near));
      case SENDING ->
          new RoleCosts(
              senders,
              perMember.apply(senders.plus(channelsOut.times(far))),
              Rational.ZERO,
              receives);
      case BOTH ->
          new RoleCosts(
              senders,
              perMember.apply(senders.plus(channelsOut)),
              perMember.apply(recipients.plus(channelsIn)),
              recipients);
      case RECEIVING ->
          new RoleCosts(
              sends,
              Rational.ZERO,
              perMember.apply(recipients.plus(channelsIn.times(near))),
              recipients);
    };
  }

  /** The same divided by the nodes in each role. */
  public static RoleCosts perNode(CostStrategy strategy, CostProfile profile) {
    Rational validators = Rational.of(profile.validators());
    RoleCosts nodes =
        new RoleCosts(
            profile.sending(ParaShare::redundancy),
            validators,
            validators,
            profile.receiving(ParaShare::redundancy));
    return asPrinted(strategy, profile).dividedBy(nodes);
  }

  /** Distinct links (6.3, AM25). */
  public static LinkCosts links(CostStrategy strategy, CostProfile profile) {
    Rational senders = profile.sending(ParaShare::redundancy);
    Rational recipients = profile.receiving(ParaShare::redundancy);
    Rational sends = profile.sending(p -> p.redundancy() * p.outgoing());
    return switch (strategy) {
      case NONE ->
          new LinkCosts(sends.times(profile.recipientRedundancy()), Rational.ZERO, Rational.ZERO);
      case SENDING ->
          ofCollators(senders.plus(profile.receiving(p -> p.redundancy() * p.incoming())));
      case BOTH ->
          new LinkCosts(
              Rational.ZERO,
              senders.plus(recipients),
              profile.groupSize().times(profile.channels()));
      case RECEIVING -> ofCollators(sends.plus(recipients));
    };
  }

  /**
   * Copies of one body (6.4). Without a group in between, each collator of the recipient fetches
   * it; the receiving group alone gets it from a collator as it would from the other group. A group
   * of less than one member counts as one: it serves several paras.
   */
  public static BodyCopies copies(CostStrategy strategy, CostProfile profile) {
    Rational collators = profile.recipientRedundancy();
    Rational members = profile.groupSize().max(Rational.ONE);
    Rational half = profile.groupSize().dividedBy(Rational.of(2)).ceiling();
    Rational sendingGroup = members;
    return switch (strategy) {
      case NONE -> new BodyCopies(collators, collators, collators);
      case SENDING -> new BodyCopies(collators, collators.plus(sendingGroup), collators);
      case BOTH ->
          new BodyCopies(
              members.plus(collators),
              members.plus(collators).plus(sendingGroup),
              half.plus(collators));
      case RECEIVING ->
          new BodyCopies(members.plus(collators), members.plus(collators), half.plus(collators));
    };
  }

  private static LinkCosts ofCollators(Rational links) {
    return new LinkCosts(Rational.ZERO, links, Rational.ZERO);
  }
}
