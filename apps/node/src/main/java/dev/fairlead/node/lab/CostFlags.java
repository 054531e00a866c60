package dev.fairlead.node.lab;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.xcmp.cost.CostProfile;
import dev.fairlead.xcmp.cost.ParaShare;
import dev.fairlead.xcmp.cost.Rational;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The figures of {@code lab cost} by the letters of the seed's table. */
final class CostFlags {
  /** The most that any figure may be. */
  static final long FIGURE_MAX = ParaShare.FIGURE_MAX;

  @Option(names = "--C", paramLabel = "N", description = "Parachains, at least 1.")
  private @Nullable Long chains;

  @Option(names = "--T", paramLabel = "N", description = "Parathreads.")
  private @Nullable Long threads;

  @Option(names = "--S", paramLabel = "N", description = "Slots in which parathreads build.")
  private @Nullable Long slots;

  @Option(names = "--V", paramLabel = "N", description = "Validators, at least 1.")
  private @Nullable Long validators;

  @Option(names = "--R", paramLabel = "N", description = "Collators per para, at least 1.")
  private @Nullable Long redundancy;

  @Option(names = "--O", paramLabel = "N", description = "Paras that a para sends to.")
  private @Nullable Long outgoing;

  @Option(names = "--I", paramLabel = "N", description = "Paras that a para receives from.")
  private @Nullable Long incoming;

  @Option(
      names = "--group-size",
      paramLabel = "N",
      description = "Members of a validator group (default: V/C).")
  private @Nullable Long groupSize;

  /** The profile of paras that are all alike. */
  CostProfile alike() throws CommandException {
    long number = chains();
    long receiving = threads();
    Figures figures = new Figures(redundancy(), outgoing(), incoming());
    return profile(
        List.of(
            figures.share(Rational.of(number), Rational.of(number)),
            figures.share(Rational.of(slots()), Rational.of(receiving))));
  }

  /** The profile of these paras. */
  CostProfile profile(List<ParaShare> paras) throws CommandException {
    Rational members =
        groupSize == null
            ? CostProfile.evenGroupSize(validators(), chains())
            : Rational.of(within("--group-size", groupSize, 1));
    return new CostProfile(paras, chains(), validators(), members);
  }

  /** R, O and I of one para. */
  record Figures(long redundancy, long outgoing, long incoming) {
    ParaShare share(Rational sending, Rational receiving) {
      return new ParaShare(sending, receiving, redundancy, outgoing, incoming);
    }
  }

  long chains() throws CommandException {
    return within("--C", chains, 1);
  }

  long threads() throws CommandException {
    return within("--T", threads, 0);
  }

  long slots() throws CommandException {
    return within("--S", slots, 0);
  }

  long redundancy() throws CommandException {
    return within("--R", redundancy, 1);
  }

  long outgoing() throws CommandException {
    return within("--O", outgoing, 0);
  }

  long incoming() throws CommandException {
    return within("--I", incoming, 0);
  }

  private long validators() throws CommandException {
    return within("--V", validators, 1);
  }

  /** The value of a flag; refuses an absent one and one out of bounds. */
  static long within(String flag, @Nullable Long value, long min) throws CommandException {
    if (value == null) {
      throw new CommandException(ExitCode.FATAL, flag + " is missing; give a number");
    }
    if (value < min || value > FIGURE_MAX) {
      throw new CommandException(
          ExitCode.FATAL,
          flag + ": expected a whole number from " + min + " to " + FIGURE_MAX + ", got " + value);
    }
    return value;
  }
}
