package dev.fairlead.xcmp.cost;

import java.util.List;
import java.util.function.Function;

/**
 * What the cost of a strategy depends on (6.1).
 *
 * @param paras all paras, alike ones together
 * @param chains C, parachains; there is one group of validators for each, at least 1
 * @param validators V, at least 1
 * @param groupSize g, members of a group; V/C if nothing else is said
 */
public record CostProfile(List<ParaShare> paras, long chains, long validators, Rational groupSize) {
  /** Copies the list; refuses a relay chain without chains, validators or members of a group. */
  public CostProfile {
    paras = List.copyOf(paras);
    if (chains < 1 || validators < 1 || groupSize.compareTo(Rational.ZERO) <= 0) {
      throw new IllegalArgumentException(
          "C " + chains + ", V " + validators + ", group size " + groupSize + ": none may be 0");
    }
    if (sum(paras, p -> p.sending().plus(p.receiving())).equals(Rational.ZERO)) {
      throw new IllegalArgumentException("no paras");
    }
  }

  /** V/C, validators per chain. */
  public static Rational evenGroupSize(long validators, long chains) {
    return Rational.of(validators).dividedBy(Rational.of(chains));
  }

  /** F: channels on which something is sent at a time, counted at the senders. */
  public Rational channels() {
    return sending(ParaShare::outgoing);
  }

  /** The same channels counted at the recipients. */
  public Rational incomingChannels() {
    return receiving(ParaShare::incoming);
  }

  /** Whether as much is received as is sent; if not, the figures contradict each other (6.3). */
  public boolean isBalanced() {
    return channels().equals(incomingChannels());
  }

  /** Sum of a value over the paras that send. */
  Rational sending(Function<ParaShare, Long> value) {
    return sum(paras, p -> p.sending().times(value.apply(p)));
  }

  /** Sum of a value over the paras that receive. */
  Rational receiving(Function<ParaShare, Long> value) {
    return sum(paras, p -> p.receiving().times(value.apply(p)));
  }

  /** Collators at the sending end of a channel, mean over all channels. */
  Rational senderRedundancy() {
    return mean(
        sending(p -> p.redundancy() * p.outgoing()),
        channels(),
        sending(ParaShare::redundancy),
        sending(p -> 1L));
  }

  /** Collators at the receiving end of a channel, mean over all channels. */
  Rational recipientRedundancy() {
    return mean(
        receiving(p -> p.redundancy() * p.incoming()),
        incomingChannels(),
        receiving(ParaShare::redundancy),
        receiving(p -> 1L));
  }

  /** Weighted by channels; by paras if no channel is there; else nobody is there to talk to. */
  private static Rational mean(
      Rational ofChannels, Rational channels, Rational ofParas, Rational paras) {
    if (!channels.equals(Rational.ZERO)) {
      return ofChannels.dividedBy(channels);
    }
    return paras.equals(Rational.ZERO) ? Rational.ZERO : ofParas.dividedBy(paras);
  }

  private static Rational sum(List<ParaShare> paras, Function<ParaShare, Rational> value) {
    return paras.stream().map(value).reduce(Rational.ZERO, Rational::plus);
  }
}
