package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.relayer.config.RelayerConfig;
import dev.fairlead.node.relayer.node.ChainReader;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.node.relayer.node.NodeClient;
import dev.fairlead.node.relayer.node.Verifier;
import dev.fairlead.node.runtime.EventLoop;
import dev.fairlead.node.runtime.MachineRunner;
import dev.fairlead.node.runtime.SystemClock;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.relay.RelayEffect;
import dev.fairlead.opstack.relay.RelayEvent;
import dev.fairlead.opstack.relay.RelayInput;
import dev.fairlead.opstack.relay.RelayMachine;
import dev.fairlead.opstack.relay.RelaySigner;
import dev.fairlead.opstack.relay.RelaySnapshot;
import dev.fairlead.opstack.relay.ScanCursor;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.storage.Disk;
import dev.fairlead.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A relayer in this process: reads its chains, delivers their messages, and keeps its queue on a
 * disk. The machine has one owner, the event loop; every public method may be called from any
 * thread. Open it, {@link #start} it once, close it: what was under way is taken up again by the
 * next one on the same disk.
 */
public final class Relayer implements AutoCloseable {
  private static final int INPUTS_MAX = 4_096;
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final RelayerConfig config;
  private final RelayJournal journal;
  private final RelayMachine machine;
  private final EventLoop loop;
  private final MachineRunner<RelayInput, RelayEffect> runner;
  private final ExecutorService threads;
  private final List<NodeClient> clients = new ArrayList<>();
  private final List<Runnable> workers = new ArrayList<>();
  private final SortedMap<ChainId, ScanStatus> statuses = new TreeMap<>();
  private final List<Consumer<RelayEvent>> listeners = new CopyOnWriteArrayList<>();
  private final RelayerHealth state = new RelayerHealth(statuses, this::counts);
  private volatile Map<String, Integer> counts = Map.of();

  /** A key for all chains. */
  private record OneKey(PrivateKey key) implements RelaySigner {
    @Override
    public Address20 account(ChainId chain) {
      return key.address();
    }

    @Override
    public Bytes sign(FeeMarketTransaction transaction) {
      return key.sign(transaction);
    }
  }

  private final class Inputs implements ChainScanner.Sink {
    @Override
    public void put(RelayInput input) throws InterruptedException {
      runner.put(input);
    }

    @Override
    public boolean isFull() {
      return counts.values().stream().mapToInt(Integer::intValue).sum()
              - counts.getOrDefault("delivered", 0)
          >= config.scan().pendingMax();
    }
  }

  private Relayer(
      RelayerConfig config, RelayJournal journal, Metrics registry, Consumer<Throwable> onFailure) {
    this.config = config;
    this.journal = journal;
    machine = new RelayMachine(config.settings(), new OneKey(config.key()), journal.found());
    loop = new EventLoop("relayer", INPUTS_MAX, new SystemClock(), onFailure);
    threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual()
                .name("relayer-", 0)
                .uncaughtExceptionHandler((_, error) -> onFailure.accept(error))
                .factory());
    RelayerMetrics metrics = new RelayerMetrics(registry);
    listeners.add(new RelayReporter(metrics));
    listeners.add(state);
    Inputs inputs = new Inputs();
    RelayExecutor.Ports ports = ports(inputs, metrics);
    runner =
        new MachineRunner<>(
            loop,
            machine,
            new RelayInput.TickElapsed(),
            new RelayExecutor(
                ports,
                threads,
                inputs,
                records -> journal.commit(records, machine::records),
                event -> listeners.forEach(listener -> listener.accept(event))));
    loop.publishBy(() -> counts = machine.counts());
    metrics.start(statuses, () -> counts);
  }

  /**
   * Takes up the queue of a disk, which no other process may use.
   *
   * @param metrics declared with {@link RelayerMetrics#all}
   * @param onFailure told if the event loop or a worker ends by an error; the relayer must be
   *     closed
   */
  public static Relayer open(
      RelayerConfig config, Disk disk, Metrics metrics, Consumer<Throwable> onFailure)
      throws StorageException {
    return new Relayer(config, RelayJournal.open(disk), metrics, onFailure);
  }

  private RelayExecutor.Ports ports(Inputs inputs, RelayerMetrics metrics) {
    Map<ChainId, ScanCursor> cursors = machine.snapshot().cursors();
    SortedMap<ChainId, ChainSender> senders = new TreeMap<>();
    SortedMap<ChainId, SendLine> lines = new TreeMap<>();
    config
        .endpoints()
        .chains()
        .forEach((chain, endpoint) -> {
          NodeClient client = client(endpoint);
          ChainSender sender = new ChainSender(client);
          SendLine line = new SendLine(chain, sender, inputs, metrics::unanswered);
          ScanStatus status = new ScanStatus();
          ScanCursor cursor = cursors.getOrDefault(chain, new ScanCursor(chain, List.of()));
          ChainReader reader = new ChainReader(chain, client);
          senders.put(chain, sender);
          lines.put(chain, line);
          statuses.put(chain, status);
          workers.add(line);
          workers.add(new ChainScanner(reader, config.scan(), cursor, inputs, status));
        });
    Verifier verifier = new Verifier(client(config.endpoints().supernode()));
    return new RelayExecutor.Ports(verifier, senders, lines, metrics::unanswered);
  }

  private NodeClient client(Endpoint endpoint) {
    NodeClient client = new NodeClient(endpoint, RpcClientLimits.DEFAULT);
    clients.add(client);
    return client;
  }

  /** Adds somebody who is told of every event, on the loop's thread; he must be quick. */
  public void listen(Consumer<RelayEvent> listener) {
    listeners.add(listener);
  }

  /** Begins to read and to deliver. */
  public void start() {
    loop.start();
    workers.forEach(threads::execute);
  }

  /** Number of messages per state. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** The whole queue, taken between two steps. */
  public CompletableFuture<RelaySnapshot> snapshot() {
    return CompletableFuture.supplyAsync(machine::snapshot, loop);
  }

  /** Has a parked message tried now. */
  public void retry(Hash32 message) {
    runner.offer(new RelayInput.RetryRequested(message));
  }

  /** Has the relayer's state shown in a health report. */
  public void reportTo(Health health) {
    health.watch("relayer", loop);
    health.add(state);
  }

  /** Stops the machine, so that nothing more is ordered, then its threads; lets the disk go. */
  @Override
  public void close() {
    loop.close();
    threads.shutdownNow();
    clients.forEach(NodeClient::close);
    try {
      threads.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
