package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.simulator.world.Metrics;
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
    metrics().forEach((name, value) -> put(metrics, name, value));
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

  private static void put(ObjectNode metrics, String name, Number value) {
    if (value instanceof Double share) {
      metrics.put(name, share);
    } else {
      metrics.put(name, value.longValue());
    }
  }

  /** Lines for people. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("scenario " + name() + ", seed " + report.seed());
    lines.add("trace    " + report.traceHash() + ", " + report.steps() + " steps");
    for (Map.Entry<String, Number> one : metrics().entrySet()) {
      String form = one.getValue() instanceof Double ? "  %-18s %12.3f" : "  %-18s %12d";
      lines.add(form.formatted(one.getKey(), one.getValue()));
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

  private SequencedMap<String, Number> metrics() {
    Metrics all = report.metrics();
    SequencedMap<String, Number> shown = new LinkedHashMap<>();
    shown.put("relayBlocks", all.chain().relayBlocks());
    shown.put("paraBlocks", all.chain().paraBlocks());
    shown.put("reorgs", all.chain().reorgs());
    shown.put("posts", all.chain().posts());
    addDelivery(shown, all.delivery());
    addNetwork(shown, all.network());
    addBodies(shown, all.bodies());
    shown.put("honestBlamed", all.blame().honestBlamed());
    shown.put("honestBlacklisted", all.blame().honestBlacklisted());
    shown.put("badNodes", all.blame().badNodes());
    shown.put("badBlamed", all.blame().badBlamed());
    shown.put("badBlacklisted", all.blame().badBlacklisted());
    return shown;
  }

  private static void addDelivery(Map<String, Number> shown, Metrics.Delivery all) {
    shown.put("queued", all.queued());
    shown.put("acked", all.acked());
    shown.put("ackedIn5Blocks", all.ackedIn5());
    shown.put("ackedIn10Blocks", all.ackedIn10());
    shown.put("waiting", all.waiting());
    shown.put("delayP50Blocks", all.delay().p50());
    shown.put("delayP95Blocks", all.delay().p95());
    shown.put("delayP99Blocks", all.delay().p99());
    shown.put("delayMaxBlocks", all.delay().max());
    shown.put("worstSenderToMean", all.fairness().worstToMean());
    shown.put("jainIndex", all.fairness().jain());
  }

  private static void addNetwork(Map<String, Number> shown, Metrics.Network all) {
    shown.put("messages", all.messages());
    shown.put("lost", all.lost());
    shown.put("bytes", all.bytes());
    shown.put("validatorBytes", all.validatorBytes());
    shown.put("collatorBytes", all.collatorBytes());
    shown.put("connections", all.connections().opened());
    shown.put("connectionsMean", all.connections().meanPerNode());
    shown.put("connectionsMax", all.connections().maxPerNode());
  }

  private static void addBodies(Map<String, Number> shown, Metrics.Bodies all) {
    shown.put("usefulBodyBytes", all.usefulBytes());
    shown.put("surplusBodyBytes", all.surplusBytes());
    shown.put("unverifiedBytesMax", all.unverifiedBytesMax());
    shown.put("fromReceivers", all.sources().receivers());
    shown.put("fromSenders", all.sources().senders());
    shown.put("fromPara", all.sources().para());
    shown.put("fromOtherParas", all.sources().otherParas());
  }
}
