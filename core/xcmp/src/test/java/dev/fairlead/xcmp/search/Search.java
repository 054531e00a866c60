package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Visits every state that a small relay chain can reach, shortest ways first, each content once,
 * and judges each by the properties.
 */
final class Search {
  private final Scope scope;
  private final Set<Property> properties;
  private final Bed bed;
  private final Paras paras;
  private final Check check;
  private final Set<Hash32> known = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private Optional<Violation> violation = Optional.empty();
  private long candidates;

  Search(Scope scope, Set<Property> properties, Relay relay, Paras paras) {
    this.scope = scope;
    this.properties = properties;
    this.paras = paras;
    this.bed = new Bed(scope, relay, paras);
    this.check = new Check(scope, bed, paras);
  }

  /**
   * What a search came to.
   *
   * @param violation the first that it met, if any
   * @param states with different content
   * @param blocks that the transition was applied to
   * @param candidates that were taken
   */
  record Result(Optional<Violation> violation, int states, long blocks, long candidates) {}

  /** Runs to the end, or to the first violation. */
  Result run() {
    Node start = bed.start();
    Successors successors = new Successors(scope, bed, paras, start);
    visit(start);
    while (violation.isEmpty() && !open.isEmpty()) {
      Node node = open.removeFirst();
      if (node.used() < scope.blocks()) {
        successors.of(node, this::visit, draft -> offered(node, draft));
      }
    }
    return new Result(violation, known.size(), bed.blocksMade(), candidates);
  }

  private void visit(Node node) {
    if (violation.isPresent() || !known.add(StateKey.of(node, paras))) {
      return;
    }
    for (Property property : properties) {
      report(property, node, check.state(property, node));
    }
    open.addLast(node);
  }

  private void offered(Node node, Paras.Draft draft) {
    candidates++;
    for (Property property : properties) {
      report(property, node, check.candidate(property, node, draft));
    }
  }

  private void report(Property property, Node node, Optional<String> what) {
    if (violation.isEmpty()) {
      violation = what.map(found -> new Violation(property, node.trail(), found));
    }
  }
}
