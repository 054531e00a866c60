package dev.fairlead.node.devnet;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.anvil.AnvilBinary;
import dev.fairlead.node.devnet.anvil.ScratchFolder;
import dev.fairlead.node.devnet.screen.EventLines;
import dev.fairlead.node.devnet.screen.LiveTable;
import dev.fairlead.node.devnet.screen.Silence;
import dev.fairlead.node.devnet.traffic.Demonstration;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import dev.fairlead.node.devnet.traffic.TrafficPlan;
import dev.fairlead.node.devnet.traffic.TrafficScreen;
import dev.fairlead.node.devnet.traffic.TrafficWorld;
import dev.fairlead.node.devnet.world.PortPlan;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.logging.LogLevel;
import dev.fairlead.node.logging.LogSettings;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.runtime.Shutdown;
import dev.fairlead.node.runtime.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead devnet}: real chains on this machine, with messages crossing between them. */
@Command(
    name = "devnet",
    sortOptions = false,
    description = {
      "Starts real EVM chains on this machine, with a supernode, a relayer and traffic between",
      "them. Ctrl-C ends everything that was started."
    })
public final class DevnetCommand implements Callable<ExitCode> {
  private static final int MESSAGES_MAX = 1_000_000;
  private static final int PER_SLOT = 4;
  private static final Duration PATIENCE_MIN = Duration.ofMinutes(2);
  private static final int PATIENCE_SLOTS = 40;

  @Option(
      names = "--chains",
      paramLabel = "N",
      description = "Number of L2 chains, 2 to 5 (default: 2; 3 in a line).")
  private @Nullable Integer chains;

