package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/**
 * One log as a contract emitted it. Every log of a chain in the dependency set is an initiating
 * message.
 *
 * @param address emitter
 * @param topics none to four
 * @param data raw data
 */
public record EventLog(Address20 address, List<Hash32> topics, Bytes data) {
  /** The EVM knows no more. */
  public static final int TOPICS_MAX = 4;

  /** Copies the topics and refuses more than four. */
  public EventLog {
    topics = List.copyOf(topics);
    if (topics.size() > TOPICS_MAX) {
      throw new IllegalArgumentException("a log has at most 4 topics, got " + topics.size());
    }
  }

  /** All topics in order, then the data: what an executing message commits to (section 2.2). */
  public Bytes payload() {
    byte[] payload = new byte[Hash32.SIZE * topics.size() + data.size()];
    for (int i = 0; i < topics.size(); i++) {
      topics.get(i).write(payload, Hash32.SIZE * i);
    }
    data.write(payload, Hash32.SIZE * topics.size());
    return Bytes.of(payload);
  }
}
