package dev.fairlead.node.json;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.CallFault;
import dev.fairlead.xcmp.relaychain.CandidateFault;
import dev.fairlead.xcmp.relaychain.PostFault;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of core as JSON: a record becomes an object of its components, with its name as kind if it
 * is one of several alternatives, and the rule that a fault breaks. So every event and every fault
 * has all its values for machines.
 */
public final class RecordJson {
  private RecordJson() {}

  /** A record as an object of its components. */
  public static ObjectNode of(Record value) {
    ObjectNode object = Json.object();
    components(value, object);
    return object;
  }

  /** A record as an object that names its kind. */
  public static ObjectNode event(Record event) {
    ObjectNode object = Json.object().put("kind", event.getClass().getSimpleName());
    switch (event) {
      case CandidateFault fault -> object.put("rule", fault.rule().name());
      case CallFault fault -> object.put("rule", fault.rule().name());
      case PostFault fault -> object.put("rule", fault.rule().name());
      default -> {}
    }
    components(event, object);
    return object;
  }

  private static void components(Record value, ObjectNode object) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      object.set(component.getName(), node(component(value, component)));
    }
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case ParaId para -> Json.array().numberNode(para.value());
      case Integer number -> Json.array().numberNode(number);
      case Long number -> Json.array().numberNode(number);
      case Double number -> Json.array().numberNode(number);
      case Boolean truth -> Json.array().booleanNode(truth);
      case Optional<?> optional ->
          optional.isPresent() ? node(optional.get()) : Json.array().nullNode();
      case Collection<?> many -> {
        ArrayNode array = Json.array();
        many.forEach(one -> array.add(node(one)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = Json.object();
        map.forEach((key, entry) -> object.set(key.toString(), node(entry)));
        yield object;
      }
      case Hash32 hash -> Json.array().stringNode(hash.toString());
      case Record alternative when isAlternative(alternative) -> event(alternative);
      case Record part -> of(part);
      default -> Json.array().stringNode(value.toString());
    };
  }

  private static boolean isAlternative(Record value) {
    for (Class<?> type : value.getClass().getInterfaces()) {
      if (type.isSealed()) {
        return true;
      }
    }
    return false;
  }
}
