package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.jsonrpc.http.ListenFailure;
import dev.fairlead.jsonrpc.http.TextPage;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.cli.ConfiguredCommand;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.health.HealthPages;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.relayer.config.ExampleConfig;
import dev.fairlead.node.relayer.config.RelayerConfig;
import dev.fairlead.node.relayer.config.RelayerConfigReader;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.runtime.Shutdown;
import dev.fairlead.storage.ConfigurationFingerprint;
import dev.fairlead.storage.DataDirectory;
import dev.fairlead.storage.FileDisk;
import dev.fairlead.storage.StorageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code fairlead relayer}: delivers messages until it is stopped. */
@Command(
    name = "relayer",
    description = "Delivers L2-to-L2 messages: finds, waits, simulates, sends, retries.")
public final class RelayerCommand extends ConfiguredCommand {
  /** Made by the command line, which fills the options. */
  public RelayerCommand() {}

  @Override
  protected String example() {
    return ExampleConfig.text();
  }

  @Override
  protected ExitCode run(Path file) throws ConfigException, CommandException, InterruptedException {
    return run(RelayerConfigReader.read(file, System.getenv()));
  }

  private static ExitCode run(RelayerConfig config) throws CommandException, InterruptedException {
    Shutdown shutdown = Shutdown.onSignals();
    Metrics metrics = new Metrics(RelayerMetrics.all()).withProcess();
    Health health = new Health();
    try {
      DataDirectory directory =
          DataDirectory.open(
              FileDisk.at(config.dataDirectory()),
              ConfigurationFingerprint.NONE.with("account", config.key().address().toString()));
      shutdown.register("data directory", directory);
      Relayer relayer = Relayer.open(config, directory.state("relayer"), metrics, shutdown::fail);
      shutdown.register("relayer", relayer);
      relayer.reportTo(health);
      if (config.metrics().isPresent()) {
        shutdown.register("listener", listen(config.metrics().get(), health, metrics));
      }
      relayer.start();
      return shutdown.await();
    } catch (StorageException e) {
      ExitCode code = e.kind().restartMayHelp() ? ExitCode.RETRY : ExitCode.FATAL;
      throw ended(shutdown, code, e);
    } catch (ListenFailure e) {
      throw ended(shutdown, ExitCode.RETRY, e);
    }
  }

  private static CommandException ended(Shutdown shutdown, ExitCode code, Exception cause)
      throws InterruptedException {
    shutdown.request(code, "failed start");
    shutdown.await();
    return new CommandException(code, String.valueOf(cause.getMessage()), cause);
  }

  private static HttpRpcServer listen(
      RelayerConfig.Listener listener, Health health, Metrics metrics) throws ListenFailure {
    List<TextPage> pages = new ArrayList<>(HealthPages.of(health));
    pages.add(HealthPages.metrics(metrics));
    HttpRpcOptions options =
        HttpRpcOptions.loopback(listener.port()).withBindAddress(listener.host()).withPages(pages);
    return HttpRpcServer.start(options, new RpcMethods(List.of()));
  }
}
