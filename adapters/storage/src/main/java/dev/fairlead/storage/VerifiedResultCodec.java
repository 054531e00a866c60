package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.verifier.BaseInclusion;
import dev.fairlead.opstack.verifier.BlockOutput;
import dev.fairlead.opstack.verifier.ChainResult;
import dev.fairlead.opstack.verifier.VerifiedResult;
import java.util.SortedMap;
import java.util.TreeMap;

/** A verified result with a checksum of its own, since it is read back alone. */
final class VerifiedResultCodec {
  private static final int INCLUSION_UNKNOWN = 0;
  private static final int INCLUSION_KNOWN = 1;
  private static final int OPTIMISTIC_IS_VERIFIED = 0;
  private static final int OPTIMISTIC_FOLLOWS = 1;

  private VerifiedResultCodec() {}

  static void write(VerifiedResult result, ByteWriter target) {
    ByteWriter writer = new ByteWriter(256);
    writer.writeLong(result.timestamp());
    switch (result.inclusion()) {
      case BaseInclusion.Unknown() -> writer.writeByte(INCLUSION_UNKNOWN);
      case BaseInclusion.Known(BlockRef block) ->
          StoreChangeCodec.write(block, writer.writeByte(INCLUSION_KNOWN));
    }
    writer.writeInt(result.chains().size());
    result
        .chains()
        .forEach((chain, outputs) -> {
          writer.writeHash(chain.word());
          write(outputs.verified(), writer);
          if (outputs.optimistic().equals(outputs.verified())) {
            writer.writeByte(OPTIMISTIC_IS_VERIFIED);
          } else {
            write(outputs.optimistic(), writer.writeByte(OPTIMISTIC_FOLLOWS));
          }
        });
    byte[] bytes = writer.toByteArray();
    target.writeInt(bytes.length).writeBytes(bytes);
    target.writeInt(Checksums.of(bytes, 0, bytes.length));
  }

  static VerifiedResult read(ByteReader source) throws DecodingException {
    byte[] bytes = source.readBytes(source.readInt()).toByteArray();
    if (source.readInt() != Checksums.of(bytes, 0, bytes.length)) {
      throw new DecodingException("checksum of a verified result");
    }
    ByteReader reader = new ByteReader(bytes);
    long timestamp = reader.readLong();
    BaseInclusion inclusion = readInclusion(reader);
    SortedMap<ChainId, ChainResult> chains = new TreeMap<>();
    for (int left = reader.readInt(); left > 0; left--) {
      ChainId chain = new ChainId(reader.readHash());
      BlockOutput verified = readOutput(reader);
      boolean isSame = reader.readUnsignedByte() == OPTIMISTIC_IS_VERIFIED;
      chains.put(chain, new ChainResult(verified, isSame ? verified : readOutput(reader)));
    }
    reader.demandEnd();
    return new VerifiedResult(timestamp, inclusion, chains);
  }

  private static BaseInclusion readInclusion(ByteReader reader) throws DecodingException {
    int kind = reader.readUnsignedByte();
    return switch (kind) {
      case INCLUSION_UNKNOWN -> new BaseInclusion.Unknown();
      case INCLUSION_KNOWN -> new BaseInclusion.Known(StoreChangeCodec.readRef(reader));
      default -> throw new DecodingException("unknown kind of inclusion: " + kind);
    };
  }

  private static void write(BlockOutput output, ByteWriter writer) {
    StoreChangeCodec.write(output.block(), writer);
    writer.writeHash(output.stateRoot()).writeHash(output.storageRoot());
  }

  private static BlockOutput readOutput(ByteReader reader) throws DecodingException {
    BlockRef block = StoreChangeCodec.readRef(reader);
    Hash32 stateRoot = reader.readHash();
    return new BlockOutput(block, stateRoot, reader.readHash());
  }
}
