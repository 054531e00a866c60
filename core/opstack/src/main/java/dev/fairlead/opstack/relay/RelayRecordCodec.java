package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.IdentifierCodec;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.transaction.FeeTerms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue's changes as bytes, big-endian. One record:
 *
 * <pre>
 *  1  stored     source[32] destination[32] target[20] nonce[32] sender[20] bytes(message)
 *                count[4] × ( identifier[160] block hash[32] )
 *                stage: 0 queued | 1 expired, deadline[8] | 2 delivered, block[8], evidence[1]
 *                count[4] × slot
 *  2  forgotten  message hash[32]
 *  3  scanned    chain[32] number[8] hash[32]
 *  4  unwound    chain[32] number[8]
 *
 *  slot          nonce[8] use: 0 open | 1 consumed, block[8]
 *                count[4] × ( hash[32] bytes(raw) priority[32] max[32]
 *                             0 relay, identifier[160], gas[8] | 1 cancel )
 *  bytes         size[4], content
 * </pre>
 */
public final class RelayRecordCodec {
  /** Version of this layout. */
  public static final int VERSION = 1;

  private static final int STORED = 1;
  private static final int FORGOTTEN = 2;
  private static final int SCANNED = 3;
  private static final int UNWOUND = 4;
  private static final Evidence[] EVIDENCE = {Evidence.LOG, Evidence.RECEIPT, Evidence.ANSWER};

  private RelayRecordCodec() {}

  /** The bytes of a record. */
  public static Bytes encode(RelayRecord record) {
    ByteWriter out = new ByteWriter(512);
    switch (record) {
      case RelayRecord.Stored stored -> write(stored, out.writeByte(STORED));
      case RelayRecord.Forgotten forgotten -> out.writeByte(FORGOTTEN).writeHash(forgotten.hash());
      case RelayRecord.Scanned scanned ->
          out.writeByte(SCANNED)
              .writeHash(scanned.chain().word())
              .writeLong(scanned.upTo().number())
              .writeHash(scanned.upTo().hash());
      case RelayRecord.Unwound unwound ->
          out.writeByte(UNWOUND).writeHash(unwound.chain().word()).writeLong(unwound.ancestor());
    }
    return out.toBytes();
  }

