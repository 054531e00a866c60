package dev.fairlead.node.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value of one key, or its absence, with the place that a complaint about it names. A complaint
 * shows the value unless it may hold a secret.
 *
 * @param <T> the type asked for
 */
public final class Setting<T> {
  private final String place;
  private final @Nullable T value;

  Setting(String place, @Nullable T value) {
    this.place = place;
    this.value = value;
  }

  /** The value, or the default if the key is absent. */
  public T orElse(T fallback) {
    return value == null ? fallback : value;
  }

  /** The value; refuses the configuration if the key is absent. */
  public T required() throws ConfigException {
    if (value == null) {
      throw new ConfigException(place + " is required");
    }
    return value;
  }

  /** The value if the key is present. */
  public Optional<T> optional() {
    return Optional.ofNullable(value);
  }

  /** The value in another type; where the function gives nothing, says what was expected. */
  public <U> Setting<U> map(String expected, Function<? super T, Optional<U>> parse)
      throws ConfigException {
    if (value == null) {
      return new Setting<>(place, null);
    }
    Optional<U> parsed = parse.apply(value);
    if (parsed.isEmpty()) {
      throw new ConfigException(place + ": expected " + expected + ", found " + value);
    }
    return new Setting<>(place, parsed.get());
  }

  /** Where the value stands, for complaints of the caller. */
  public String place() {
    return place;
  }
}
