package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.simulator.world.WorldReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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
    ObjectNode metrics = answer.putObject("metrics");
    metrics().forEach(metrics::put);
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
    for (Map.Entry<String, Long> one : metrics().entrySet()) {
      lines.add("  %-16s %12d".formatted(one.getKey(), one.getValue()));
    }
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

  private SequencedMap<String, Long> metrics() {
    WorldReport.Metrics all = report.metrics();
    SequencedMap<String, Long> metrics = new LinkedHashMap<>();
    metrics.put("relayBlocks", all.relayBlocks());
    metrics.put("paraBlocks", all.paraBlocks());
    metrics.put("queued", all.queued());
    metrics.put("acked", all.acked());
    metrics.put("waiting", all.waiting());
    metrics.put("delayP50Blocks", all.delayMedian());
    metrics.put("delayMaxBlocks", all.delayMax());
    metrics.put("reorgs", all.reorgs());
    metrics.put("messages", all.messages());
    metrics.put("bytes", all.bytes());
    metrics.put("lost", all.lost());
    metrics.put("connections", all.connections());
    return metrics;
  }
}
