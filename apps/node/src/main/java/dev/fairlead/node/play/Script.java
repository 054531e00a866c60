package dev.fairlead.node.play;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dialogue: commands and the answers that are expected. A line that begins at column 1 is a
 * command, an indented one an answer; {@code #} begins a comment. Holds printable text only, so
 * that it can be shown on any terminal.
 *
 * @param lines in order
 */
record Script(List<Line> lines) {
  /** Most bytes of a script. */
  static final int BYTES_MAX = 1 << 20;

  private static final String ANSWER_INDENT = "    ";

  Script {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param text without its end
   * @param command what it asks for; absent for comments, answers and blank lines
   */
  record Line(int number, String text, Optional<ScriptCommand> command) {
    boolean isAnswer() {
      return text.startsWith(" ") && !text.isBlank();
    }
  }

  /** Reads a whole script; the first mistake ends it. */
  static Script parse(byte[] utf8) throws ScriptException {
    if (utf8.length > BYTES_MAX) {
      throw new ScriptException("longer than " + BYTES_MAX + " bytes");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new ScriptException("not UTF-8 text");
    }
    List<Line> lines = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      lines.add(parse(lines.size() + 1, line));
    }
    if (lines.getLast().text().isEmpty()) {
      lines.removeLast(); // the end of the last line begins no other
    }
    return new Script(lines);
  }

  private static Line parse(int number, String line) throws ScriptException {
    demandPrintable(number, line);
    Words words = Words.of(number, line.startsWith(" ") ? "" : line);
    return new Line(
        number,
        line.stripTrailing(),
        words.isAtEnd() ? Optional.empty() : Optional.of(CommandParser.parse(words)));
  }

  private static void demandPrintable(int number, String line) throws ScriptException {
    int column = 1;
    for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
      int character = line.codePointAt(at);
      boolean isPrintable =
          switch (Character.getType(character)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.PRIVATE_USE,
                Character.UNASSIGNED,
                Character.SURROGATE ->
                false;
            default -> true;
          };
      if (!isPrintable) {
        throw new ScriptException(
            number, column, "expected printable text, got U+%04X".formatted(character));
      }
      column++;
    }
  }

  /** An answer as it stands in a script. */
  static String answer(String text) {
    return ANSWER_INDENT + text;
  }
}
