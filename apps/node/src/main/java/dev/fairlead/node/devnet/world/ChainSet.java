package dev.fairlead.node.devnet.world;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.chain.Predeployment;
import dev.fairlead.node.runtime.ExitCode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The running chains of a devnet, all on one grid of timestamps. Owns their processes: none is left
 * when one of them does not start.
 */
public final class ChainSet implements AutoCloseable {
  /** Tokens of the first account on every L2, in their smallest unit. */
  public static final BigInteger TOKENS = BigInteger.TEN.pow(24);

  /** As much as anvil gives its own accounts. */
  private static final BigInteger WEI = BigInteger.TEN.pow(22);

  /** One block of the L1 per so many of the L2s. */
  private static final int BASE_BLOCK_RATIO = 6;

  private final List<DevnetChain> all = new ArrayList<>();
  private final SortedMap<ChainId, DevnetChain> chains = new TreeMap<>();

  private ChainSet() {}

  /** Starts all chains with contracts, tokens and history. */
  public static ChainSet start(Path anvil, WorldPlan plan)
      throws CommandException, InterruptedException {
    return start(anvil, plan, Set.of());
  }

  /**
   * Starts all chains with contracts, tokens and history.
   *
   * @param funded accounts that can pay for transactions on every L2, from genesis on
   */
  public static ChainSet start(Path anvil, WorldPlan plan, Set<Address20> funded)
      throws CommandException, InterruptedException {
    ChainSet set = new ChainSet();
    boolean isStarted = false;
    try {
      set.startChains(anvil, plan);
      set.prepare(plan, funded);
      isStarted = true;
      return set;
    } catch (SourceFailure e) {
      throw new CommandException(ExitCode.RETRY, "cannot prepare the chains: " + e.getMessage(), e);
    } finally {
      if (!isStarted) {
        set.close();
      }
    }
  }

  /** The L1. */
  public DevnetChain base() {
    return all.getFirst();
  }

  /** The L2s by id. */
  public SortedMap<ChainId, DevnetChain> chains() {
    return Collections.unmodifiableSortedMap(chains);
  }

  /** L1 and L2s. */
  public List<DevnetChain> all() {
    return List.copyOf(all);
  }

  /** An L2. */
  public DevnetChain chain(ChainId id) {
    DevnetChain chain = chains.get(id);
    if (chain == null) {
      throw new IllegalArgumentException("no chain " + id);
    }
    return chain;
  }

  /** Mines every chain up to a timestamp, in the order of their ids. */
  public void mineUpTo(long timestamp) throws SourceFailure {
    for (DevnetChain chain : all) {
      chain.mineUpTo(timestamp);
    }
  }

  @Override
  public void close() {
    all.reversed().forEach(DevnetChain::close);
  }

  private void startChains(Path anvil, WorldPlan plan)
      throws CommandException, InterruptedException {
    Grid grid = plan.grid();
    Grid baseGrid = new Grid(grid.genesisTimestamp(), BASE_BLOCK_RATIO * grid.blockTimeSeconds());
    all.add(DevnetChain.start(anvil, WorldPlan.BASE, baseGrid, false));
    for (ChainId id : plan.chains()) {
      DevnetChain chain = DevnetChain.start(anvil, id, grid, true);
      all.add(chain);
      chains.put(id, chain);
    }
  }

  // The L1 has the token too: its log is the real one that no L2 accepts as a message.
  private void prepare(WorldPlan plan, Set<Address20> funded) throws SourceFailure {
    for (DevnetChain chain : all) {
      for (Address20 account : funded) {
        chain.rpc().setBalance(account, WEI);
      }
      Predeployment.installContracts(chain);
      Predeployment.mintTokens(chain, chain.rpc().accounts().getFirst(), TOKENS);
    }
    mineUpTo(plan.grid().timestampOf(plan.historyBlocks()));
  }
}
