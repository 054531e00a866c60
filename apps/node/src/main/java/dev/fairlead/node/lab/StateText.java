package dev.fairlead.node.lab;

import dev.fairlead.simulator.world.NodeView;
import dev.fairlead.simulator.world.Place;
import dev.fairlead.simulator.world.WorldView;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.Watermark;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A world, or one of its nodes, at one moment as text. */
final class StateText {
  private final WorldView world;
  private final Map<PeerId, String> names = new HashMap<>();

  StateText(WorldView world) {
    this.world = world;
    world.nodes().forEach(node -> names.put(node.place().peer(), node.place().name()));
  }

  /** The relay chain, every para and every node, a line each. */
  List<String> everything() {
    List<String> lines = new ArrayList<>(moment());
    world
        .paras()
        .forEach((id, para) ->
            lines.add(
                "para %s: acted on all up to %s, %d waiting"
                    .formatted(id, shown(para.watermark()), para.waiting())));
    for (NodeView node : world.nodes()) {
      lines.add(
          "%-20s %s, %d connections, %d requests under way"
              .formatted(node.place().name(), life(node), node.connected().size(), node.asks()));
    }
    return lines;
  }

  /** One node, with all that its machine tells of itself; absent if no node bears the name. */
  Optional<List<String>> node(String name) {
    return world.nodes().stream()
        .filter(one -> one.place().name().equals(name))
        .findFirst()
        .map(this::node);
  }

  private List<String> node(NodeView node) {
    List<String> lines = new ArrayList<>(moment());
    lines.add(node.place().name() + ": " + life(node));
    lines.add("connections: " + shown(node.connected()));
    lines.add("requests under way: " + node.asks());
    lines.add("orders that wait for the disk: " + node.behindSync());
    node.machine().ifPresent(machine -> lines.add("machine: " + machine));
    node.snapshot().ifPresent(snapshot -> add(lines, "  ", snapshot));
    return lines;
  }

  private List<String> moment() {
    return List.of(
        "step %d, time %s s, slot %d"
            .formatted(world.when().step(), Lives.seconds(world.when().timeNanos()), world.slot()),
        "relay chain: head " + Lives.shown(world.head()),
        "relay chain: final " + Lives.shown(world.finalized()));
  }

  private static String life(NodeView node) {
    return (node.isUp() ? "up" : "down") + ", started " + times(node.starts());
  }

  private static String shown(Watermark mark) {
    String block = "relay block " + mark.block();
    return mark.para().equals(ParaId.HIGHEST) ? block : "para " + mark.para() + " in " + block;
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private void add(List<String> lines, String indent, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = component(value, component);
      String name = indent + component.getName() + ":";
      if (part instanceof Record inner && !names.containsKey(part)) {
        lines.add(name);
        add(lines, indent + "  ", inner);
      } else {
        lines.add(name + " " + shown(part));
      }
    }
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private String shown(Object value) {
    return switch (value) {
      case PeerId peer -> names.getOrDefault(peer, peer.toString());
      case Watermark mark -> shown(mark);
      case Place place -> place.name();
      case Optional<?> optional -> optional.map(this::shown).orElse("none");
      case Collection<?> many ->
          many.isEmpty()
              ? "none"
              : many.stream().map(this::shown).collect(Collectors.joining(", "));
      case Map<?, ?> map ->
          map.isEmpty()
              ? "none"
              : map.entrySet().stream()
                  .map(one -> shown(one.getKey()) + " = " + shown(one.getValue()))
                  .collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }
}
