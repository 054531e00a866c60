package dev.fairlead.jsonrpc.eth;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.message.Predeploys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads logs from a stream, one after the other, and keeps of each its hash and the reference it
 * makes. A log that contradicts its neighbours or its block is noted as the flaw of the whole.
 * Owned by one thread; all buffers are used again for each log.
 */
final class LogScanner {
  private static final int TOPICS_OFFSET = Address20.SIZE;

  private final HashList.Builder hashes = new HashList.Builder(256);
  private final List<MessageReference> references = new ArrayList<>();
  private final Keccak256 keccak = new Keccak256();
  private final byte[] blockHash = new byte[Hash32.SIZE];
  private final byte[] hashInput = new byte[Address20.SIZE + Hash32.SIZE];
  private final byte[] topics = new byte[EventLog.TOPICS_MAX * Hash32.SIZE];
  private final BlockClaim claim;
  private byte[] data = new byte[1024];
  private byte[] log = new byte[1024];
  private int topicCount;
  private int dataSize;
  private int logSize;

  LogScanner(BlockClaim claim) {
    this.claim = claim;
  }

  /** Reads the log object at which the parser stands. */
  void scan(JsonParser parser, long transactionIndex) throws DecodingException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new DecodingException("a log must be a JSON object");
    }
    int found = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "address" -> {
          HexText.decode(parser, log, 0, Address20.SIZE, name);
          found |= 1;
        }
        case "topics" -> {
          readTopics(parser);
          found |= 2;
        }
        case "data" -> {
          readData(parser);
          found |= 4;
        }
        case "logIndex" -> {
          claim.demand(
              HexText.number(parser, name) == hashes.size(),
              () -> "log " + hashes.size() + " of the block has another index");
          found |= 8;
        }
        case "transactionIndex" -> {
          long index = HexText.number(parser, name);
          claim.demand(
              transactionIndex < 0 || index == transactionIndex,
              () -> "log " + hashes.size() + " stands with a foreign transaction");
        }
        case "blockHash" -> {
          HexText.decode(parser, blockHash, 0, Hash32.SIZE, name);
          claim.demandHash(blockHash);
          found |= 16;
        }
        case "blockNumber" -> claim.demandNumber(HexText.number(parser, name));
        case "removed" ->
            claim.demand(
                parser.currentToken() != JsonToken.VALUE_TRUE, () -> "a log is marked as removed");
        default -> parser.skipChildren();
      }
    }
    if (found != 31) {
      throw new DecodingException("a log lacks address, topics, data, logIndex or blockHash");
    }
    keep();
  }

  /** Address, topics and data of the last log one after the other; valid until the next. */
  byte[] lastLog() {
    return log;
  }

  int lastLogSize() {
    return logSize;
  }

  int lastTopicCount() {
    return topicCount;
  }

  /** Everything so far. */
  BlockLogs finish() {
    return new BlockLogs(hashes.build(), references, claim.flaw());
  }

  private void readTopics(JsonParser parser) throws DecodingException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new DecodingException("topics must be a JSON array");
    }
    topicCount = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (topicCount == EventLog.TOPICS_MAX) {
        throw new DecodingException("a log has more than 4 topics");
      }
      HexText.decode(parser, topics, Hash32.SIZE * topicCount, Hash32.SIZE, "topic");
      topicCount++;
    }
  }

  private void readData(JsonParser parser) throws DecodingException {
    dataSize = HexText.size(parser, "data");
    if (dataSize > data.length) {
      data = new byte[Math.max(dataSize, 2 * data.length)];
    }
    HexText.decode(parser, data, 0, "data");
  }

  private void keep() {
    int topicsSize = Hash32.SIZE * topicCount;
    logSize = TOPICS_OFFSET + topicsSize + dataSize;
    if (logSize > log.length) {
      log = Arrays.copyOf(log, Math.max(logSize, 2 * log.length));
    }
    System.arraycopy(topics, 0, log, TOPICS_OFFSET, topicsSize);
    System.arraycopy(data, 0, log, TOPICS_OFFSET + topicsSize, dataSize);

    Hash32 payloadHash = keccak.update(log, TOPICS_OFFSET, topicsSize + dataSize).digest();
    System.arraycopy(log, 0, hashInput, 0, Address20.SIZE);
    payloadHash.write(hashInput, Address20.SIZE);
    int index = hashes.size();
    hashes.add(keccak.update(hashInput).digest());
    if (Address20.read(log, 0).equals(Predeploys.CROSS_L2_INBOX)) {
      ExecutingMessageCodec.decode(lastEvent())
          .ifPresent(message -> references.add(message.toReference(index)));
    }
  }

  private EventLog lastEvent() {
    List<Hash32> all = new ArrayList<>(topicCount);
    for (int i = 0; i < topicCount; i++) {
      all.add(Hash32.read(topics, Hash32.SIZE * i));
    }
    return new EventLog(Address20.read(log, 0), all, Bytes.of(data, 0, dataSize));
  }
}
