package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.node.json.RecordJson;
import dev.fairlead.simulator.world.WorldReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code lab run} prints. */
record RunReport(Path scenario, WorldReport report) {
  ObjectNode json() {
    ObjectNode answer = Json.object();
    answer.put("scenario", name());
    answer.put("seed", report.seed());
    answer.put("traceHash", report.traceHash().toString());
    answer.put("steps", report.steps());
    answer.set("metrics", RecordJson.of(report.metrics()));
    ArrayNode invariants = answer.putArray("invariants");
    for (WorldReport.Verdict one : report.invariants()) {
      ObjectNode verdict = invariants.addObject();
      verdict.put("name", one.name());
      verdict.put("ok", one.violation().isEmpty());
      verdict.put("checks", one.checks());
      one.violation()
          .ifPresent(wrong -> {
            verdict.put("step", wrong.step());
            verdict.put("violation", wrong.text());
          });
    }
    return answer;
  }

  /** Lines for people. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("scenario " + name() + ", seed " + report.seed());
    lines.add("trace    " + report.traceHash() + ", " + report.steps() + " steps");
    addMetrics(lines, "", RecordJson.of(report.metrics()));
    for (WorldReport.Verdict one : report.invariants()) {
      String verdict = one.violation().isEmpty() ? "ok" : "BROKEN";
      lines.add("  %-20s %-8s %d checks".formatted(one.name(), verdict, one.checks()));
      one.violation()
          .ifPresent(wrong -> lines.add("    step " + wrong.step() + ": " + wrong.text()));
    }
    if (!report.isGood()) {
      lines.add("again: fairlead lab run " + scenario + " --seed " + report.seed());
    }
    return lines;
  }

  private String name() {
    return scenario.getFileName().toString().replaceFirst("\\.toml$", "");
  }

  private static void addMetrics(List<String> lines, String group, ObjectNode metrics) {
    for (Map.Entry<String, JsonNode> one : metrics.properties()) {
      String name = group + one.getKey();
      if (one.getValue() instanceof ObjectNode inner) {
        addMetrics(lines, name + ".", inner);
      } else {
        lines.add("  %-30s %14s".formatted(name, one.getValue()));
      }
    }
  }
}
