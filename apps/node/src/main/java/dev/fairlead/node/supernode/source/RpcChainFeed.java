package dev.fairlead.node.supernode.source;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.BlockSource;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.opstack.follow.FetchFailure;
import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.follow.FollowInput;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows one chain through an execution client: new heads by subscription where the endpoint is a
 * WebSocket, and by polling besides; labels by polling; blocks and headers on request. A connection
 * is used as long as it answers; each new one must first show the configured chain id and the
 * genesis that the data directory knows. What fails is counted, logged, and told to the machine as
 * a failed fetch; it never becomes a verdict.
 */
public final class RpcChainFeed implements ChainFeed {
  /** Every kind of failure, as metrics name it. */
  public static final List<String> FAILURE_KINDS =
      Stream.of(SourceFailure.Kind.values()).map(RpcChainFeed::name).toList();

  private static final System.Logger LOG = System.getLogger(RpcChainFeed.class.getName());

  private final FollowedChain chain;
  private final SupernodeLimits limits;
  private final GenesisCheck genesis;
  private final SupernodeCounters counters;
  private final ExecutorService workers;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Consumer<FollowInput> inbox = _ -> {};

  /** The connection in use; null while there is none. */
  private volatile @Nullable ChainConnection current;

  /** Why it does not tell heads; null while it does. */
  private volatile @Nullable String watchFailure;

  /** The failure that was logged last; the same one is not logged as a warning again. */
  private volatile @Nullable String lastReported;

  /** Why it did not answer the last fetch; null if it did. */
  private volatile @Nullable String fetchFailure;

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param onFailure told, on a worker's thread, if a worker ends by an error that is no failure of
   *     the source; the chain may not be followed any more then, so the node must end
   */
  public RpcChainFeed(
      FollowedChain chain,
      SupernodeLimits limits,
      GenesisCheck genesis,
      SupernodeCounters counters,
      Consumer<Throwable> onFailure) {
    this.chain = chain;
    this.limits = limits;
    this.genesis = genesis;
    this.counters = counters;
    this.workers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual()
                .name("source-", 0)
                .uncaughtExceptionHandler((_, error) -> onFailure.accept(error))
                .factory());
  }

  @Override
  public void start(Consumer<FollowInput> inbox) {
    this.inbox = inbox;
    workers.execute(this::watch);
  }

  @Override
  public void fetch(FollowEffect.FetchBlocks order) {
    answer(
        order.request(),
        connection -> {
          BlockSource source = new BlockSource(connection.client(), chain.isTrusted());
          List<SealedBlock> blocks = source.sealedBlocks(order.firstNumber(), order.count());
          return new FollowInput.BlocksFetched(order.request(), blocks);
        });
  }

  @Override
  public void fetch(FollowEffect.FetchLinks order) {
    answer(
        order.request(),
        connection ->
            new FollowInput.LinksFetched(
                order.request(), HeadReader.at(connection.client(), order.numbers())));
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(watchFailure).or(() -> Optional.ofNullable(fetchFailure));
  }

  @Override
  public void close() {
    closing.countDown();
    inbox = _ -> {};
    ChainConnection connection = current;
    if (connection != null) {
      connection.close();
    }
    workers.shutdownNow();
  }

  private interface Question {
    FollowInput ask(ChainConnection connection) throws SourceFailure;
  }

  private void answer(long request, Question question) {
    if (isClosing()) {
      return;
    }
    workers.execute(() -> {
      FollowInput answer;
      try {
        answer = question.ask(connected());
        fetchFailure = null;
      } catch (SourceFailure e) {
        fetchFailure = e.getMessage();
        report(e);
        answer = new FollowInput.FetchFailed(request, kind(e));
      }
      inbox.accept(answer);
    });
  }

  private ChainConnection connected() throws SourceFailure {
    ChainConnection connection = current;
    if (connection == null) {
      throw new SourceFailure(
          SourceFailure.Kind.UNREACHABLE, chain.execution() + " is not connected");
    }
    return connection;
  }

  private void watch() {
    RetryPause pause = new RetryPause(limits.retryDelayMax());
    while (!isClosing()) {
      try (ChainConnection connection = ChainConnection.open(chain, limits, genesis)) {
        current = connection;
        LOG.log(Level.INFO, "source_connected chain=" + chain.id() + " at=" + chain.execution());
        follow(connection, pause);
      } catch (SourceFailure e) {
        current = null;
        watchFailure = e.getMessage();
        report(e);
        rest(pause.failed());
      }
    }
  }

  private void follow(ChainConnection connection, RetryPause pause) throws SourceFailure {
    subscribe(connection);
    HeadReader reader = new HeadReader(connection.client());
    while (!isClosing()) {
      HeadReader.Heads heads = reader.heads();
      pause.succeeded();
      watchFailure = null;
      lastReported = fetchFailure;
      inbox.accept(new FollowInput.LabelsSeen(heads.labels()));
      inbox.accept(new FollowInput.HeadAnnounced(heads.latest()));
      rest(limits.pollInterval());
      if (connection.ended().isDone() && !isClosing()) {
        throw new SourceFailure(
            SourceFailure.Kind.UNREACHABLE,
            chain.execution() + " ended the connection: " + connection.ended().join());
      }
    }
  }

  private void subscribe(ChainConnection connection) throws SourceFailure {
    if (!connection.canSubscribe()) {
      return;
    }
    try {
      connection.subscribe(this::announced);
    } catch (SourceFailure e) {
      if (e.kind() != SourceFailure.Kind.REFUSED) {
        throw e;
      }
      LOG.log(Level.WARNING, "heads_polled chain=" + chain.id() + " reason=" + e.getMessage());
    }
  }

  // Runs on the connection's thread, which must not wait for the loop.
  private void announced(JsonNode header) {
    try {
      BlockLink head = HeadReader.parse(header);
      if (!isClosing()) {
        workers.execute(() -> inbox.accept(new FollowInput.HeadAnnounced(head)));
      }
    } catch (DecodingException e) {
      report(
          new SourceFailure(
              SourceFailure.Kind.MALFORMED,
              chain.execution() + " announced no header: " + e.getMessage(),
              e));
    }
  }

  private void report(SourceFailure failure) {
    if (!isClosing()) {
      counters.sourceFailed(chain.id(), name(failure.kind()));
      boolean isNews = !String.valueOf(failure.getMessage()).equals(lastReported);
      lastReported = failure.getMessage();
      LOG.log(
          isNews ? Level.WARNING : Level.DEBUG,
          "source_failed chain=" + chain.id() + " " + failure.getMessage());
    }
  }

  private void rest(Duration pause) {
    try {
      boolean _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private static FetchFailure kind(SourceFailure failure) {
    return switch (failure.kind()) {
      case NOT_FOUND -> FetchFailure.NOT_FOUND;
      case CONTRADICTORY -> FetchFailure.CONTRADICTORY;
      case UNREACHABLE, TIMED_OUT, MALFORMED, TOO_LARGE, REFUSED, WRONG_CHAIN ->
          FetchFailure.UNREACHABLE;
    };
  }

  private static String name(SourceFailure.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
