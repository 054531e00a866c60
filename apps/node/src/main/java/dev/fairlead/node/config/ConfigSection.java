package dev.fairlead.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** One table of a configuration: typed access to its keys and child tables. */
public final class ConfigSection {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final int LIST_MAX = 10_000;

  private final Source source;
  private final String path;
  private final TomlTable table;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, ConfigSection> children = new HashMap<>();

  ConfigSection(Source source, String path, TomlTable table) {
    this.source = source;
    this.path = path;
    this.table = table;
  }

  /** The child table of this name; empty if the file has none. */
  public ConfigSection section(String name) throws ConfigException {
    ConfigSection known = children.get(name);
    if (known != null) {
      return known;
    }
    asked.add(name);
    Object value = table.get(List.of(name));
    if (value != null && !(value instanceof TomlTable)) {
      throw new ConfigException(place(name) + ": expected a table, found " + kind(value));
    }
    TomlTable child = value instanceof TomlTable t ? t : Toml.parse("");
    ConfigSection section = new ConfigSection(source, dotted(name), child);
    children.put(name, section);
    return section;
  }

  /** All child tables by name, for tables whose keys are names of the user's; sorted by name. */
  public Map<String, ConfigSection> sections() throws ConfigException {
    Map<String, ConfigSection> all = new TreeMap<>();
    for (String name : table.keySet()) {
      all.put(name, section(name));
    }
    return all;
  }

  /** The names of keys and child tables in the file. */
  public Set<String> names() {
    return Set.copyOf(table.keySet());
  }

  /** Whether the file has a table of this name. */
  public boolean hasTable(String name) {
    return table.get(List.of(name)) instanceof TomlTable;
  }

  /** A text. */
  public Setting<String> string(String key) throws ConfigException {
    return read(key, "text in quotes", ConfigSection::nonBlank, ConfigSection::asText);
  }

  /** A whole number within bounds, both included. */
  public Setting<Long> integer(String key, long min, long max) throws ConfigException {
    return read(
        key,
        "a whole number from " + min + " to " + max,
        text -> within(whole(text), min, max),
        value ->
            within(
                value instanceof Long number ? Optional.of(number) : Optional.empty(), min, max));
  }

  /** True or false. */
  public Setting<Boolean> flag(String key) throws ConfigException {
    return read(
        key,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        value -> value instanceof Boolean flag ? Optional.of(flag) : Optional.empty());
  }

  /** A duration such as "500ms", "10s", "5m", "1h" or "7d", within bounds. */
  public Setting<Duration> duration(String key, Duration min, Duration max) throws ConfigException {
    return read(
        key,
        "a duration like \"10s\", from " + show(min) + " to " + show(max),
        text -> parseDuration(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0),
        value ->
            value instanceof String text
                ? parseDuration(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0)
                : Optional.empty());
  }

  /** A file or folder; a relative one is looked up from the folder of the configuration file. */
  public Setting<Path> path(String key) throws ConfigException {
    return string(key)
        .map(
            "a path",
            text -> {
              Path folder = source.file().toAbsolutePath().getParent();
              return Optional.of(folder == null ? Path.of(text) : folder.resolve(text).normalize());
            });
  }

  /** An address to call with one of the schemes; never printed in full. */
  public Setting<Endpoint> endpoint(String key, Set<String> schemes) throws ConfigException {
    String expected =
        "an address that starts with " + String.join(":// or ", sorted(schemes)) + "://";
    return readHidden(key, expected, text -> parseEndpoint(text, schemes));
  }

  /** A text that is never printed. */
  public Setting<Secret> secret(String key) throws ConfigException {
    return readHidden(key, "text in quotes", text -> nonBlank(text).map(Secret::new));
  }

  /** A list of texts; in the environment separated by commas. Numbers are taken as texts too. */
  public Setting<List<String>> strings(String key) throws ConfigException {
    return read(
        key,
        "a list of texts",
        text -> Optional.of(List.of(text.split("\\s*,\\s*"))),
        ConfigSection::asTexts);
  }

  /** The place of a key, for complaints of the caller. */
  public String place(String key) {
    return source.place(dotted(key), table.inputPositionOf(List.of(key)));
  }

  /** The place of this section, for complaints of the caller. */
  public String place() {
    return source.place(path, null);
  }

  void addUnknown(StringJoiner unknown) {
    for (String key : sorted(table.keySet())) {
      ConfigSection child = children.get(key);
      if (child != null) {
        child.addUnknown(unknown);
      } else if (!asked.contains(key)) {
        var position = table.inputPositionOf(List.of(key));
        unknown.add(dotted(key) + (position == null ? "" : " (line " + position.line() + ")"));
      }
    }
  }

  private interface Parse<A, T> {
    Optional<T> from(A value);
  }

  private <T> Setting<T> read(
      String key, String expected, Parse<String, T> ofText, Parse<Object, T> ofValue)
      throws ConfigException {
    return read(key, expected, ofText, ofValue, false);
  }

  private <T> Setting<T> readHidden(String key, String expected, Parse<String, T> parse)
      throws ConfigException {
    return read(
        key,
        expected,
        parse,
        value -> value instanceof String text ? parse.from(text) : Optional.empty(),
        true);
  }

  private <T> Setting<T> read(
      String key,
      String expected,
      Parse<String, T> ofText,
      Parse<Object, T> ofValue,
      boolean hidden)
      throws ConfigException {
    asked.add(key);
    Optional<Source.Text> override = source.override(dotted(key));
    if (override.isPresent()) {
      Source.Text text = override.get();
      String found = hidden ? "something else" : "\"" + text.value() + "\"";
      return setting(text.place(), expected, ofText.from(text.value()), found);
    }
    Object value = table.get(List.of(key));
    if (value == null) {
      return new Setting<>(place(key), null);
    }
    return setting(
        place(key), expected, ofValue.from(value), hidden ? "something else" : kind(value));
  }

  private static <T> Setting<T> setting(
      String place, String expected, Optional<T> value, String found) throws ConfigException {
    if (value.isEmpty()) {
      throw new ConfigException(place + ": expected " + expected + ", found " + found);
    }
    return new Setting<>(place, value.get());
  }

  private static Optional<String> nonBlank(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<String> asText(Object value) {
    return value instanceof String text ? nonBlank(text) : Optional.empty();
  }

  private static Optional<List<String>> asTexts(Object value) {
    if (!(value instanceof TomlArray array) || array.size() > LIST_MAX) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Object element : array.toList()) {
      if (!(element instanceof String || element instanceof Long)) {
        return Optional.empty();
      }
      texts.add(element.toString());
    }
    return Optional.of(List.copyOf(texts));
  }

  private static Optional<Long> whole(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Long> within(Optional<Long> number, long min, long max) {
    return number.filter(n -> n >= min && n <= max);
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      default -> Optional.of(Duration.ofDays(amount));
    };
  }

  private static String show(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static Optional<Endpoint> parseEndpoint(String text, Set<String> schemes) {
    try {
      URI uri = new URI(text);
      boolean usable =
          uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null;
      return usable ? Optional.of(new Endpoint(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "\"" + text + "\"";
      case TomlTable t -> "a table";
      case TomlArray a -> "a list";
      default -> value.toString();
    };
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private String dotted(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