  @Option(
      names = "--block-time",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Distance of L2 blocks, 1 to 60 (default: 2).")
  private int blockTime;

  @Option(
      names = "--topology",
      paramLabel = "mesh|line",
      defaultValue = "mesh",
      description = "Who accepts whose messages: all, or neighbours only (default: mesh).")
  private Topology topology = Topology.MESH;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Added to every port: L1 8545, L2s from 9545, supernode 8560, metrics 7300.")
  private int portOffset;

  @Option(
      names = "--exit-after",
      paramLabel = "N",
      description = "End after N messages, valid and invalid, with a summary and exit code 0 or 1.")
  private @Nullable Integer exitAfter;

  @Option(names = "--quiet", description = "Print the summary and errors only.")
  private boolean isQuiet;

  @Option(
      names = "--only",
      paramLabel = "opstack|xcmp",
      defaultValue = "opstack",
      description = "The family of chains (default: opstack, the only one in this version).")
  private Family only = Family.OPSTACK;

  @Spec private @Nullable CommandSpec spec;

  /** Made by the command line, which fills the options. */
  public DevnetCommand() {}

  @Override
  public ExitCode call() throws CommandException, InterruptedException {
    long started = System.nanoTime();
    if (only == Family.XCMP) {
      throw new CommandException(ExitCode.FATAL, "xcmp is not part of this version");
    }
    WorldPlan plan = plan();
    PortPlan ports = ports();
    if (exitAfter != null && (exitAfter < 1 || exitAfter > MESSAGES_MAX)) {
      throw wrong("--exit-after", "1 to " + MESSAGES_MAX, exitAfter);
    }
    calmLogs();
    ports.demandFree(plan.chainCount());
    Shutdown shutdown = Shutdown.onSignals();
    try {
      Demonstration demonstration = start(plan, ports, shutdown);
      ExitCode code = shutdown.await();
      return finish(demonstration, code, Duration.ofNanos(System.nanoTime() - started));
    } catch (CommandException e) {
      shutdown.request(e.code(), "failed start");
      shutdown.await();
      throw e;
    }
  }

  private Demonstration start(WorldPlan plan, PortPlan ports, Shutdown shutdown)
      throws CommandException, InterruptedException {
    say("starting L1 900 and " + plan.chainCount() + " L2 chains");
    Path anvil = AnvilBinary.install(this::say);
    ScratchFolder scratch = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
    shutdown.register("temporary files", scratch);
    Devnet devnet = Devnet.start(anvil, plan, ports, scratch.path(), shutdown);
    addresses(plan, ports);
    OptionalInt limit = exitAfter == null ? OptionalInt.empty() : OptionalInt.of(exitAfter);
    Duration slot = Duration.ofSeconds(blockTime);
    Duration patience = slot.multipliedBy(PATIENCE_SLOTS);
    try {
      Demonstration demonstration =
          new Demonstration(
              new TrafficWorld(devnet.chains(), devnet.ports(), devnet::heads),
              new TrafficPlan(plan.dependencySet(), limit),
              new Demonstration.Pace(
                  limit.isPresent() ? slot.dividedBy(PER_SLOT) : slot,
                  patience.compareTo(PATIENCE_MIN) > 0 ? patience : PATIENCE_MIN),
              screen(),
              new Ending(shutdown));
      shutdown.register("traffic", demonstration);
      demonstration.start();
      return demonstration;
    } catch (SourceFailure e) {
      throw new CommandException(ExitCode.RETRY, "a chain does not answer: " + e.getMessage(), e);
    }
  }

  private record Ending(Shutdown shutdown) implements Demonstration.Ending {
    @Override
    public void done() {
      shutdown.request(ExitCode.DONE, "all messages have ended");
    }

    @Override
    public void failed(Throwable error) {
      shutdown.fail(error);
    }
  }

  private ExitCode finish(Demonstration demonstration, ExitCode code, Duration time) {
    Tally tally = demonstration.tally();
    Supply supply = demonstration.supply();
    out()
        .println(
            "summary messages=%d delivered=%d refused=%d failed=%d supply=%s seconds=%d"
                .formatted(
                    tally.messages(),
                    tally.delivered(),
                    tally.refused(),
                    tally.failed(),
                    supply.text(),
                    time.toSeconds()));
    out().flush();
    boolean isGood = tally.failed() == 0 && supply instanceof Supply.Whole;
    return code == ExitCode.DONE && !isGood ? ExitCode.RETRY : code;
  }

  private WorldPlan plan() throws CommandException {
    int count = chains != null ? chains : topology == Topology.LINE ? 3 : 2;
    if (count < 2 || count > 5) {
      throw wrong("--chains", "2 to 5", count);
    }
    if (blockTime < 1 || blockTime > 60) {
      throw wrong("--block-time", "1 to 60", blockTime);
    }
    return DevnetTimes.plan(count, topology, blockTime, Instant.now().getEpochSecond());
  }

  private PortPlan ports() throws CommandException {
    try {
      return new PortPlan(portOffset);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.FATAL, String.valueOf(e.getMessage()), e);
    }
  }

  private static CommandException wrong(String flag, String range, int value) {
    return new CommandException(ExitCode.FATAL, flag + " must be " + range + ", got " + value);
  }

  private void addresses(WorldPlan plan, PortPlan ports) {
    String local = "http://127.0.0.1:";
    say("");
    say("  L1 900      " + local + ports.base());
    for (int i = 0; i < plan.chainCount(); i++) {
      say("  L2 " + plan.chains().get(i) + "      " + local + ports.chain(i));
    }
    say("  supernode   " + local + ports.supernode());
    say("  metrics     " + local + ports.metrics() + "/metrics");
    say("  Point a wallet at the port of an L2 (HTTP or WebSocket); its chain id is its name.");
    say("");
  }

  private TrafficScreen screen() {
    if (isQuiet) {
      return new Silence();
    }
    return Terminal.isPresent()
        ? new LiveTable(out(), System.getenv("NO_COLOR") == null)
        : new EventLines(out());
  }

  /** A devnet is looked at, not operated: only what is wrong is logged unless more is asked for. */
  private void calmLogs() {
    boolean isChosen =
        spec().commandLine().getParseResult().hasMatchedOption("--log-level")
            || spec().root().commandLine().getParseResult().hasMatchedOption("--log-level")
            || System.getenv("FAIRLEAD_LOG_LEVEL") != null;
    if (!isChosen) {
      LogSettings.level(LogLevel.WARN);
    }
  }

  private void say(String line) {
    if (!isQuiet) {
      out().println(line);
      out().flush();
    }
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec;
  }
}
