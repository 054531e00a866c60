package dev.fairlead.jsonrpc.eth;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decodes hex from a JSON parser's own buffer, without a string in between: the fast path. */
final class HexText {
  private static final byte[] DIGITS = new byte[128];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int i = 0; i < 16; i++) {
      DIGITS[Character.forDigit(i, 16)] = (byte) i;
      DIGITS[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
  }

  private HexText() {}

  /** Number of bytes of the string at which the parser stands. */
  static int size(JsonParser parser, String name) throws DecodingException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new DecodingException(name + ": expected hex, got " + parser.currentToken());
    }
    int length = parser.getStringLength();
    char[] text = parser.getStringCharacters();
    int at = parser.getStringOffset();
    if (length < 2 || length % 2 != 0 || text[at] != '0' || (text[at + 1] | 0x20) != 'x') {
      throw new DecodingException(name + ": expected whole bytes of hex with 0x prefix");
    }
    return length / 2 - 1;
  }

  /** Decodes the string at which the parser stands; the target must have room. */
  static void decode(JsonParser parser, byte[] target, int offset, String name)
      throws DecodingException {
    int size = size(parser, name);
    char[] text = parser.getStringCharacters();
    int at = parser.getStringOffset() + 2;
    int flaws = 0;
    for (int i = 0; i < size; i++) {
      char high = text[at + 2 * i];
      char low = text[at + 2 * i + 1];
      int value = DIGITS[high & 127] << 4 | DIGITS[low & 127];
      flaws |= value | (127 - high) | (127 - low); // negative if any is no digit
      target[offset + i] = (byte) value;
    }
    if (flaws < 0) {
      throw new DecodingException(name + ": not a hex digit");
    }
  }

  /** Decodes exactly {@code size} bytes. */
  static void decode(JsonParser parser, byte[] target, int offset, int size, String name)
      throws DecodingException {
    if (size(parser, name) != size) {
      throw new DecodingException(name + ": expected " + size + " bytes of hex");
    }
    decode(parser, target, offset, name);
  }

  /** A quantity of at most 64 bits, or a JSON number that is not negative. */
  static long number(JsonParser parser, String name) throws DecodingException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0) {
      return parser.getLongValue();
    }
    int length = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getStringLength() : 0;
    if (length < 3 || length > 18) {
      throw new DecodingException(name + ": expected a hex quantity of at most 64 bits");
    }
    char[] text = parser.getStringCharacters();
    int at = parser.getStringOffset();
    long value = 0;
    for (int i = 2; i < length; i++) {
      char digit = text[at + i];
      if (digit > 127 || DIGITS[digit] < 0 || text[at] != '0' || text[at + 1] != 'x') {
        throw new DecodingException(name + ": expected a hex quantity of at most 64 bits");
      }
      value = value << 4 | DIGITS[digit];
    }
    return value;
  }
}
