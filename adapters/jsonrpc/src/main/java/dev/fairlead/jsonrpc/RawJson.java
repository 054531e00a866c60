package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Cuts JSON text into its parts without rewriting them: every digit and space stays as it came. */
public final class RawJson {
  private RawJson() {}

  /** The texts of the elements of an array. */
  public static List<String> elements(String array) throws DecodingException {
    try (JsonParser parser = Json.stream(array)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new DecodingException("not a JSON array: " + Json.excerpt(array));
      }
      List<String> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(slice(parser, array));
      }
      return elements;
    } catch (JacksonException e) {
      throw new DecodingException("not JSON: " + Json.describe(e));
    }
  }

  /** The text of one member of an object; empty if the text is no object or has no such member. */
  public static Optional<String> member(String object, String name) throws DecodingException {
    try (JsonParser parser = Json.stream(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isFound = parser.currentName().equals(name);
        parser.nextToken();
        if (isFound) {
          return Optional.of(slice(parser, object));
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException e) {
      throw new DecodingException("not JSON: " + Json.describe(e));
    }
  }

  /** Whether the text is that of an array, judged by its first character. */
  public static boolean isArray(String json) {
    return json.stripLeading().startsWith("[");
  }

  /** Whether the text is that of an array or object, judged by its first character. */
  public static boolean isContainer(String json) {
    return isArray(json) || json.stripLeading().startsWith("{");
  }

  /** An array of these texts. */
  public static String array(List<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }

  private static String slice(JsonParser parser, String source) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return source.substring(start, (int) parser.currentLocation().getCharOffset());
  }
}
