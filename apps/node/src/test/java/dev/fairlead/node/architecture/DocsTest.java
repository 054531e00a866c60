package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents say what is there. */
class DocsTest {
  private static final SourceTree TREE = SourceTree.here();
  private static final Pattern CLASS =
      Pattern.compile(
          "`((?:kernel|opstack|xcmp|storage|network|jsonrpc|simulator|node)"
              + "(?:\\.[a-z]+)*\\.[A-Z]\\w*)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern SENTENCE =
      Pattern.compile("/\\*\\*[\\s*]*(.*?\\.)(?:\\s|\\*/)", Pattern.DOTALL);

  @Test
  void everyClassNamedInAPageExists() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      Matcher named = CLASS.matcher(SourceTree.text(page));
      while (named.find()) {
        if (TREE.sourceOf("main", named.group(1)).isEmpty()) {
          missing.add(name(page) + ": " + named.group(1));
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(SourceTree.text(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          dead.add(name(page) + ": " + link.group(1));
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void everyDecisionIsInTheIndex() {
    String index = SourceTree.text(TREE.root().resolve("docs/adr/README.md"));

    assertThat(SourceTree.files(TREE.root().resolve("docs/adr"), ".md"))
        .filteredOn(page -> !page.endsWith("README.md"))
        .allSatisfy(page -> assertThat(index).contains("](" + page.getFileName() + ")"));
  }

  @Test
  void architecturePageListsEveryPackageAndItsClasses() {
    for (String module : TREE.modules()) {
      GeneratedPage.demandPart("docs/architecture.md", "classes of " + module, packages(module));
    }
  }

  private static String packages(String module) {
    Map<Path, TreeSet<String>> classes = new TreeMap<>();
    Path sources = TREE.root().resolve(module).resolve("src/main/java");
    if (!Files.exists(sources)) {
      return "";
    }
    for (Path file : SourceTree.files(sources, ".java")) {
      String type = file.getFileName().toString().replace(".java", "");
      TreeSet<String> types = classes.computeIfAbsent(file.getParent(), p -> new TreeSet<>());
      if (!type.equals("package-info")) {
        types.add("`" + type + "`");
      }
    }
    StringBuilder list = new StringBuilder();
    classes.forEach((folder, types) -> {
      String path = sources.resolve("dev/fairlead").relativize(folder).toString();
      list.append("- **`").append(path.replace('/', '.')).append("`**: ");
      list.append(sentence(folder.resolve("package-info.java")));
      list.append(types.isEmpty() ? "\n" : " " + String.join(", ", types) + "\n");
    });
    return list.toString();
  }

  private static String sentence(Path packageInfo) {
    Matcher matcher = SENTENCE.matcher(SourceTree.text(packageInfo));
    assertThat(matcher.find()).as("%s begins with a sentence", packageInfo).isTrue();
    return matcher
        .group(1)
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
        .replaceAll("</?(p|b|i|em)>", "");
  }

  private static List<Path> pages() {
    List<Path> pages = new ArrayList<>(SourceTree.files(TREE.root().resolve("docs"), ".md"));
    pages.addAll(List.of(TREE.root().resolve("README.md"), TREE.root().resolve("CONTRIBUTING.md")));
    return pages;
  }

  private static String name(Path page) {
    return TREE.root().relativize(page).toString();
  }
}
