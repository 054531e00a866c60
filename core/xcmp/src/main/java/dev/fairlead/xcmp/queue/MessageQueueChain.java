package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;

/**
 * The hash chain over all messages of one channel; only its head is committed.
 *
 * @param codec how links are hashed
 * @param head newest link, zero before the first message
 */
public record MessageQueueChain(LinkCodec codec, Hash32 head) {
  /** The chain of a channel without messages. */
  public static MessageQueueChain empty(LinkCodec codec) {
    return new MessageQueueChain(codec, Hash32.ZERO);
  }

  /** The chain with one more message; what the number means is the codec's choice. */
  public MessageQueueChain append(long number, Bytes body) {
    return appendHash(number, LinkCodec.bodyHash(body));
  }

  /** The chain with one more message of which only the body's hash is known. */
  public MessageQueueChain appendHash(long number, Hash32 bodyHash) {
    return new MessageQueueChain(codec, codec.link(head, number, bodyHash));
  }
}