  /** Reads one record. */
  public static RelayRecord decode(ByteReader in) throws DecodingException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case STORED -> stored(in);
      case FORGOTTEN -> new RelayRecord.Forgotten(in.readHash());
      case SCANNED ->
          new RelayRecord.Scanned(
              new ChainId(in.readHash()), new BlockRef(in.readLong(), in.readHash()));
      case UNWOUND -> new RelayRecord.Unwound(new ChainId(in.readHash()), in.readLong());
      default -> throw new DecodingException("unknown kind of queue record: " + kind);
    };
  }

  private static void write(RelayRecord.Stored stored, ByteWriter out) {
    SentMessage sent = stored.message().sent();
    out.writeHash(stored.message().source().word())
        .writeHash(sent.destination().word())
        .writeAddress(sent.target())
        .writeHash(sent.nonce())
        .writeAddress(sent.sender());
    write(sent.message(), out);
    out.writeInt(stored.sightings().size());
    for (Sighting sighting : stored.sightings()) {
      IdentifierCodec.write(sighting.identifier(), out);
      out.writeHash(sighting.blockHash());
    }
    switch (stored.stage()) {
      case RelayRecord.Stage.Queued _ -> out.writeByte(0);
      case RelayRecord.Stage.Expired expired -> out.writeByte(1).writeLong(expired.deadline());
      case RelayRecord.Stage.Delivered done ->
          out.writeByte(2)
              .writeLong(done.blockNumber())
              .writeByte(List.of(EVIDENCE).indexOf(done.evidence()));
    }
    out.writeInt(stored.slots().size());
    stored.slots().forEach(slot -> write(slot, out));
  }

  private static RelayRecord.Stored stored(ByteReader in) throws DecodingException {
    ChainId source = new ChainId(in.readHash());
    SentMessage sent =
        new SentMessage(
            new ChainId(in.readHash()),
            in.readAddress(),
            in.readHash(),
            in.readAddress(),
            bytes(in));
    List<Sighting> sightings = new ArrayList<>();
    for (int left = count(in, IdentifierCodec.SIZE); left > 0; left--) {
      Identifier identifier = IdentifierCodec.read(in);
      sightings.add(new Sighting(identifier, in.readHash()));
    }
    int kind = in.readUnsignedByte();
    RelayRecord.Stage stage =
        switch (kind) {
          case 0 -> new RelayRecord.Stage.Queued();
          case 1 -> new RelayRecord.Stage.Expired(in.readLong());
          case 2 -> new RelayRecord.Stage.Delivered(in.readLong(), evidence(in));
          default -> throw new DecodingException("unknown stage of a message: " + kind);
        };
    int slotCount = count(in, Long.BYTES);
    if (slotCount > 1) {
      throw new DecodingException("a message with " + slotCount + " nonces");
    }
    List<Slot> slots = slotCount == 0 ? List.of() : List.of(slot(in));
    return new RelayRecord.Stored(PendingMessage.of(source, sent), sightings, stage, slots);
  }

  private static Evidence evidence(ByteReader in) throws DecodingException {
    int index = in.readUnsignedByte();
    if (index >= EVIDENCE.length) {
      throw new DecodingException("unknown evidence: " + index);
    }
    return EVIDENCE[index];
  }

  private static void write(Slot slot, ByteWriter out) {
    out.writeLong(slot.nonce());
    switch (slot.use()) {
      case Slot.Use.Open _ -> out.writeByte(0);
      case Slot.Use.Consumed used -> out.writeByte(1).writeLong(used.blockNumber());
    }
    out.writeInt(slot.attempts().size());
    for (Attempt attempt : slot.attempts()) {
      out.writeHash(attempt.hash());
      write(attempt.raw(), out);
      out.writeHash(ChainId.of(attempt.fees().priorityPerGas()).word());
      out.writeHash(ChainId.of(attempt.fees().maxPerGas()).word());
      switch (attempt.purpose()) {
        case Attempt.Purpose.Relay relay -> {
          IdentifierCodec.write(relay.identifier(), out.writeByte(0));
          out.writeLong(relay.gasLimit());
        }
        case Attempt.Purpose.Cancel _ -> out.writeByte(1);
      }
    }
  }

  private static Slot slot(ByteReader in) throws DecodingException {
    long nonce = in.readLong();
    Slot.Use use =
        flag(in, "use of a nonce") ? new Slot.Use.Consumed(in.readLong()) : new Slot.Use.Open();
    int count = count(in, Hash32.SIZE);
    if (count == 0) {
      throw new DecodingException("a nonce without a transaction");
    }
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      attempts.add(new Attempt(in.readHash(), bytes(in), fees(in), purpose(in)));
    }
    return new Slot(nonce, attempts, use);
  }

  private static FeeTerms.Caps fees(ByteReader in) throws DecodingException {
    BigInteger priority = new ChainId(in.readHash()).toBigInteger();
    BigInteger max = new ChainId(in.readHash()).toBigInteger();
    if (priority.compareTo(max) > 0) {
      throw new DecodingException("priority fee exceeds the fee cap");
    }
    return new FeeTerms.Caps(priority, max);
  }

  private static Attempt.Purpose purpose(ByteReader in) throws DecodingException {
    return flag(in, "purpose of a transaction")
        ? new Attempt.Purpose.Cancel()
        : new Attempt.Purpose.Relay(IdentifierCodec.read(in), in.readLong());
  }

  private static boolean flag(ByteReader in, String name) throws DecodingException {
    int value = in.readUnsignedByte();
    if (value > 1) {
      throw new DecodingException("unknown " + name + ": " + value);
    }
    return value == 1;
  }

  private static void write(Bytes bytes, ByteWriter out) {
    out.writeInt(bytes.size()).writeBytes(bytes);
  }

  private static Bytes bytes(ByteReader in) throws DecodingException {
    return in.readBytes(in.readInt());
  }

  /** A number of elements of at least that size each: more than fit are refused. */
  private static int count(ByteReader in, int elementSizeMin) throws DecodingException {
    int count = in.readInt();
    if (count < 0 || count > in.remaining() / elementSizeMin) {
      throw new DecodingException("queue record counts " + count + " elements");
    }
    return count;
  }
}
