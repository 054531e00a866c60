package dev.fairlead.node.devnet.verdict;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.ingress.AdmissionCheck;
import dev.fairlead.opstack.verifier.ChainAuthority;
import dev.fairlead.opstack.verifier.ChainOrder;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Carries out verdicts on the chains of a devnet: an invalid block is undone and mined again
 * without its transactions, at the same height and timestamp, as the protocol replaces it by its
 * deposits-only form. Later blocks keep what is still valid. Orders are carried out one after the
 * other on a thread of its own; giving one never waits.
 */
public final class ObeyingAuthority implements ChainAuthority, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ObeyingAuthority.class.getName());

  private final Map<ChainId, DevnetChain> chains;
  private final AdmissionCheck check;
  private final Consumer<ChainOrder> done;
  private final Consumer<ChainOrder> failed;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("verdicts").factory());

  /**
   * An authority over these chains.
   *
   * @param check judges the transactions of later blocks again
   * @param done told when an order is carried out
   * @param failed told when a chain did not answer; the order comes again
   */
  public ObeyingAuthority(
      Map<ChainId, DevnetChain> chains,
      AdmissionCheck check,
      Consumer<ChainOrder> done,
      Consumer<ChainOrder> failed) {
    this.chains = Map.copyOf(chains);
    this.check = check;
    this.done = done;
    this.failed = failed;
  }

  @Override
  public void invalidateBlock(ChainOrder.InvalidateBlock order) {
    worker.execute(() -> replace(order));
  }

  /**
   * Nothing to derive again: the chains of a devnet have no base-chain data, and what they have at
   * the height is either the original or its deposits-only form, both of which are legitimate.
   */
  @Override
  public void rewindChain(ChainOrder.RewindChain order) {
    worker.execute(() -> done.accept(order));
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void replace(ChainOrder.InvalidateBlock order) {
    DevnetChain chain = chains.get(order.chain());
    if (chain == null) {
      throw new IllegalStateException("order for a chain that is not ours: " + order);
    }
    try {
      boolean isReplaced =
          chain.replaceBlock(order.height(), order.hash(), new Revalidation(chain.id(), check));
      LOG.log(
          Level.INFO,
          "block-replaced chain={0} height={1} found={2}",
          chain.id(),
          Long.toUnsignedString(order.height()),
          isReplaced);
      done.accept(order);
    } catch (SourceFailure e) {
      LOG.log(Level.WARNING, "block-not-replaced chain=" + chain.id() + " " + e.getMessage());
      failed.accept(order);
    }
  }
}
