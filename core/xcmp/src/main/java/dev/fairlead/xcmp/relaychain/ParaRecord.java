package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/**
 * What relay state holds of one para. Blocks are relay blocks, unsigned 32 bits.
 *
 * @param kind chain or thread
 * @param head hash of its newest enacted header
 * @param watermark position up to which it has acted; {@link Watermark#START} before (W6)
 * @param lastAdvanceBlock block that last moved the watermark; 0 before
 * @param lastOwnBlock block that last enacted a candidate of it; 0 before
 * @param lastRelayParent number of the relay parent of its newest enacted candidate; 0 before
 * @param free balance that it can reserve
 * @param reserved sum of its deposits
 * @param cutoffBlocks blacklist cutoff that it has declared (AM9)
 * @param peers addresses of its full nodes (AM19)
 */
public record ParaRecord(
    ParaKind kind,
    Hash32 head,
    Watermark watermark,
    long lastAdvanceBlock,
    long lastOwnBlock,
    long lastRelayParent,
    long free,
    long reserved,
    Optional<Integer> cutoffBlocks,
    List<Bytes> peers) {
  /** Copies the list. */
  public ParaRecord {
    peers = List.copyOf(peers);
  }

  /** A para without a block. */
  public static ParaRecord registered(ParaKind kind, Hash32 genesisHead, long balance) {
    return new ParaRecord(
        kind, genesisHead, Watermark.START, 0, 0, 0, balance, 0, Optional.empty(), List.of());
  }

  ParaRecord withKind(ParaKind next) {
    return new ParaRecord(
        next,
        head,
        watermark,
        lastAdvanceBlock,
        lastOwnBlock,
        lastRelayParent,
        free,
        reserved,
        cutoffBlocks,
        peers);
  }

  ParaRecord withBlock(Hash32 nextHead, long enactedIn, long relayParent) {
    return new ParaRecord(
        kind,
        nextHead,
        watermark,
        lastAdvanceBlock,
        enactedIn,
        relayParent,
        free,
        reserved,
        cutoffBlocks,
        peers);
  }

  ParaRecord withWatermark(Watermark next, long advancedIn) {
    return new ParaRecord(
        kind,
        head,
        next,
        advancedIn,
        lastOwnBlock,
        lastRelayParent,
        free,
        reserved,
        cutoffBlocks,
        peers);
  }

  /** Moves an amount from free to reserved; a negative one back. */
  ParaRecord withReserved(long amount) {
    return new ParaRecord(
        kind,
        head,
        watermark,
        lastAdvanceBlock,
        lastOwnBlock,
        lastRelayParent,
        free - amount,
        reserved + amount,
        cutoffBlocks,
        peers);
  }

  ParaRecord withCutoff(int blocks) {
    return new ParaRecord(
        kind,
        head,
        watermark,
        lastAdvanceBlock,
        lastOwnBlock,
        lastRelayParent,
        free,
        reserved,
        Optional.of(blocks),
        peers);
  }

  ParaRecord withPeers(List<Bytes> addresses) {
    return new ParaRecord(
        kind,
        head,
        watermark,
        lastAdvanceBlock,
        lastOwnBlock,
        lastRelayParent,
        free,
        reserved,
        cutoffBlocks,
        addresses);
  }
}
