package dev.fairlead.opstack.world;

import dev.fairlead.kernel.identity.ChainId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block, or a range of blocks, in notation: {@code A3}, {@code A3b}, {@code A0..5}. */
public record BlockName(ChainId chain, long first, long last, char branch) {
  private static final Pattern PATTERN = Pattern.compile("([A-Z])(\\d+)(?:\\.\\.(\\d+))?([a-z])?");

  /** Reads the notation. */
  public static BlockName parse(String word) {
    Matcher parts = PATTERN.matcher(word);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a block: " + word);
    }
    long first = Long.parseLong(parts.group(2));
    return new BlockName(
        TestWorld.chain(parts.group(1).charAt(0)),
        first,
        parts.group(3) == null ? first : Long.parseLong(parts.group(3)),
        parts.group(4) == null ? 'a' : parts.group(4).charAt(0));
  }
}
