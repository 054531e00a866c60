package dev.fairlead.node.lab;

import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.simulator.adversary.Adversaries;
import dev.fairlead.simulator.world.WorldSettings;

/** The table {@code [adversaries]} of a scenario. */
final class AdversaryKeys {
  private AdversaryKeys() {}

  /** Every para keeps a collator that builds; a group may be bad as a whole. */
  static Adversaries read(ConfigSection table, WorldSettings.Crowd crowd) throws ConfigException {
    Seats collators = new Seats(table, crowd.collatorsPerPara() - 1);
    Adversaries.Collators paras =
        new Adversaries.Collators(
            collators.take("dropping-collators"),
            collators.take("censoring-collators"),
            collators.take("late-collators"),
            collators.take("forging-collators"));
    Seats validators = new Seats(table, crowd.groupSize());
    Adversaries.Validators groups =
        new Adversaries.Validators(
            validators.take("withholding-senders"),
            validators.take("withholding-receivers"),
            validators.take("lazy-validators"),
            validators.take("forging-validators"));
    long bad = table.integer("groups", 0, crowd.validators()).orElse(0L);
    return new Adversaries(paras, groups, (int) bad);
  }

  /** Seats that are left for adversaries: each key bounds those after it. */
  private static final class Seats {
    private final ConfigSection table;
    private int left;

    Seats(ConfigSection table, int left) {
      this.table = table;
      this.left = left;
    }

    int take(String key) throws ConfigException {
      int taken = (int) (long) table.integer(key, 0, left).orElse(0L);
      left -= taken;
      return taken;
    }
  }
}
