package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;

/** The hash chain from a log to the checksum of a message (section 2.2). Pure functions. */
public final class MessageHashes {
  /** First byte of every checksum: its version and its access-list entry type. */
  public static final int CHECKSUM_VERSION = 3;

  private MessageHashes() {}

  /** Keccak-256 of topics and data; {@code msgHash} in the inbox's ABI. */
  public static Hash32 payloadHash(EventLog log) {
    return Keccak256.hash(log.payload());
  }

  /** Binds the emitter to a payload hash: what the log store keeps per log. */
  public static Hash32 logHash(Address20 origin, Hash32 payloadHash) {
    byte[] input = new byte[Address20.SIZE + Hash32.SIZE];
    origin.write(input, 0);
    payloadHash.write(input, Address20.SIZE);
    return Keccak256.hash(input);
  }

  /** The log hash of a whole log. */
  public static Hash32 logHash(EventLog log) {
    return logHash(log.address(), payloadHash(log));
  }

  /** Block, timestamp and log index in one word, in the order of the lookup entry. */
  public static Hash32 packedIdentifier(LogPosition position, long timestamp) {
    long blockNumber = position.blockNumber();
    return new Hash32(
        0,
        blockNumber >>> 32,
        (blockNumber << 32) | (timestamp >>> 32),
        (timestamp << 32) | position.logIndex());
  }

  /** Binds position and timestamp to a log hash. */
  public static Hash32 identifiedLogHash(Hash32 logHash, LogPosition position, long timestamp) {
    return new Keccak256().update(logHash).update(packedIdentifier(position, timestamp)).digest();
  }

  /** The checksum that the inbox demands, computed from what a log store knows. */
  public static Hash32 checksum(
      ChainId chain, LogPosition position, long timestamp, Hash32 logHash) {
    Hash32 bare =
        new Keccak256()
            .update(identifiedLogHash(logHash, position, timestamp))
            .update(chain.word())
            .digest();
    long first = (bare.w0() & 0x00ff_ffff_ffff_ffffL) | ((long) CHECKSUM_VERSION << 56);
    return new Hash32(first, bare.w1(), bare.w2(), bare.w3());
  }

  /** The checksum of a message from its identifier and payload hash. */
  public static Hash32 checksum(Identifier id, Hash32 payloadHash) {
    return checksum(id.chainId(), id.position(), id.timestamp(), logHash(id.origin(), payloadHash));
  }
}
