package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of one command, read from left to right. Text in quotes and positions in parentheses
 * are one word each.
 */
final class Words {
  private static final int EXCERPT_CHARACTERS_MAX = 40;

  private final int line;
  private final List<Word> words;
  private final int endColumn;
  private int next;

  private Words(int line, List<Word> words, int endColumn) {
    this.line = line;
    this.words = words;
    this.endColumn = endColumn;
  }

  /**
   * A word of a script.
   *
   * @param text without quotes
   * @param line from 1
   * @param column of its first character, from 1
   * @param isQuoted whether it stood in quotes
   */
  record Word(String text, int line, int column, boolean isQuoted) {
    /** The mistake that is made here. */
    ScriptException error(String problem) {
      return new ScriptException(line, column, problem);
    }

    /** What stands here, short enough for a message. */
    String excerpt() {
      String shown =
          text.length() > EXCERPT_CHARACTERS_MAX
              ? text.substring(0, EXCERPT_CHARACTERS_MAX) + "…"
              : text;
      return '"' + shown + '"';
    }
  }

  static Words of(int line, String text) throws ScriptException {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length() && text.charAt(at) != '#') {
      char first = text.charAt(at);
      if (first == ' ') {
        at++;
      } else if (first == '"' || first == '(') {
        int end = text.indexOf(first == '"' ? '"' : ')', at + 1);
        if (end < 0) {
          String expected = first == '"' ? "a closing quote" : "a closing parenthesis";
          throw new ScriptException(line, text.length() + 1, "expected " + expected);
        }
        boolean isQuoted = first == '"';
        String inner = isQuoted ? text.substring(at + 1, end) : text.substring(at, end + 1);
        words.add(new Word(inner, line, at + 1, isQuoted));
        at = end + 1;
      } else {
        int end = at;
        while (end < text.length() && " #\"(".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        words.add(new Word(text.substring(at, end), line, at + 1, false));
        at = end;
      }
    }
    return new Words(line, words, text.stripTrailing().length() + 1);
  }

  boolean isAtEnd() {
    return next == words.size();
  }

  /** The next word, whatever it is. */
  Word word(String expected) throws ScriptException {
    if (isAtEnd()) {
      throw new ScriptException(line, endColumn, "expected " + expected + ", got the line's end");
    }
    return words.get(next++);
  }

  /** Takes the next word if it is this one. */
  boolean take(String keyword) {
    if (!isAtEnd() && isKeyword(words.get(next), keyword)) {
      next++;
      return true;
    }
    return false;
  }

  /** The next word, which must be one of these. */
  String oneOf(List<String> keywords) throws ScriptException {
    String expected = choice(keywords);
    Word word = word(expected);
    if (word.isQuoted() || !keywords.contains(word.text())) {
      throw unexpected(word, expected);
    }
    return word.text();
  }

  static String choice(List<String> keywords) {
    int last = keywords.size() - 1;
    return last == 0
        ? keywords.getFirst()
        : String.join(", ", keywords.subList(0, last)) + " or " + keywords.get(last);
  }

  /** Nothing may follow. */
  void end() throws ScriptException {
    if (!isAtEnd()) {
      throw unexpected(words.get(next), "the line's end");
    }
  }

  long number(String what, long min, long max) throws ScriptException {
    String expected = what + " from " + min + " to " + max;
    return number(word(expected), expected, min, max);
  }

  int smallNumber(String what, int min, int max) throws ScriptException {
    return (int) number(what, min, max);
  }

  /** Whether the next word is a number. */
  boolean isNumberNext() {
    return !isAtEnd() && words.get(next).text().matches("[0-9]{1,18}");
  }

  static long number(Word word, String expected, long min, long max) throws ScriptException {
    if (word.isQuoted() || !word.text().matches("[0-9]{1,18}")) {
      throw unexpected(word, expected);
    }
    long value = Long.parseLong(word.text());
    if (value < min || value > max) {
      throw unexpected(word, expected);
    }
    return value;
  }

  ParaId para() throws ScriptException {
    return new ParaId(number("a para id", 0, 0xffff_ffffL));
  }

  /** Sender and recipient. */
  ChannelId channel() throws ScriptException {
    ParaId sender = para();
    return new ChannelId(sender, para());
  }

  /** A queue position, for example (110, 1000); end stands for the whole block. */
  Watermark position() throws ScriptException {
    String expected = "a position such as (110, 1000) or (110, end)";
    Word word = word(expected);
    if (word.isQuoted() || !word.text().matches("\\( *[0-9]{1,10} *, *([0-9]{1,10}|end) *\\)")) {
      throw unexpected(word, expected);
    }
    String[] parts = word.text().substring(1, word.text().length() - 1).split(",", -1);
    long block = Long.parseLong(parts[0].strip());
    String para = parts[1].strip();
    long sender = para.equals("end") ? ParaId.HIGHEST.value() : Long.parseLong(para);
    if (block >>> 32 != 0 || sender >>> 32 != 0) {
      throw unexpected(word, expected);
    }
    return new Watermark(block, new ParaId(sender));
  }

  /** Bytes as 0x… or as text in quotes. */
  Bytes bytes() throws ScriptException {
    String expected = "text in quotes or bytes such as 0x00ff";
    Word word = word(expected);
    if (word.isQuoted()) {
      return Bytes.of(word.text().getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Bytes.parse(word.text());
    } catch (DecodingException e) {
      throw unexpected(word, expected);
    }
  }

  Hash32 hash() throws ScriptException {
    String expected = "a hash of 32 bytes, 0x…";
    Word word = word(expected);
    try {
      return Hash32.parse(word.text());
    } catch (DecodingException e) {
      throw unexpected(word, expected);
    }
  }

  static ScriptException unexpected(Word word, String expected) {
    return word.error("expected " + expected + ", got " + word.excerpt());
  }

  private static boolean isKeyword(Word word, String keyword) {
    return !word.isQuoted() && word.text().equals(keyword);
  }
}
