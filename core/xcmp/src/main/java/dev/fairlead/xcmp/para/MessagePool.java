package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.LinkCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that a para has got hold of, with or without their bodies. A message is found by what
 * the relay chain knows: the message root of the block that sent it. Nothing here is trusted: a
 * message that does not fit is never found. Owned by one thread.
 */
public final class MessagePool {
  private final ParaId recipient;
  private final Map<Name, SentMessage> byRoot = new HashMap<>();
  private final Map<Name, SentMessage> byLink = new HashMap<>();
  private final Map<Hash32, Bytes> bodies = new HashMap<>();

  private record Name(ParaId sender, Hash32 hash) {}

  /** An empty pool of one recipient. */
  public MessagePool(ParaId recipient) {
    this.recipient = recipient;
  }

  /** Adds a message; ignores one for another recipient or with a proof that leads nowhere. */
  public void add(SentMessage message) {
    Hash32 link = message.link();
    if (!message.channel().recipient().equals(recipient)) {
      return;
    }
    Optional<Hash32> root = message.proof().climb(recipient, link);
    if (root.isPresent()) {
      ParaId sender = message.channel().sender();
      byRoot.put(new Name(sender, root.get()), message);
      byLink.put(new Name(sender, link), message);
    }
  }

  /** Adds a message with its body. */
  public void add(PovVerdict.Sent sent) {
    add(sent.message());
    addBody(sent.body());
  }

  /** Adds a body; which message it belongs to, its hash says. */
  public void addBody(Bytes body) {
    bodies.put(LinkCodec.bodyHash(body), body);
  }

  /** Drops a body, as if it had never come. */
  public void dropBody(Hash32 bodyHash) {
    bodies.remove(bodyHash);
  }

  /** Forgets a message with its body, when no fork can act on it any more. */
  public void drop(SentMessage message) {
    ParaId sender = message.channel().sender();
    Hash32 link = message.link();
    byLink.remove(new Name(sender, link));
    message.proof().climb(recipient, link).ifPresent(root -> byRoot.remove(new Name(sender, root)));
    bodies.remove(message.bodyHash());
  }

  /** The newest message under a message root. */
  public Optional<SentMessage> under(ParaId sender, Hash32 messageRoot) {
    return Optional.ofNullable(byRoot.get(new Name(sender, messageRoot)));
  }

  /** The message with a link. */
  public Optional<SentMessage> withLink(ParaId sender, Hash32 link) {
    return Optional.ofNullable(byLink.get(new Name(sender, link)));
  }

  /** The body with a hash. */
  public Optional<Bytes> body(Hash32 bodyHash) {
    return Optional.ofNullable(bodies.get(bodyHash));
  }
}
