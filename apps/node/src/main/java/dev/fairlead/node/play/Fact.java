package dev.fairlead.node.play;

import dev.fairlead.jsonrpc.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that a command brought about, or that it shows.
 *
 * @param text a line for people
 * @param json the same for machines, with its kind
 */
record Fact(String text, ObjectNode json) {
  static Fact of(String kind, String text) {
    return new Fact(text, Json.object().put("kind", kind));
  }

  Fact with(String field, String value) {
    return new Fact(text, json.deepCopy().put(field, value));
  }

  Fact with(String field, long value) {
    return new Fact(text, json.deepCopy().put(field, value));
  }

  Fact with(String field, boolean value) {
    return new Fact(text, json.deepCopy().put(field, value));
  }

  /** The same as something that happened in a block. */
  Fact inBlock(String name) {
    ObjectNode located = Json.object().put("relayBlock", name);
    located.setAll(json);
    return new Fact(name + "  " + text, located);
  }
}
