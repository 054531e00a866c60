package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.http.JwtGuard;
import dev.fairlead.jsonrpc.http.ListenFailure;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.cli.ConfiguredCommand;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.runtime.Shutdown;
import dev.fairlead.node.supernode.config.ExampleConfig;
import dev.fairlead.node.supernode.config.RpcListeners;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeConfigReader;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.source.ChainIdCheck;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.storage.StorageException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/** {@code fairlead supernode}: follows the configured chains until it is stopped. */
@Command(
    name = "supernode",
    description = "Follows the chains of a dependency set, verifies their messages, serves RPC.")
public final class SupernodeCommand extends ConfiguredCommand {
  private static final System.Logger LOG = System.getLogger(SupernodeCommand.class.getName());

  /** Made by the command line, which fills the options. */
  public SupernodeCommand() {}

  @Override
  protected String example() {
    return ExampleConfig.text();
  }

  @Override
  protected ExitCode run(Path file) throws ConfigException, CommandException, InterruptedException {
    return run(SupernodeConfigReader.read(file, System.getenv()));
  }

  private static ExitCode run(SupernodeConfig config)
      throws ConfigException, CommandException, InterruptedException {
    Shutdown shutdown = Shutdown.onSignals();
    Metrics metrics = new Metrics(SupernodeMetricNames.all()).withProcess();
    SupernodeCounters counters =
        new SupernodeCounters(metrics, config.chains().keySet(), RpcChainFeed.FAILURE_KINDS);
    DiskStores stores = DiskStores.open(config);
    shutdown.register("stores", stores);
    ChainIdCheck.demand(config, stores);
    Consumer<Throwable> onFailure = error -> failed(error, shutdown);
    Supernode supernode =
        new Supernode(
            config,
            stores,
            new SupernodePorts(
                chain -> new RpcChainFeed(chain, config.limits(), stores, counters, onFailure),
                ReportingAuthority::new,
                onFailure),
            counters);
    shutdown.register("supernode", supernode);
    supernode.showIn(metrics);
    Health health = new Health();
    supernode.reportTo(health);
    try {
      SupernodeServer server = SupernodeServer.start(supernode, health);
      shutdown.register("listeners", server);
      server.withMetrics(supernode, metrics);
      if (config.rpc().admin().isPresent()) {
        RpcListeners.Admin admin = config.rpc().admin().get();
        server.withAdmin(supernode, admin.listener(), guard(admin));
      }
    } catch (ListenFailure e) {
      shutdown.request(ExitCode.RETRY, "no listener");
      shutdown.await();
      throw new CommandException(ExitCode.RETRY, String.valueOf(e.getMessage()), e);
    }
    supernode.start();
    return shutdown.await();
  }

  /** A full disk is no bug of ours: one line instead of a stack trace. */
  private static void failed(Throwable error, Shutdown shutdown) {
    if (error instanceof UncheckedIOException && error.getCause() instanceof StorageException e) {
      LOG.log(Level.ERROR, "storage_failed kind=" + e.kind() + " " + e.getMessage());
      shutdown.request(
          e.kind().restartMayHelp() ? ExitCode.RETRY : ExitCode.FATAL, "storage failed");
    } else {
      shutdown.fail(error);
    }
  }

  private static JwtGuard guard(RpcListeners.Admin admin) throws ConfigException {
    try {
      return JwtGuard.ofHexSecret(admin.secret().reveal(), InstantSource.system());
    } catch (DecodingException e) {
      throw new ConfigException(
          admin.secretFile() + ": " + e.getMessage() + "; write 64 hex digits into it", e);
    }
  }
}
