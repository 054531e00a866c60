package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.node.relayer.config.RelayerConfig;
import dev.fairlead.node.relayer.node.ChainReader;
import dev.fairlead.node.relayer.node.ChainReader.PlacedLog;
import dev.fairlead.node.relayer.node.Head;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.RelayedMessageCodec;
import dev.fairlead.opstack.message.SentMessageCodec;
import dev.fairlead.opstack.relay.PendingMessage;
import dev.fairlead.opstack.relay.RelayInput;
import dev.fairlead.opstack.relay.ScanCursor;
import dev.fairlead.opstack.relay.Sighting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one chain from the cursor on: near the head block by block, by hash, so that the logs
 * belong to exactly the block that connects to the one before; far behind it in ranges, which are
 * believed if their last block is the same before and after. When the chain has dropped what was
 * read, it says so and reads on from the fork. Runs on a thread of its own until interrupted.
 */
final class ChainScanner implements Runnable {
  private static final Logger LOG = System.getLogger(ChainScanner.class.getName());
  private static final int SINGLE_BLOCKS_MAX = 8;
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  private final ChainReader reader;
  private final RelayerConfig.Scan scan;
  private final Sink sink;
  private final ScanStatus status;
  private ScanCursor cursor;
  private boolean isChainConfirmed;

  /** Where what was read goes. */
  interface Sink {
    /** Hands in an input, waiting for room. */
    void put(RelayInput input) throws InterruptedException;

    /** Whether reading should pause. */
    boolean isFull();
  }

  ChainScanner(
      ChainReader reader,
      RelayerConfig.Scan scan,
      ScanCursor cursor,
      Sink sink,
      ScanStatus status) {
    this.reader = reader;
    this.scan = scan;
    this.cursor = cursor;
    this.sink = sink;
    this.status = status;
  }

