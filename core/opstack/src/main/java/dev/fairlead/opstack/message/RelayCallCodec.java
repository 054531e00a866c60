package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;

/** Calldata of {@code relayMessage(Identifier, bytes)} of the messenger (section 2.7). */
public final class RelayCallCodec {
  private static final int SELECTOR = 0x8d1d298f;
  private static final Hash32 PAYLOAD_OFFSET = Hash32.ofNumber(6L * Hash32.SIZE);

  private RelayCallCodec() {}

  /** The calldata of a call. */
  public static Bytes encode(RelayCall call) {
    ByteWriter calldata = new ByteWriter(8 * Hash32.SIZE + call.payload().size());
    calldata.writeInt(SELECTOR);
    IdentifierCodec.write(call.identifier(), calldata);
    calldata.writeHash(PAYLOAD_OFFSET);
    AbiBytes.write(call.payload(), calldata);
    return calldata.toBytes();
  }

  /** Reads calldata in the canonical form that {@link #encode} writes. */
  public static RelayCall decode(Bytes calldata) throws DecodingException {
    ByteReader reader = calldata.reader();
    if (reader.readInt() != SELECTOR) {
      throw new DecodingException("not a call of relayMessage: wrong selector");
    }
    Identifier identifier = IdentifierCodec.read(reader);
    if (!reader.readHash().equals(PAYLOAD_OFFSET)) {
      throw new DecodingException("not the canonical form of relayMessage: wrong offset");
    }
    Bytes payload = AbiBytes.read(reader);
    reader.demandEnd();
    return new RelayCall(identifier, payload);
  }
}
