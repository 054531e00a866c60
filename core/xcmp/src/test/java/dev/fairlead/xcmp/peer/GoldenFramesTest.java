package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One frame of each message, in a file for us and for strangers; {@code -Dfairlead.regenerate=true}
 * writes file and page anew, to be reviewed as a difference.
 */
final class GoldenFramesTest {
  private static final Path FILE = Path.of("src/test/resources/vectors/peer/frames.txt");
  private static final Path PAGE = Path.of("../../docs/xcmp-wire.md");
  private static final String BEGIN = "<!-- frames -->\n```\n";
  private static final String END = "```\n<!-- end of frames -->";
  private static final boolean REGENERATE = Boolean.getBoolean("fairlead.regenerate");

  @Test
  void frames_areThoseOfTheFile() throws IOException {
    String frames = frames();
    if (REGENERATE) {
      Files.writeString(FILE, frames);
    }

    assertThat(frames).isEqualTo(Files.readString(FILE));
  }

  private static String frames() {
    StringBuilder frames = new StringBuilder();
    ExampleFrames.all()
        .forEach((name, spoken) ->
            frames
                .append(
                    "%s · %s %s\n".formatted(name, spoken.protocol().suffix(), spoken.direction()))
                .append("  ")
                .append(spoken.value())
                .append('\n')
                .append("  ")
                .append(Frame.wrap(spoken.encode()))
                .append("\n\n"));
    return frames.toString();
  }

  @Test
  void frames_ofTheFile_areReadAsTheValuesBesideThem() throws IOException, DecodingException {
    Map<String, Spoken> examples = ExampleFrames.all();
    List<String> lines = Files.readAllLines(FILE);
    Set<String> read = new HashSet<>();
    for (int i = 0; i + 2 < lines.size(); i += 4) {
      String name = lines.get(i).split(" ", 2)[0];
      Spoken example = examples.get(name);
      Bytes frame = Bytes.parse(lines.get(i + 2).strip());
      Frame.Head head = Frame.head(frame, 12 << 20).orElseThrow();
      Bytes message = frame.slice(head.headBytes(), frame.size());

      assertThat(message.size()).as(name).isEqualTo(head.bodyBytes());
      assertThat(example.decode(message)).as(name).isEqualTo(example);
      assertThat(lines.get(i + 1).strip()).as(name).isEqualTo(example.value().toString());
      read.add(name);
    }

    assertThat(read).isEqualTo(examples.keySet());
  }

  @Test
  void everyKindOfMessage_hasAFrame() {
    Set<Class<?>> shown = new HashSet<>();
    ExampleFrames.all().values().forEach(spoken -> shown.add(spoken.value().getClass()));
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> sealed : List.of(Notification.class, PeerRequest.class, PeerResponse.class)) {
      kinds.addAll(List.of(sealed.getPermittedSubclasses()));
    }

    assertThat(shown).containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void page_showsTheFramesOfTheFile() throws IOException {
    String frames = frames();
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).as("markers of the page").isGreaterThanOrEqualTo(begin);
    if (REGENERATE) {
      Files.writeString(PAGE, page.substring(0, begin) + frames + page.substring(end));
      page = Files.readString(PAGE);
      end = page.indexOf(END);
    }

    assertThat(page.substring(begin, end)).isEqualTo(frames);
  }
}
