package dev.fairlead.xcmp.hrmp;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A channel as the live relay chain stores it. Numbers are unsigned 32 bits, deposits 128 bits in
 * the smallest unit of the relay chain's token.
 *
 * @param maxCapacity most messages that may wait
 * @param maxTotalSize most bytes that may wait
 * @param maxMessageSize most bytes of one message
 * @param messageCount messages that wait
 * @param totalSize bytes that wait
 * @param mqcHead newest link; absent before the first message
 * @param deposits absent where only the first six fields are given, on which parachains may rely
 */
public record HrmpChannel(
    long maxCapacity,
    long maxTotalSize,
    long maxMessageSize,
    long messageCount,
    long totalSize,
    Optional<Hash32> mqcHead,
    Optional<Deposits> deposits) {

  /**
   * What both ends have reserved.
   *
   * @param sender unsigned 128 bits
   * @param recipient unsigned 128 bits
   */
  public record Deposits(BigInteger sender, BigInteger recipient) {}

  /** SCALE form. */
  public Bytes encode() {
    ScaleWriter target =
        new ScaleWriter()
            .writeU32(maxCapacity)
            .writeU32(maxTotalSize)
            .writeU32(maxMessageSize)
            .writeU32(messageCount)
            .writeU32(totalSize)
            .writeOption(mqcHead, ScaleWriter::writeHash);
    deposits.ifPresent(both -> target.writeU128(both.sender()).writeU128(both.recipient()));
    return target.toBytes();
  }

  /** Decodes the full structure, or its first six fields; surplus bytes are refused. */
  public static HrmpChannel decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    long maxCapacity = reader.readU32();
    long maxTotalSize = reader.readU32();
    long maxMessageSize = reader.readU32();
    long messageCount = reader.readU32();
    long totalSize = reader.readU32();
    Optional<Hash32> head = reader.readOption(ScaleReader::readHash);
    Optional<Deposits> deposits =
        reader.remaining() == 0
            ? Optional.empty()
            : Optional.of(new Deposits(reader.readU128(), reader.readU128()));
    reader.demandEnd();
    return new HrmpChannel(
        maxCapacity, maxTotalSize, maxMessageSize, messageCount, totalSize, head, deposits);
  }
}
