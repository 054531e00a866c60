package dev.fairlead.simulator.invariant;

import dev.fairlead.xcmp.delivery.DeliverySettings;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a node has from others and has not verified yet is bounded: bodies that are being checked
 * take as much as answers may (AM22), and proofs of validity are so many at most.
 */
public final class UnverifiedMemory implements NodeInvariant {
  private final long bodyBytesMax;
  private final int povsMax;
  private final Map<Integer, Held> nodes = new HashMap<>();
  private long checks;
  private long bodyBytesSeen;

  /** The bounds of a node's settings. */
  public UnverifiedMemory(DeliverySettings.Load load) {
    this.bodyBytesMax = load.responseBytesMax();
    this.povsMax = load.judgementsMax();
  }

  private static final class Held {
    final Map<Long, Long> bodies = new HashMap<>(); // bytes by ticket
    final Map<Long, Long> povs = new HashMap<>();
    long bodyBytes;
  }

  @Override
  public String name() {
    return "unverified-memory";
  }

  @Override
  public long checks() {
    return checks;
  }

  /** The most body bytes that any node had unverified. */
  public long bodyBytesSeen() {
    return bodyBytesSeen;
  }

  @Override
  public Optional<String> check(NodeAct act) {
    if (!(act instanceof NodeAct.Step step)) {
      return Optional.empty();
    }
    switch (step.input()) {
      case NodeInput.StoreOpened _ -> nodes.remove(step.node());
      case NodeInput.ItemsJudged judged -> verified(step.node(), judged.ticket());
      case NodeInput.PovJudged judged -> held(step.node()).povs.remove(judged.ticket());
      default -> {}
    }
    for (NodeEffect order : step.orders()) {
      Optional<String> wrong = ordered(step.node(), order);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Held held(int node) {
    return nodes.computeIfAbsent(node, _ -> new Held());
  }

  private void verified(int node, long ticket) {
    Held held = held(node);
    Long bytes = held.bodies.remove(ticket);
    held.bodyBytes -= bytes == null ? 0 : bytes;
  }

  private Optional<String> ordered(int node, NodeEffect order) {
    return switch (order) {
      case NodeEffect.JudgeItems(long ticket, var _, var items) -> {
        long bytes = items.stream().map(Item::body).mapToLong(body -> body.size()).sum();
        yield bodies(node, ticket, bytes);
      }
      case NodeEffect.JudgePov(long ticket, var _, var pov) -> povs(node, ticket, pov.size());
      default -> Optional.empty();
    };
  }

  private Optional<String> bodies(int node, long ticket, long bytes) {
    Held held = held(node);
    held.bodies.put(ticket, bytes);
    held.bodyBytes += bytes;
    bodyBytesSeen = Math.max(bodyBytesSeen, held.bodyBytes);
    checks++;
    return held.bodyBytes <= bodyBytesMax
        ? Optional.empty()
        : Optional.of("node " + node + " has " + held.bodyBytes + " unverified body bytes");
  }

  private Optional<String> povs(int node, long ticket, long bytes) {
    Held held = held(node);
    held.povs.put(ticket, bytes);
    checks++;
    return held.povs.size() <= povsMax
        ? Optional.empty()
        : Optional.of("node " + node + " checks " + held.povs.size() + " proofs of validity");
  }
}
