package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.EthClient;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.world.ChainSet;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the messengers' logs: once what is cross-safe on all chains, again and again what is above,
 * since that may be replaced. Owned by the traffic's thread.
 */
final class ChainReadings {
  private static final int CHUNKS_KEPT = 300;
  private static final long REREAD_NANOS = 1_000_000_000L;

  private final ChainSet chains;
  private final SupplyLedger ledger;
  private final Deque<List<MessengerLogs>> settled = new ArrayDeque<>();
  private long settledHeight;
  private long readAtNanos;
  private Map<ChainId, Long> heights = new HashMap<>();
  private LogIndex index = new LogIndex();
  private Supply supply = new Supply.Whole();

  /** Readings above a height below which the messengers emitted nothing. */
  ChainReadings(ChainSet chains, long settledHeight) {
    this.chains = chains;
    this.settledHeight = settledHeight;
    BigInteger count = BigInteger.valueOf(chains.chains().size());
    this.ledger = new SupplyLedger(ChainSet.TOKENS.multiply(count));
  }

  LogIndex index() {
    return index;
  }

  /** Whether the tokens were complete at every look so far. */
  Supply supply() {
    return supply;
  }

  /** Reads what is new; does nothing if no chain has moved. */
  void refresh(SafeHeights safe, long nowNanos) throws SourceFailure {
    Map<ChainId, Long> now = new HashMap<>();
    chains.chains().forEach((id, chain) -> now.put(id, chain.height()));
    boolean isMoved = safe.crossSafe() > settledHeight || !now.equals(heights);
    if (!isMoved && nowNanos - readAtNanos < REREAD_NANOS) {
      return;
    }
    if (safe.crossSafe() > settledHeight) {
      settle(safe.crossSafe());
    }
    LogIndex fresh = new LogIndex();
    settled.forEach(chunk -> chunk.forEach(fresh::add));
    for (DevnetChain chain : chains.chains().values()) {
      long top = now.getOrDefault(chain.id(), settledHeight);
      fresh.add(read(chain, settledHeight + 1, top));
    }
    index = fresh;
    heights = now;
    readAtNanos = nowNanos;
  }

  private void settle(long height) throws SourceFailure {
    List<MessengerLogs> chunk = new ArrayList<>();
    BigInteger onChains = BigInteger.ZERO;
    for (DevnetChain chain : chains.chains().values()) {
      chunk.add(read(chain, settledHeight + 1, height));
      onChains = onChains.add(tokens(chain, height));
    }
    ledger.add(chunk);
    if (supply instanceof Supply.Whole) {
      supply = ledger.check(onChains);
    }
    settled.addLast(chunk);
    if (settled.size() > CHUNKS_KEPT) {
      settled.removeFirst();
    }
    settledHeight = height;
  }

  private static MessengerLogs read(DevnetChain chain, long first, long last) throws SourceFailure {
    return MessengerLogs.read(chain.id(), new EthClient(chain.rpc().client()), first, last);
  }

  private static BigInteger tokens(DevnetChain chain, long height) throws SourceFailure {
    Hash32 word =
        Hash32.of(
            chain.rpc().readAt(DemoToken.ADDRESS, DemoToken.totalSupply(), height).toByteArray());
    return new ChainId(word).toBigInteger();
  }
}
