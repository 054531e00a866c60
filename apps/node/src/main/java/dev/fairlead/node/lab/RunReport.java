package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.node.json.RecordJson;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.world.WorldReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code lab run} prints. */
record RunReport(Path scenario, WorldReport report) {
  private static final Pattern PLAIN = Pattern.compile("[\\w./+-]+");

  /** Prints it; what is broken goes to the second writer, with the command that shows it again. */
  ExitCode print(boolean isJson, PrintWriter out, PrintWriter err) {
    if (isJson) {
      out.println(Json.write(json()));
    } else {
      table().forEach(out::println);
    }
    out.flush();
    failures().forEach(err::println);
    return report.isGood() ? ExitCode.DONE : ExitCode.FATAL;
  }

  private ObjectNode json() {
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

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("scenario " + name() + ", seed " + report.seed());
    lines.add("trace    " + report.traceHash() + ", " + report.steps() + " steps");
    addMetrics(lines, "", RecordJson.of(report.metrics()));
    for (WorldReport.Verdict one : report.invariants()) {
      String verdict = one.violation().isEmpty() ? "ok" : "BROKEN";
      lines.add("  %-26s %-8s %d checks".formatted(one.name(), verdict, one.checks()));
    }
    return lines;
  }

  private List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (WorldReport.Verdict one : report.invariants()) {
      one.violation()
          .ifPresent(wrong -> {
            lines.add(
                "%s is broken, seed %d, step %d: %s"
                    .formatted(one.name(), report.seed(), wrong.step(), wrong.text()));
            lines.add(
                "again: ./fairlead lab replay %s --seed %d --until %d"
                    .formatted(quoted(scenario), report.seed(), wrong.step()));
          });
    }
    return lines;
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private String name() {
    return scenario.getFileName().toString().replaceFirst("\\.toml$", "");
  }

  private static String shown(JsonNode number) {
    return number.isDouble()
        ? String.format(Locale.ROOT, "%.3f", number.doubleValue())
        : number.toString();
  }

  private static void addMetrics(List<String> lines, String group, ObjectNode metrics) {
    for (Map.Entry<String, JsonNode> one : metrics.properties()) {
      String name = group + one.getKey();
      if (one.getValue() instanceof ObjectNode inner) {
        addMetrics(lines, name + ".", inner);
      } else {
        lines.add("  %-30s %14s".formatted(name, shown(one.getValue())));
      }
    }
  }
}
