package dev.fairlead.kernel.bytes;

/** Strict hexadecimal text with {@code 0x} prefix, as JSON-RPC writes byte strings. */
public final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Hex() {}

  /** Lower-case digits with prefix; an empty input gives {@code 0x}. */
  public static String encode(byte[] bytes) {
    char[] text = new char[2 + 2 * bytes.length];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < bytes.length; i++) {
      text[2 + 2 * i] = DIGITS[(bytes[i] >> 4) & 15];
      text[3 + 2 * i] = DIGITS[bytes[i] & 15];
    }
    return new String(text);
  }

  /** Decodes text of any even length; upper and lower case are accepted, the prefix is demanded. */
  public static byte[] decode(CharSequence text) throws DecodingException {
    int length = text.length();
    if (length < 2 || text.charAt(0) != '0' || (text.charAt(1) | 0x20) != 'x') {
      throw new DecodingException("hex must start with 0x: " + excerpt(text));
    }
    if (length % 2 != 0) {
      throw new DecodingException("hex has an odd number of digits: " + excerpt(text));
    }
    byte[] bytes = new byte[length / 2 - 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(text, 2 + 2 * i) << 4 | digit(text, 3 + 2 * i));
    }
    return bytes;
  }

  /** Decodes text that must hold exactly {@code size} bytes. */
  public static byte[] decode(CharSequence text, int size) throws DecodingException {
    if (text.length() != 2 + 2 * size) {
      throw new DecodingException(
          "expected " + size + " bytes of hex with 0x prefix, got: " + excerpt(text));
    }
    return decode(text);
  }

  private static int digit(CharSequence text, int index) throws DecodingException {
    int value = Character.digit(text.charAt(index), 16);
    if (value < 0 || text.charAt(index) > 'f') {
      throw new DecodingException("not a hex digit at position " + index + ": " + excerpt(text));
    }
    return value;
  }

  private static String excerpt(CharSequence text) {
    String shown = text.length() <= 80 ? text.toString() : text.subSequence(0, 77) + "...";
    return '"' + shown.replaceAll("[\\p{Cntrl}\"]", "?") + '"';
  }
}
