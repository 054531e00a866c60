package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.machine.InvariantViolation;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "probe")
  private static final class Probe implements Callable<ExitCode> {
    @Option(names = "--rpc-port")
    int port = 8560;

    private final Callable<ExitCode> body;
    private int seen;

    Probe(Callable<ExitCode> body) {
      this.body = body;
    }

    @Override
    public ExitCode call() throws Exception {
      seen = port;
      return body.call();
    }
  }

  @Command(name = "group")
  private static final class Group {}

  @Test
  void givesTheExitCodeOfTheCommand() {
    assertThat(run(new Probe(() -> ExitCode.DONE), "probe")).isEqualTo(0);
    assertThat(run(new Probe(() -> ExitCode.RETRY), "probe")).isEqualTo(1);
  }

  @Test
  void refusesUnknownFlag_inOneLine_withCode2() {
    int code = run(new Probe(() -> ExitCode.DONE), "probe", "--nonsense");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("fairlead probe: Unknown option: '--nonsense'; see fairlead probe --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesUnknownCommandAndWrongValue_inOneLine() {
    assertThat(run(new Probe(() -> ExitCode.DONE), "prob")).isEqualTo(2);
    assertThat(run(new Probe(() -> ExitCode.DONE), "probe", "--rpc-port=x")).isEqualTo(2);
    assertThat(run(new Probe(() -> ExitCode.DONE), "probe", "--log-level=loud")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(3);
  }

  @Test
  void takesFlagFromEnvironment_butFlagBeatsIt() {
    Probe probe = new Probe(() -> ExitCode.DONE);

    run(probe, Map.of("FAIRLEAD_RPC_PORT", "7"), "probe");
    assertThat(probe.seen).isEqualTo(7);
    run(probe, Map.of("FAIRLEAD_RPC_PORT", "7"), "probe", "--rpc-port", "9");
    assertThat(probe.seen).isEqualTo(9);
  }

  @Test
  void turnsExceptionsIntoOneLineAndExitCode() {
    assertThat(fail(new CommandException(ExitCode.RETRY, "port 8545 is taken"))).isEqualTo(1);
    assertThat(fail(new ConfigException("a.toml:1:2: rpc.port: expected x"))).isEqualTo(2);
    assertThat(fail(new IOException("no space left"))).isEqualTo(1);
    assertThat(fail(new InvariantViolation("head moved backwards"))).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "fairlead probe: port 8545 is taken",
            "fairlead probe: a.toml:1:2: rpc.port: expected x",
            "fairlead probe: unexpected IOException: no space left (more: --log-level debug)",
            "fairlead probe: unexpected InvariantViolation: head moved backwards"
                + " (more: --log-level debug)");
  }

  @Test
  void printsVersionWithCommit() {
    assertThat(run(new Probe(() -> ExitCode.DONE), "--version")).isEqualTo(0);
    assertThat(out.toString()).matches("fairlead \\d+\\.\\d+.* \\(commit \\w+, JDK 25.*\\)\\s*");
  }

  @Test
  void printsHelpOnRequest_andUsageWithoutCommand() {
    assertThat(run(new Probe(() -> ExitCode.DONE), "probe", "--help")).isEqualTo(0);
    assertThat(out.toString()).contains("Usage: fairlead probe", "--rpc-port");
    assertThat(run(new Group(), "group")).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: fairlead group");
  }

  private int fail(Exception error) {
    return run(
        new Probe(() -> {
          throw error;
        }),
        "probe");
  }

  private int run(Object command, String... arguments) {
    return run(command, Map.of(), arguments);
  }

  private int run(Object command, Map<String, String> environment, String... arguments) {
    return new CommandRunner(
            List.of(command), environment, new PrintWriter(out), new PrintWriter(err))
        .run(arguments);
  }
}
