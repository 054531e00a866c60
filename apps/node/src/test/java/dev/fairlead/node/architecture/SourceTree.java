package dev.fairlead.node.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout: its modules, sources and documents. */
record SourceTree(Path root) {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Set<String> BUILT = Set.of("target", ".fairlead", "node_modules");

  /** The checkout that this test runs in. */
  static SourceTree here() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return new SourceTree(folder);
  }

  /** Folders of the modules, as the root POM lists them. */
  List<String> modules() {
    Matcher matcher = MODULE.matcher(text(root.resolve("pom.xml")));
    return matcher.results().map(m -> m.group(1)).toList();
  }

  /** Every Java source of every module. */
  List<Path> javaSources() {
    return modules().stream().flatMap(m -> files(root.resolve(m), ".java").stream()).toList();
  }

  /** The file of a class named from {@code dev.fairlead} on, in main or test sources. */
  List<Path> sourceOf(String sources, String shortName) {
    String file = "src/" + sources + "/java/dev/fairlead/" + shortName.replace('.', '/') + ".java";
    return modules().stream()
        .map(module -> root.resolve(module).resolve(file))
        .filter(Files::exists)
        .toList();
  }

  /** All files below a folder whose names end so, without what builds leave behind; sorted. */
  static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(p -> p.toString().endsWith(suffix))
          .filter(p -> Stream.of(p.toString().split("/")).noneMatch(BUILT::contains))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
