package dev.fairlead.node.lab;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which of the two countings {@code lab cost} shows. */
enum CostMode {
  /** The seed's formulas: contacts per role, each counted at both ends. */
  AS_PRINTED,

  /** Distinct links, each counted once. */
  LINKS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the value of the flag. */
  static final class Converter implements ITypeConverter<CostMode> {
    @Override
    public CostMode convert(String text) {
      for (CostMode mode : values()) {
        if (mode.toString().equals(text.toLowerCase(Locale.ROOT))) {
          return mode;
        }
      }
      throw new TypeConversionException("expected as-printed or links, got '" + text + "'");
    }
  }
}
