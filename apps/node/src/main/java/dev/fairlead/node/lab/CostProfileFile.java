package dev.fairlead.node.lab;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.SmallFile;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.xcmp.cost.CostProfile;
import dev.fairlead.xcmp.cost.ParaShare;
import dev.fairlead.xcmp.cost.Rational;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that says which paras differ from the flags: tables {@code [chains.NAME]} and {@code
 * [threads.NAME]} with {@code count} (1 if absent), {@code R}, {@code O} and {@code I} (those of
 * the flags if absent). Paras that are not named are as the flags say.
 */
final class CostProfileFile {
  private final CostFlags flags;
  private final TomlConfig file;

  private CostProfileFile(CostFlags flags, TomlConfig file) {
    this.flags = flags;
    this.file = file;
  }

  /** Reads a file; complaints name line and column. */
  static CostProfile read(Path path, CostFlags flags) throws ConfigException, CommandException {
    String text = SmallFile.read(path, "the profile");
    TomlConfig file = TomlConfig.parse(text, path, Map.of(), Map.of());
    return new CostProfileFile(flags, file).profile();
  }

  private CostProfile profile() throws ConfigException, CommandException {
    List<ParaShare> paras = new ArrayList<>();
    addKind(paras, "chains", flags.chains(), Rational.ONE);
    Rational slots = Rational.of(flags.slots());
    long threads = flags.threads();
    if (threads > 0) {
      addKind(paras, "threads", threads, slots.dividedBy(Rational.of(threads)));
    } else {
      addKind(paras, "threads", 0, Rational.ZERO);
      addRest(paras, slots, Rational.ZERO);
    }
    file.refuseUnknown();
    return flags.profile(paras);
  }

  /** Adds the paras of one kind; of each, only a part sends at a time. */
  private void addKind(List<ParaShare> paras, String kind, long number, Rational part)
      throws ConfigException, CommandException {
    long left = number;
    ConfigSection tables = file.root().section(kind);
    for (String name : tables.names().stream().sorted().toList()) {
      ConfigSection one = tables.section(name);
      var count = one.integer("count", 1, CostFlags.FIGURE_MAX);
      left -= count.orElse(1L);
      if (left < 0) {
        String place = count.optional().isPresent() ? count.place() : tables.place(name);
        throw new ConfigException(
            place + ": more " + kind + " in the profile than the " + number + " of the flags");
      }
      Rational receiving = Rational.of(count.orElse(1L));
      paras.add(figures(one).share(receiving.times(part), receiving));
    }
    addRest(paras, Rational.of(left).times(part), Rational.of(left));
  }

  /** Adds paras that are as the flags say. */
  private void addRest(List<ParaShare> paras, Rational sending, Rational receiving)
      throws CommandException {
    if (!sending.equals(Rational.ZERO) || !receiving.equals(Rational.ZERO)) {
      paras.add(
          new CostFlags.Figures(flags.redundancy(), flags.outgoing(), flags.incoming())
              .share(sending, receiving));
    }
  }

  private CostFlags.Figures figures(ConfigSection one) throws ConfigException, CommandException {
    Optional<Long> redundancy = one.integer("R", 1, CostFlags.FIGURE_MAX).optional();
    Optional<Long> outgoing = one.integer("O", 0, CostFlags.FIGURE_MAX).optional();
    Optional<Long> incoming = one.integer("I", 0, CostFlags.FIGURE_MAX).optional();
    return new CostFlags.Figures(
        redundancy.isPresent() ? redundancy.get() : flags.redundancy(),
        outgoing.isPresent() ? outgoing.get() : flags.outgoing(),
        incoming.isPresent() ? incoming.get() : flags.incoming());
  }
}
