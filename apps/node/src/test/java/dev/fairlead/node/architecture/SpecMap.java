package dev.fairlead.node.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The map from clauses of specifications to code and test; its format stands at its top. */
record SpecMap(List<Row> rows) {
  /** A clause, what decides it, and what holds it there; each with the line it stands on. */
  record Row(int line, String clause, String code, String test) {}

  /** Reads the text of the map. */
  static SpecMap parse(String text) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
        continue;
      }
      rows.add(
          new Row(
              i + 1,
              value(lines, i, "- clause: "),
              value(lines, ++i, "  code: "),
              value(lines, ++i, "  test: ")));
    }
    return new SpecMap(rows);
  }

  private static String value(List<String> lines, int index, String key) {
    String line = index < lines.size() ? lines.get(index) : "";
    if (!line.startsWith(key) || line.substring(key.length()).isBlank()) {
      throw new IllegalArgumentException(
          "line " + (index + 1) + " must be \"" + key + "…\" but is \"" + line + "\"");
    }
    return line.substring(key.length()).strip();
  }

  /** What the rows name that does not exist. */
  List<String> missing(SourceTree tree) {
    List<String> missing = new ArrayList<>();
    for (Row row : rows) {
      check(tree, "main", row.code(), row.line(), missing);
      check(tree, "test", row.test(), row.line(), missing);
    }
    return missing;
  }

  private static void check(
      SourceTree tree, String sources, String target, int line, List<String> missing) {
    String[] parts = target.split("#", 2);
    List<Path> files = tree.sourceOf(sources, parts[0]);
    Pattern member =
        parts.length == 1
            ? Pattern.compile("")
            : Pattern.compile("\\b" + Pattern.quote(parts[1]) + "\\b");
    if (files.stream().noneMatch(f -> member.matcher(SourceTree.text(f)).find())) {
      missing.add("line " + line + ": no " + target + " in " + sources + " sources");
    }
  }
}
