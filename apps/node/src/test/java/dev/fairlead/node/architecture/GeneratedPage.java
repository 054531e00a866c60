package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in {@code docs}, or a part of one, that is made from code. It is compared, or written if
 * the system property {@code fairlead.regenerate} is true.
 */
public final class GeneratedPage {
  private static final boolean REGENERATE = Boolean.getBoolean("fairlead.regenerate");
  private static final String REMEDY =
      "%s is not what the code says; renew it with -Dfairlead.regenerate=true (see CONTRIBUTING)";

  private GeneratedPage() {}

  /** Demands that the whole page is this text. */
  public static void demand(String page, String text) {
    compare(page, text);
  }

  /** Demands that the part of the page between its two marks is this text. */
  public static void demandPart(String page, String mark, String text) {
    String whole = SourceTree.text(file(page));
    Matcher part = part(mark).matcher(whole);
    assertThat(part.find()).as("%s has marks of %s", page, mark).isTrue();
    compare(page, whole.substring(0, part.start(1)) + text + whole.substring(part.end(1)));
  }

  private static Pattern part(String mark) {
    String begin = Pattern.quote("<!-- made from code: " + mark + " -->\n");
    return Pattern.compile(begin + "(.*?)" + Pattern.quote("<!-- end -->"), Pattern.DOTALL);
  }

  private static void compare(String page, String text) {
    if (REGENERATE) {
      write(file(page), text);
    }
    List<String> wanted = text.lines().toList();
    List<String> is =
        Files.exists(file(page)) ? SourceTree.text(file(page)).lines().toList() : List.of();
    List<String> differing = new ArrayList<>();
    wanted.stream().filter(line -> !is.contains(line)).forEach(line -> differing.add("+ " + line));
    is.stream().filter(line -> !wanted.contains(line)).forEach(line -> differing.add("- " + line));
    assertThat(differing).as(REMEDY, page).isEmpty();
    assertThat(is).as(REMEDY, page).isEqualTo(wanted);
  }

  private static Path file(String page) {
    return SourceTree.here().root().resolve(page);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
