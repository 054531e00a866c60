package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strict JSON with limits, and the forms in which Ethereum services write numbers and bytes. Keeps
 * every digit of a number. Readers name the place of a malformed value in their message.
 */
public final class Json {
  private static final BigInteger UNSIGNED_LONG_END = BigInteger.ONE.shiftLeft(64);
  private static final String OUT_OF_RANGE = "the exponent of a number is out of range";
  private static final int EXCERPT_LENGTH = 120;
  private static final int NUMBER_DIGITS_MAX = 1000;
  private static final int NESTING_MAX = 128;

  private static final JsonMapper MAPPER = mapper(NESTING_MAX, NUMBER_DIGITS_MAX);

  private static final JsonMapper STREAM =
      mapper(factory(NESTING_MAX, NUMBER_DIGITS_MAX).build(), false);

  private Json() {}

  /** A mapper with limits of its own; refuses duplicate names and text after the value. */
  public static JsonMapper mapper(int nestingMax, int numberDigitsMax) {
    return mapper(
        factory(nestingMax, numberDigitsMax)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build(),
        true);
  }

  /** Parses one value; the message of the failure says where it is broken. */
  public static JsonNode parse(String text) throws DecodingException {
    return parse(MAPPER, text);
  }

  /** Parses one value within the limits of {@code mapper}. */
  public static JsonNode parse(JsonMapper mapper, String text) throws DecodingException {
    try {
      JsonNode node = mapper.readTree(text);
      if (node.isMissingNode()) {
        throw new DecodingException("not JSON: no content");
      }
      return node;
    } catch (JacksonException e) {
      throw new DecodingException("not JSON: " + describe(e));
    } catch (NumberFormatException e) { // the library lets it out for such an exponent
      throw new DecodingException("not JSON: " + OUT_OF_RANGE);
    }
  }

  /** A parser over bytes as they were received; it does not look for duplicate names. */
  public static JsonParser stream(byte[] text) {
    return STREAM.createParser(text);
  }

  /** A parser over text as it was received; it does not look for duplicate names. */
  public static JsonParser stream(String text) {
    return STREAM.createParser(text.toCharArray());
  }

  /** The value at which the parser stands, as a tree. */
  public static JsonNode readTree(JsonParser parser) {
    try {
      return STREAM.readTree(parser);
    } catch (NumberFormatException e) {
      throw new StreamReadException(parser, OUT_OF_RANGE, e);
    }
  }

  /** What a parser objected to and where, without the excerpt of the source that it adds. */
  public static String describe(JacksonException failure) {
    String message = excerpt(String.valueOf(failure.getOriginalMessage()));
    return failure.getLocation() == null
        ? message
        : message
            + " (line "
            + failure.getLocation().getLineNr()
            + ", column "
            + failure.getLocation().getColumnNr()
            + ")";
  }

  /** The JSON text of a value on one line. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array to fill. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The text of one notification. */
  public static String notification(String method, JsonNode params) {
    ObjectNode message = object();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.set("params", params);
    return write(message);
  }

  /** An unsigned number as JSON-RPC writes quantities: {@code 0x} and no leading zeros. */
  public static String quantity(long unsigned) {
    return "0x" + Long.toHexString(unsigned);
  }

  /** A non-negative number as a quantity. */
  public static String quantity(BigInteger number) {
    return "0x" + number.toString(16);
  }

  /** A string. */
  public static String string(JsonNode node, String place) throws DecodingException {
    if (!node.isString()) {
      throw unexpected(node, place, "a string");
    }
    return node.stringValue();
  }

  /** 32 bytes of hex. */
  public static Hash32 hash(JsonNode node, String place) throws DecodingException {
    return Hash32.parse(sized(node, place, Hash32.SIZE));
  }

  /** 20 bytes of hex. */
  public static Address20 address(JsonNode node, String place) throws DecodingException {
    return Address20.parse(sized(node, place, Address20.SIZE));
  }

  /** Any number of bytes of hex. */
  public static Bytes bytes(JsonNode node, String place) throws DecodingException {
    try {
      return Bytes.parse(string(node, place));
    } catch (DecodingException e) {
      throw unexpected(node, place, "hex bytes with 0x prefix", e);
    }
  }

  /** A hex quantity, a decimal string or a JSON number; unsigned, at most 64 bits. */
  public static long number(JsonNode node, String place) throws DecodingException {
    BigInteger number = bigNumber(node, place);
    if (number.compareTo(UNSIGNED_LONG_END) >= 0) {
      throw unexpected(node, place, "a number below 2^64");
    }
    return number.longValue();
  }

  /** A hex quantity, a decimal string or a JSON number; not negative, at most 256 bits. */
  public static BigInteger bigNumber(JsonNode node, String place) throws DecodingException {
    if (node.isIntegralNumber() && node.bigIntegerValue().signum() >= 0) {
      return checked(node.bigIntegerValue(), node, place);
    }
    String text = node.isString() ? node.stringValue() : "";
    if (text.matches("0[xX][0-9a-fA-F]{1,64}")) {
      return new BigInteger(text.substring(2), 16);
    }
    if (text.matches("[0-9]{1,78}")) {
      return checked(new BigInteger(text), node, place);
    }
    throw unexpected(node, place, "a number (JSON number, decimal string or 0x-hex string)");
  }

  /** A chain id: decimal string, hex string or JSON number. */
  public static ChainId chainId(JsonNode node, String place) throws DecodingException {
    return ChainId.of(bigNumber(node, place));
  }

  /** The start of a text in one line, fit for a message. */
  public static String excerpt(String text) {
    String shown =
        text.length() <= EXCERPT_LENGTH ? text : text.substring(0, EXCERPT_LENGTH) + "...";
    return shown.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static JsonFactoryBuilder factory(int nestingMax, int numberDigitsMax) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(nestingMax)
                .maxNumberLength(numberDigitsMax)
                .maxStringLength(Integer.MAX_VALUE)
                .build());
  }

  private static JsonMapper mapper(JsonFactory factory, boolean isWhole) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, isWhole)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  private static BigInteger checked(BigInteger number, JsonNode node, String place)
      throws DecodingException {
    if (number.bitLength() > 256) {
      throw unexpected(node, place, "a number below 2^256");
    }
    return number;
  }

  private static String sized(JsonNode node, String place, int size) throws DecodingException {
    String text = node.isString() ? node.stringValue() : "";
    if (text.length() != 2 + 2 * size || !text.matches("0[xX][0-9a-fA-F]*")) {
      throw unexpected(node, place, size + " bytes of hex with 0x prefix");
    }
    return text;
  }

  private static DecodingException unexpected(JsonNode node, String place, String expected) {
    return new DecodingException(place + ": expected " + expected + ", got " + shown(node));
  }

  private static DecodingException unexpected(
      JsonNode node, String place, String expected, DecodingException cause) {
    return new DecodingException(place + ": expected " + expected + ", got " + shown(node), cause);
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : excerpt(write(node));
  }
}