  @Override
  public void run() {
    Duration pause = scan.poll();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          boolean hasMore = turn();
          pause = hasMore ? Duration.ZERO : scan.poll();
        } catch (SourceFailure e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          String line =
              "scan_failed chain=%s kind=%s error=%s"
                  .formatted(reader.chain(), e.kind(), e.getMessage());
          LOG.log(status.failed(e.kind().name()) ? Level.WARNING : Level.DEBUG, line);
          pause = pause.multipliedBy(2).plusMillis(100);
          pause = pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look at the head and one step of reading; answers whether there is more to read. */
  boolean turn() throws SourceFailure, InterruptedException {
    if (!isChainConfirmed) {
      reader.demandChain();
      isChainConfirmed = true;
    }
    ChainReader.Heads heads = reader.heads();
    Head head = heads.latest();
    status.heads(head.ref().number());
    sink.put(
        new RelayInput.HeadsSeen(
            reader.chain(), head.ref().number(), head.timestamp(), heads.finalized()));
    if (sink.isFull()) {
      return false;
    }
    Optional<BlockRef> last = cursor.last();
    if (last.isPresent() && !isCanonical(last.get(), head)) {
      rewind();
      return true;
    }
    long from = last.isPresent() ? last.get().number() + 1 : first(head);
    boolean hasMore = head.ref().number() >= from && read(from, head);
    if (!hasMore) {
      status.caughtUp();
    }
    return hasMore;
  }

  private boolean isCanonical(BlockRef block, Head head) throws SourceFailure {
    if (block.equals(head.ref())) {
      return true;
    }
    return isStillThere(block);
  }

  private boolean isStillThere(BlockRef block) throws SourceFailure {
    return reader.block(block.number()).filter(b -> b.ref().equals(block)).isPresent();
  }

  private void rewind() throws SourceFailure, InterruptedException {
    List<BlockRef> recent = cursor.recent();
    long ancestor = recent.getFirst().number() - 1;
    for (BlockRef block : recent.reversed()) {
      if (isStillThere(block)) {
        ancestor = block.number();
        break;
      }
    }
    long depth = recent.getLast().number() - ancestor;
    LOG.log(Level.INFO, "reorg chain=%s depth=%d".formatted(reader.chain(), depth));
    sink.put(new RelayInput.ChainRewound(reader.chain(), Math.max(0, ancestor)));
    cursor = cursor.rewoundTo(ancestor);
  }

  /** Reads at least one block; answers whether more are left. */
  private boolean read(long from, Head head) throws SourceFailure, InterruptedException {
    long number = head.ref().number();
    if (number - from < SINGLE_BLOCKS_MAX) {
      Optional<Head> block = from == number ? Optional.of(head) : reader.block(from);
      if (block.isEmpty() || !connects(block.get())) {
        return true;
      }
      take(block.get(), reader.logs(block.get().ref().hash()));
      return from < number;
    }
    long to = Math.min(number, from + scan.blocksPerQuery() - 1L);
    Optional<Head> before = reader.block(to);
    Optional<Head> first = reader.block(from);
    List<PlacedLog> logs = reader.logs(from, to);
    Optional<Head> after = reader.block(to);
    if (first.isPresent() && connects(first.get()) && after.isPresent() && after.equals(before)) {
      take(after.get(), logs);
    }
    return true;
  }

  private boolean connects(Head block) {
    return cursor.last().isEmpty() || cursor.last().get().hash().equals(block.parentHash());
  }

  private void take(Head upTo, List<PlacedLog> logs) throws SourceFailure, InterruptedException {
    Map<Hash32, Head> blocks = new HashMap<>(Map.of(upTo.ref().hash(), upTo));
    List<RelayInput.Sent> sent = new ArrayList<>();
    List<RelayInput.Relayed> relayed = new ArrayList<>();
    for (PlacedLog placed : logs) {
      var message = SentMessageCodec.decode(placed.log());
      if (message.isPresent()) {
        Identifier identifier = identifier(placed, blocks);
        sent.add(
            new RelayInput.Sent(
                PendingMessage.of(reader.chain(), message.get()),
                new Sighting(identifier, placed.blockHash())));
      }
      RelayedMessageCodec.decode(placed.log())
          .ifPresent(
              r -> relayed.add(new RelayInput.Relayed(r.messageHash(), placed.blockNumber())));
    }
    sink.put(new RelayInput.BlocksScanned(reader.chain(), upTo.ref(), sent, relayed));
    cursor = cursor.advancedTo(upTo.ref());
    status.read(upTo.ref().number());
  }

  private Identifier identifier(PlacedLog placed, Map<Hash32, Head> blocks) throws SourceFailure {
    Head block = blocks.get(placed.blockHash());
    if (block == null) {
      block = reader.block(placed.blockHash()).orElseThrow(() -> vanished(placed));
      blocks.put(placed.blockHash(), block);
    }
    if (block.ref().number() != placed.blockNumber()) {
      throw new SourceFailure(
          SourceFailure.Kind.CONTRADICTORY,
          "a log of chain %s names block %d by the hash of block %d"
              .formatted(reader.chain(), placed.blockNumber(), block.ref().number()));
    }
    return new Identifier(
        placed.log().address(),
        placed.blockNumber(),
        placed.logIndex(),
        block.timestamp(),
        reader.chain());
  }

  private SourceFailure vanished(PlacedLog placed) {
    return new SourceFailure(
        SourceFailure.Kind.NOT_FOUND,
        "chain %s has dropped block %d while it was read"
            .formatted(reader.chain(), placed.blockNumber()));
  }

  /** The first block that is young enough, by bisection over timestamps. */
  private long first(Head head) throws SourceFailure {
    long wanted = Math.max(0, head.timestamp() - scan.lookback().toSeconds());
    long low = 0;
    long high = head.ref().number();
    while (low < high) {
      long middle = (low + high) >>> 1;
      Optional<Head> block = reader.block(middle);
      if (block.isEmpty() || Long.compareUnsigned(block.get().timestamp(), wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
