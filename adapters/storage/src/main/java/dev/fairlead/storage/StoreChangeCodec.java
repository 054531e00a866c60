package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.DeniedBlock;
import dev.fairlead.opstack.verifier.StartPoint;
import dev.fairlead.opstack.verifier.StoreChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a verifier journal; layout in the package description. */
final class StoreChangeCodec {
  static final int SNAPSHOT_BEGINS = 0;

  private static final int STARTED = 1;
  private static final int VERIFIED = 2;
  private static final int VERIFIED_DROPPED = 3;
  private static final int DENIED = 4;
  private static final int DENIAL_DROPPED = 5;
  private static final int ORDERS_PENDING = 6;
  private static final int FINALIZED_UP_TO = 7;
  private static final int RESULTS_PRUNED = 8;

  private static final int INVALIDATE_BLOCK = 1;
  private static final int REWIND_CHAIN = 2;

  private StoreChangeCodec() {}

  static byte[] snapshotBegins() {
    return new byte[] {SNAPSHOT_BEGINS};
  }

  static byte[] encode(StoreChange change) {
    ByteWriter writer = new ByteWriter(256);
    switch (change) {
      case StoreChange.Started(StartPoint start) -> write(start, writer.writeByte(STARTED));
      case StoreChange.Verified verified ->
          VerifiedResultCodec.write(verified.result(), writer.writeByte(VERIFIED));
      case StoreChange.VerifiedDropped(long from) ->
          writer.writeByte(VERIFIED_DROPPED).writeLong(from);
      case StoreChange.Denied(DeniedBlock block) -> write(block, writer.writeByte(DENIED));
      case StoreChange.DenialDropped(DeniedBlock block) ->
          write(block, writer.writeByte(DENIAL_DROPPED));
      case StoreChange.OrdersPending(List<ChainOrder> orders) -> {
        writer.writeByte(ORDERS_PENDING).writeInt(orders.size());
        orders.forEach(order -> write(order, writer));
      }
      case StoreChange.FinalizedUpTo(long timestamp) ->
          writer.writeByte(FINALIZED_UP_TO).writeLong(timestamp);
      case StoreChange.ResultsPruned(long below) ->
          writer.writeByte(RESULTS_PRUNED).writeLong(below);
    }
    return writer.toByteArray();
  }

  /** Reads what follows the first byte, the kind, of a record other than the snapshot's first. */
  static StoreChange decode(int kind, ByteReader reader) throws DecodingException {
    return switch (kind) {
      case STARTED -> new StoreChange.Started(readStart(reader));
      case VERIFIED -> new StoreChange.Verified(VerifiedResultCodec.read(reader));
      case VERIFIED_DROPPED -> new StoreChange.VerifiedDropped(reader.readLong());
      case DENIED -> new StoreChange.Denied(readDenied(reader));
      case DENIAL_DROPPED -> new StoreChange.DenialDropped(readDenied(reader));
      case ORDERS_PENDING -> new StoreChange.OrdersPending(readOrders(reader));
      case FINALIZED_UP_TO -> new StoreChange.FinalizedUpTo(reader.readLong());
      case RESULTS_PRUNED -> new StoreChange.ResultsPruned(reader.readLong());
      default -> throw new DecodingException("unknown kind of change: " + kind);
    };
  }

  private static void write(StartPoint start, ByteWriter writer) {
    writer.writeLong(start.timestamp()).writeInt(start.heads().size());
    for (Map.Entry<ChainId, BlockRef> head : start.heads().entrySet()) {
      writer.writeHash(head.getKey().word());
      write(head.getValue(), writer);
    }
  }

  private static StartPoint readStart(ByteReader reader) throws DecodingException {
    long timestamp = reader.readLong();
    SortedMap<ChainId, BlockRef> heads = new TreeMap<>();
    for (int left = reader.readInt(); left > 0; left--) {
      ChainId chain = new ChainId(reader.readHash());
      heads.put(chain, readRef(reader));
    }
    return new StartPoint(timestamp, heads);
  }

  private static void write(DeniedBlock block, ByteWriter writer) {
    writer.writeHash(block.chain().word());
    write(block.block(), writer);
    writer.writeLong(block.decisionTimestamp());
    writer.writeHash(block.stateRoot()).writeHash(block.outboxRoot());
  }

  private static DeniedBlock readDenied(ByteReader reader) throws DecodingException {
    ChainId chain = new ChainId(reader.readHash());
    BlockRef block = readRef(reader);
    long decisionTimestamp = reader.readLong();
    Hash32 stateRoot = reader.readHash();
    return new DeniedBlock(chain, block, decisionTimestamp, stateRoot, reader.readHash());
  }

  private static void write(ChainOrder order, ByteWriter writer) {
    switch (order) {
      case ChainOrder.InvalidateBlock(DeniedBlock denied) ->
          write(denied, writer.writeByte(INVALIDATE_BLOCK));
      case ChainOrder.RewindChain(ChainId chain, BlockRef to) ->
          write(to, writer.writeByte(REWIND_CHAIN).writeHash(chain.word()));
    }
  }

  private static List<ChainOrder> readOrders(ByteReader reader) throws DecodingException {
    List<ChainOrder> orders = new ArrayList<>();
    for (int left = reader.readInt(); left > 0; left--) {
      int kind = reader.readUnsignedByte();
      orders.add(
          switch (kind) {
            case INVALIDATE_BLOCK -> new ChainOrder.InvalidateBlock(readDenied(reader));
            case REWIND_CHAIN -> {
              ChainId chain = new ChainId(reader.readHash());
              yield new ChainOrder.RewindChain(chain, readRef(reader));
            }
            default -> throw new DecodingException("unknown kind of order: " + kind);
          });
    }
    return orders;
  }

  static void write(BlockRef ref, ByteWriter writer) {
    writer.writeLong(ref.number()).writeHash(ref.hash());
  }

  static BlockRef readRef(ByteReader reader) throws DecodingException {
    long number = reader.readLong();
    return new BlockRef(number, reader.readHash());
  }
}
