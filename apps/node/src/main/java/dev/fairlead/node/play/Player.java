package dev.fairlead.node.play;

import dev.fairlead.jsonrpc.Json;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays a script from its first line to its last. As text it gives back the script with the answers
 * in their places, so that what is printed is a script again; as JSON one object per command.
 */
final class Player {
  private final Script script;
  private final Interpreter interpreter = new Interpreter();

  Player(Script script) {
    this.script = script;
  }

  /** Gives every line, answers renewed. What the script says wrongly ends it. */
  void asText(Consumer<String> out) throws ScriptException {
    for (Script.Line line : script.lines()) {
      if (!line.isAnswer()) {
        out.accept(line.text());
        for (Fact fact : answer(line)) {
          out.accept(Script.answer(fact.text()));
        }
      }
    }
  }

  /** Gives one JSON object per command. */
  void asJson(Consumer<String> out) throws ScriptException {
    for (Script.Line line : script.lines()) {
      if (line.command().isPresent()) {
        ObjectNode object = Json.object().put("line", line.number());
        object.put("command", line.text());
        ArrayNode answer = object.putArray("answer");
        answer(line).forEach(fact -> answer.add(fact.json().put("text", fact.text())));
        out.accept(Json.write(object));
      }
    }
  }

  private List<Fact> answer(Script.Line line) throws ScriptException {
    return line.command().isEmpty()
        ? List.of()
        : interpreter.carryOut(
            line.command().get(), new Words.Word(line.text(), line.number(), 1, false));
  }
}
