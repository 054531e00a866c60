package dev.fairlead.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.world.WorldReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed when an invariant is broken. */
final class RunReportTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void brokenInvariant_namesSeedStepAndTheCommandThatShowsItAgain() throws Exception {
    ExitCode code = print(broken(), Path.of("lab/quiet.toml"), false);

    assertThat(code).isEqualTo(ExitCode.FATAL);
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("  progress +BROKEN +7 checks"))
        .anyMatch(line -> line.matches("  constant-supply +ok +9 checks"));
    assertThat(err.toString().lines())
        .containsExactly(
            "progress is broken, seed 3, step 90: (14, 1001) waits for 1000",
            "again: ./fairlead lab replay lab/quiet.toml --seed 3 --until 90");
  }

  @Test
  void json_saysTheSame() throws Exception {
    assertThat(print(broken(), Path.of("quiet.toml"), true)).isEqualTo(ExitCode.FATAL);

    assertThat(new LabRun(2, out.toString(), "").json().path("invariants").toString())
        .isEqualTo(
            "[{\"name\":\"constant-supply\",\"ok\":true,\"checks\":9},"
                + "{\"name\":\"progress\",\"ok\":false,\"checks\":7,\"step\":90,"
                + "\"violation\":\"(14, 1001) waits for 1000\"}]");
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void pathThatAShellWouldSplit_isQuoted() throws Exception {
    print(broken(), Path.of("my lab/it's.toml"), false);

    assertThat(err.toString()).contains("replay 'my lab/it'\\''s.toml' --seed 3");
  }

  private ExitCode print(WorldReport report, Path scenario, boolean isJson) {
    return new RunReport(scenario, report)
        .print(isJson, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** A real world's report with verdicts of another. */
  private static WorldReport broken() throws Exception {
    Path quiet = RunCommandTest.scenarios().resolve("quiet.toml");
    WorldReport real = ScenarioFile.read(quiet).world(3).runUntil(100);
    return new WorldReport(
        real.seed(),
        real.traceHash(),
        real.steps(),
        real.metrics(),
        List.of(
            new WorldReport.Verdict("constant-supply", 9, Optional.empty()),
            new WorldReport.Verdict(
                "progress",
                7,
                Optional.of(new WorldReport.Violation(90, "(14, 1001) waits for 1000")))));
  }
}
