package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.Main;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.opstack.follow.Halt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What operators are given fits the program: metrics, dashboard, alert rules and run-book. */
class OperatorsTest {
  private static final SourceTree TREE = SourceTree.here();
  private static final Pattern NAME =
      Pattern.compile("\\b(?:supernode|op_interop_filter|fairlead|jvm|process|system)_[a-z0-9_]+");
  private static final Pattern ISSUE =
      Pattern.compile("HealthIssue\\(\\s*(?:HealthIssue\\.)?Severity\\.\\w+,\\s*\"(\\w+)\"");

  @Test
  void metricsPageIsWhatTheCodeDeclares() {
    StringBuilder page =
        new StringBuilder("# Metrics\n\nMade from the code; do not edit by hand.\n\n");
    page.append("| Name | Kind | Labels | Meaning |\n|---|---|---|---|\n");
    for (Metric metric : Main.metrics()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(metric.name(), kind(metric), labels(metric), metric.help()));
    }
    page.append(
        "\nBeside these: memory, threads, processor time, open files and age of the process");
    page.append(" (`jvm_…`, `process_…`, `system_…`).\n");

    GeneratedPage.demand("docs/reference/metrics.md", page.toString());
  }

  @Test
  void alertRulesUseDeclaredMetricsOnly() {
    String rules = SourceTree.text(TREE.root().resolve("ops/alerts.yml"));
    String expressions =
        Pattern.compile("expr:(.*?)\\n\\s+for:", Pattern.DOTALL)
            .matcher(rules)
            .results()
            .map(expression -> expression.group(1))
            .collect(Collectors.joining("\n"));

    assertThat(unknown(expressions)).isEmpty();
    assertThat(names(expressions)).hasSizeGreaterThan(5);
  }

  @Test
  void dashboardUsesDeclaredMetricsOnly() {
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(SourceTree.text(TREE.root().resolve("ops/grafana-dashboard.json")));
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.get("expr").asString()));
    }

    assertThat(unknown(String.join("\n", expressions))).isEmpty();
    assertThat(expressions).hasSizeGreaterThan(10);
  }

  @Test
  void everyAlertHasItsSectionInTheRunBook() {
    String rules = SourceTree.text(TREE.root().resolve("ops/alerts.yml"));

    assertThat(all(Pattern.compile("run_book: (\\w+)"), rules)).isNotEmpty().isSubsetOf(sections());
  }

  @Test
  void everyHealthCodeAndHaltHasItsSectionInTheRunBook() {
    Set<String> codes = new TreeSet<>();
    for (Halt.Code code : Halt.Code.values()) {
      codes.add(code.text());
    }
    TREE.javaSources().stream()
        .filter(file -> file.toString().contains("/src/main/java/"))
        .forEach(file -> codes.addAll(all(ISSUE, SourceTree.text(file))));

    assertThat(codes).contains("loop_stuck", "back_filling").isSubsetOf(sections());
  }

  private static Set<String> sections() {
    String book = SourceTree.text(TREE.root().resolve("docs/run-book.md"));
    return all(Pattern.compile("^### `(\\w+)`$", Pattern.MULTILINE), book);
  }

  private static Set<String> unknown(String expressions) {
    String scraped = new Metrics(List.of()).withProcess().scrape();
    Set<String> known = names(scraped);
    for (Metric metric : Main.metrics()) {
      known.add(metric.name());
      if (metric.kind() == Metric.Kind.TIMER || metric.kind() == Metric.Kind.SUMMARY) {
        Stream.of("_bucket", "_count", "_sum", "_max")
            .forEach(end -> known.add(metric.name() + end));
      }
    }
    Set<String> used = names(expressions);
    used.removeAll(known);
    return used;
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String kind(Metric metric) {
    return switch (metric.kind()) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case TIMER -> "histogram, seconds";
      case SUMMARY -> "histogram";
    };
  }

  private static String labels(Metric metric) {
    return metric.labels().stream()
        .map(label -> "`" + label + "`")
        .collect(Collectors.joining(", "));
  }
}
