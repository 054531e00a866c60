package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Parses the answers of a service to calls that were numbered from {@code firstId} on. Members may
 * come in any order; an answer without its id, with a foreign or repeated one, or with neither or
 * both of result and error is malformed.
 *
 * @param <T> form of the results
 */
public final class RpcAnswerParser<T> {
  private final ResultReader<T> reader;
  private final long firstId;
  private final List<@Nullable RpcAnswer<T>> answers;
  private int found;

  private RpcAnswerParser(ResultReader<T> reader, long firstId, int count) {
    this.reader = reader;
    this.firstId = firstId;
    this.answers = new ArrayList<>(Collections.nCopies(count, null));
  }

  /** Parses the answer to a single call. */
  public static <T> RpcAnswer<T> parseSingle(JsonParser parser, ResultReader<T> reader, long id)
      throws DecodingException {
    return parse(parser, reader, id, 1, false).getFirst();
  }

  /**
   * Parses the answers to a batch, in the order of its calls. A single error object without an id
   * refuses them all.
   */
  public static <T> List<RpcAnswer<T>> parseBatch(
      JsonParser parser, ResultReader<T> reader, long firstId, int count) throws DecodingException {
    return parse(parser, reader, firstId, count, true);
  }

  private static <T> List<RpcAnswer<T>> parse(
      JsonParser parser, ResultReader<T> reader, long firstId, int count, boolean isBatch)
      throws DecodingException {
    RpcAnswerParser<T> state = new RpcAnswerParser<>(reader, firstId, count);
    try {
      @Nullable JsonToken first = parser.nextToken(); // null if there is nothing at all
      if (first == JsonToken.START_OBJECT) {
        state.parseAnswer(parser, true);
      } else if (first == JsonToken.START_ARRAY && isBatch) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          state.parseAnswer(parser, false);
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, "an answer is no JSON object");
      } else {
        throw new DecodingException("the answer is no JSON object" + (isBatch ? " or array" : ""));
      }
      expect(parser.nextToken() == null, "there is text after the answer");
    } catch (JacksonException e) {
      throw new DecodingException("not JSON: " + Json.describe(e));
    }
    return state.complete();
  }

  private void parseAnswer(JsonParser parser, boolean isAlone) throws DecodingException {
    long id = -1;
    boolean isIdNull = true;
    boolean isResultNull = false; // some services write it beside an error
    @Nullable RpcAnswer<T> answer = null; // until result or error has come
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("id")) {
        isIdNull = value == JsonToken.VALUE_NULL;
        id = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : -1;
      } else if (name.equals("result") && value == JsonToken.VALUE_NULL) {
        isResultNull = true;
      } else if (name.equals("result")) {
        expect(answer == null, "the answer has both a result and an error");
        answer = new RpcAnswer.Value<>(reader.read(parser));
      } else if (name.equals("error") && value != JsonToken.VALUE_NULL) {
        expect(answer == null, "the answer has both a result and an error");
        answer = new RpcAnswer.Refusal<>(error(Json.readTree(parser)));
      } else {
        parser.skipChildren();
      }
    }
    if (answer == null) {
      expect(isResultNull, "the answer has neither a result nor an error");
      answer = new RpcAnswer.Value<>(readNull());
    }
    if (isAlone && isIdNull && answer instanceof RpcAnswer.Refusal<T>) {
      Collections.fill(answers, answer);
      found = answers.size();
      return;
    }
    expect(id >= firstId && id - firstId < answers.size(), "the answer has a wrong id");
    expect(answers.set((int) (id - firstId), answer) == null, "two answers have the same id");
    found++;
  }

  private List<RpcAnswer<T>> complete() throws DecodingException {
    List<RpcAnswer<T>> complete = new ArrayList<>(answers.size());
    for (@Nullable RpcAnswer<T> answer : answers) {
      if (answer == null) {
        throw new DecodingException(found + " answers to " + answers.size() + " calls");
      }
      complete.add(answer);
    }
    return complete;
  }

  private T readNull() throws DecodingException {
    try (JsonParser parser = Json.stream("null")) {
      parser.nextToken();
      return reader.read(parser);
    }
  }

  private static RpcError error(JsonNode error) throws DecodingException {
    if (!error.isObject()) {
      throw new DecodingException("the error is no JSON object");
    }
    JsonNode code = error.path("code");
    String message = error.path("message").asString("");
    return new RpcError(
        code.isInt() ? code.intValue() : RpcError.INTERNAL_ERROR, message, error.path("data"));
  }

  private static void expect(boolean isTrue, String flaw) throws DecodingException {
    if (!isTrue) {
      throw new DecodingException(flaw);
    }
  }
}
