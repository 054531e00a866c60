package dev.fairlead.node.play;

import dev.fairlead.node.architecture.GeneratedPage;
import org.junit.jupiter.api.Test;

/** The tables of docs/xcmp-play.md are made from the code. */
final class PlayPageReferenceTest {
  private static final String PAGE = "docs/xcmp-play.md";

  @Test
  void pageNamesEveryCommand() {
    StringBuilder table = new StringBuilder("| Command | What it does |\n|---|---|\n");
    for (CommandForm form : CommandForm.values()) {
      String usage = form.word() + " " + form.parameters().replace("|", "\\|");
      table.append("| `%s` | %s |\n".formatted(usage, form.meaning()));
    }

    GeneratedPage.demandPart(PAGE, "commands", table.toString());
  }

  @Test
  void pageNamesEverySetting() {
    StringBuilder table =
        new StringBuilder("| Setting | Values | Standard | Meaning |\n|---|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.word(), setting.rangeText(), setting.standardText(), setting.meaning()));
    }

    GeneratedPage.demandPart(PAGE, "settings", table.toString());
  }
}
