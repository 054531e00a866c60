package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The form of sources in every module, and R8. */
class TidyTest {
  private static final SourceTree TREE = SourceTree.here();

  @Test
  void everySourceIsTidy() {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : TREE.javaSources()) {
      sources.put(TREE.root().relativize(file).toString(), SourceTree.text(file));
    }

    assertThat(Tidy.complaints(sources)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    List<Path> bare =
        TREE.javaSources().stream()
            .filter(file -> file.toString().contains("/src/main/java/"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
            .toList();

    assertThat(bare).as("R8: packages without a @NullMarked package-info").isEmpty();
  }

  @Test
  void architecturePageNamesEveryModule() {
    String page = SourceTree.text(TREE.root().resolve("docs/architecture.md"));

    assertThat(TREE.modules())
        .hasSizeGreaterThan(4)
        .allSatisfy(m -> assertThat(page).contains("`" + m + "`"));
  }

  @Test
  void complainsAboutEachKindOfDisorder() {
    String longMethod = "  void m() {\n" + "    x();\n".repeat(59) + "  }\n";
    String debt = "// TO" + "DO";
    String disorder =
        "class X {\n\tint tab;\n"
            + (debt + " later\n")
            + (debt + "(#12) allowed\n// ")
            + "wide ".repeat(20)
            + "\n"
            + longMethod
            + "}\n";

    assertThat(complaints(disorder))
        .containsExactly(
            "X.java:2: tab",
            "X.java:3: debt without an issue number",
            "X.java:5: 103 columns",
            "X.java:6: method m has 61 lines");
    assertThat(complaints("// x\n".repeat(501))).containsExactly("X.java: 501 lines");
  }

  @Test
  void acceptsWhatIsJustWithinTheLimits() {
    String method = "  void m() {\n" + "    x();\n".repeat(58) + "  }\n";
    String constant = "      " + "0".repeat(200) + "\n";

    assertThat(complaints("class X {\n" + method + "}\n")).isEmpty();
    assertThat(complaints("// x\n".repeat(500))).isEmpty();
    assertThat(complaints("class X {\n/*\n" + constant + "*/}\n")).isEmpty();
  }

  private static List<String> complaints(String text) {
    return Tidy.complaints(Map.of("X.java", text));
  }

  private static boolean isNullMarked(Path packageInfo) {
    return Files.exists(packageInfo)
        && SourceTree.text(packageInfo).lines().collect(Collectors.toSet()).contains("@NullMarked");
  }
}
