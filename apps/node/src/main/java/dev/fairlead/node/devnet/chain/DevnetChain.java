package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.anvil.AnvilOptions;
import dev.fairlead.node.devnet.anvil.AnvilProcess;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One chain of the devnet: an anvil that mines only when told, so that every block has the
 * timestamp that its height has on the grid, also after a reorg. The newest blocks can be undone
 * and mined again; the {@code safe} tag stands {@link #SAFE_DEPTH} blocks below the head and {@code
 * finalized} twice that, so staged reorgs stay above both and the replacement of a block that was
 * found invalid when it became safe stays above {@code finalized}.
 *
 * <p>Safe for use by many threads; mining, undoing and replacing exclude each other.
 */
public final class DevnetChain implements AutoCloseable {
  /** Blocks from the head down to the {@code safe} tag. */
  public static final int SAFE_DEPTH = 8;

  /** Deepest reorg that may be staged. */
  public static final int REORG_DEPTH_MAX = 5;

  private static final int STATES_MAX = 4096;
  private static final System.Logger LOG = System.getLogger(DevnetChain.class.getName());

  private final ChainId id;
  private final Grid grid;
  private final AnvilProcess process;
  private final AnvilRpc rpc;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong height = new AtomicLong();

  private DevnetChain(ChainId id, Grid grid, AnvilProcess process, AnvilRpc rpc) {
    this.id = id;
    this.grid = grid;
    this.process = process;
    this.rpc = rpc;
  }

  /** Starts a chain that has its genesis block only. */
  public static DevnetChain start(Path anvil, ChainId id, Grid grid, boolean isOptimism)
      throws CommandException, InterruptedException {
    AnvilOptions options =
        new AnvilOptions(id.lowLong(), grid.genesisTimestamp(), isOptimism, SAFE_DEPTH, STATES_MAX);
    AnvilProcess process = AnvilProcess.start(anvil, options);
    HttpRpcClient client = new HttpRpcClient(new Endpoint(process.http()), RpcClientLimits.DEFAULT);
    return new DevnetChain(id, grid, process, new AnvilRpc(client));
  }

  /** Which chain. */
  public ChainId id() {
    return id;
  }

  /** Timestamps by height. */
  public Grid grid() {
    return grid;
  }

  /** The anvil itself, past the ingress. */
  public AnvilRpc rpc() {
    return rpc;
  }

  /** Where the anvil itself answers HTTP, past the ingress. */
  public URI http() {
    return process.http();
  }

  /** Where the anvil itself answers WebSocket, past the ingress. */
  public URI webSocket() {
    return process.webSocket();
  }

  /** The process, to see whether it still runs. */
  public AnvilProcess process() {
    return process;
  }

  /** Height of the newest block. */
  public long height() {
    return height.get();
  }

  /** The timestamp that the next block will have. */
  public long nextTimestamp() {
    return grid.timestampOf(height.get() + 1);
  }

  /** Mines the next block of the grid with the transactions that are ready. */
  public void mine() throws SourceFailure {
    lock.lock();
    try {
      mineNext();
    } finally {
      lock.unlock();
    }
  }

  /** Mines every block of the grid up to a timestamp that is still missing. */
  public void mineUpTo(long timestamp) throws SourceFailure {
    lock.lock();
    try {
      while (nextTimestamp() <= timestamp) {
        mineNext();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Undoes the newest blocks and mines as many again, at the same heights and timestamps. */
  public void reorg(int depth, Remining remining) throws SourceFailure {
    if (depth < 1 || depth > REORG_DEPTH_MAX) {
      throw new IllegalArgumentException("reorg depth must be 1 to 5, got " + depth);
    }
    lock.lock();
    try {
      remine(height.get() - depth + 1, remining);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Replaces a block by an empty one at the same height and timestamp, as the protocol replaces an
   * invalid block. Later blocks are mined again with what {@code later} leaves them.
   *
   * @return false if the chain does not have that block any more; nothing has changed then
   */
  public boolean replaceBlock(long replaced, Hash32 hash, Remining later) throws SourceFailure {
    lock.lock();
    try {
      Optional<ChainBlock> block = replaced > height.get() ? Optional.empty() : rpc.block(replaced);
      if (block.isEmpty() || !block.get().ref().hash().equals(hash)) {
        return false;
      }
      remine(
          replaced,
          (at, timestamp, transactions) ->
              at == replaced ? List.of() : later.choose(at, timestamp, transactions));
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    rpc.client().close();
    process.close();
  }

  private void mineNext() throws SourceFailure {
    rpc.mine(nextTimestamp());
    height.incrementAndGet();
  }

  // Transactions that wait would slip into the blocks mined again, earlier than they were checked
  // for, so they are put aside.
  private void remine(long from, Remining remining) throws SourceFailure {
    long top = height.get();
    Invariants.require(from >= 1 && from <= top, "blocks to undo must lie above genesis");
    List<Bytes> waiting = raw(rpc.pool());
    List<List<Bytes>> undone = new ArrayList<>();
    for (long at = from; at <= top; at++) {
      undone.add(raw(rpc.block(at).map(ChainBlock::transactions).orElse(List.of())));
    }
    rpc.dropPool();
    rpc.rollback(top - from + 1);
    height.set(from - 1);
    for (List<Bytes> transactions : undone) {
      List<Hash32> taken = send(remining.choose(height.get() + 1, nextTimestamp(), transactions));
      mineNext();
      waiting.addAll(forget(taken));
    }
    send(waiting);
  }

  private List<Bytes> raw(List<Hash32> transactions) throws SourceFailure {
    List<Bytes> raws = new ArrayList<>();
    for (Hash32 transaction : transactions) {
      rpc.rawTransaction(transaction).ifPresent(raws::add);
    }
    return raws;
  }

  /** Hands in what anvil still takes; one that it refuses belongs to the history that is gone. */
  private List<Hash32> send(List<Bytes> transactions) throws SourceFailure {
    List<Hash32> taken = new ArrayList<>();
    for (Bytes transaction : transactions) {
      try {
        taken.add(rpc.send(transaction));
      } catch (SourceFailure e) {
        Optional<RpcError> refusal = e.error();
        if (refusal.isEmpty()) {
          throw e;
        }
        LOG.log(
            Level.INFO,
            "transaction-lost-in-reorg chain=" + id + " reason=" + refusal.get().message());
      }
    }
    return taken;
  }

  // One whose nonce does not follow any more would wait for ever and block its sender. Anvil drops
  // such ones only together with all others; those that came in meanwhile are returned.
  private List<Bytes> forget(List<Hash32> transactions) throws SourceFailure {
    List<Hash32> left = rpc.pool();
    if (left.stream().noneMatch(transactions::contains)) {
      return List.of();
    }
    List<Bytes> others =
        raw(left.stream().filter(transaction -> !transactions.contains(transaction)).toList());
    rpc.dropPool();
    return others;
  }
}
