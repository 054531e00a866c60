package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import tools.jackson.databind.node.ObjectNode;

/** What is printed for one line of the input. */
sealed interface LineAnswer {
  /** The object to print. */
  ObjectNode json();

  /** A result. */
  record Done(ObjectNode json) implements LineAnswer {}

  /** An error object in the place of a result; the exit code will be 2. */
  record Bad(ObjectNode json) implements LineAnswer {
    /** Input of a wrong form. */
    static Bad input(String message) {
      ObjectNode error = Json.object();
      error.put("code", "bad-input");
      error.put("message", message);
      return wrap(error);
    }

    /** A storage key that is wrong, or missing, at a position. */
    static Bad key(int position, String code, String message) {
      ObjectNode error = Json.object();
      error.put("position", position);
      error.put("code", code);
      error.put("message", message);
      return wrap(error);
    }

    private static Bad wrap(ObjectNode error) {
      ObjectNode answer = Json.object();
      answer.set("error", error);
      return new Bad(answer);
    }
  }
}
