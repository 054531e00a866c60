package dev.fairlead.node.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path folder;

  @Test
  void chosenFolderBeatsAllOthers() throws Exception {
    Path chosen = folder.resolve("a b");

    Path found =
        CacheFolder.choose(
            Map.of("FAIRLEAD_CACHE_DIR", chosen.toString(), "HOME", folder.toString()), folder);

    assertThat(found).isEqualTo(chosen).isDirectory();
  }

  @Test
  void homeIsUsedUnlessAnotherCacheIsNamed() throws Exception {
    assertThat(CacheFolder.choose(Map.of("HOME", folder.toString()), folder))
        .isEqualTo(folder.resolve(".cache/fairlead"));
    assertThat(
            CacheFolder.choose(
                Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", folder + "/xdg"), folder))
        .isEqualTo(folder.resolve("xdg/fairlead"));
  }

  @Test
  void workingDirectoryIsUsedIfHomeCannotBe() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Path found = CacheFolder.choose(Map.of("HOME", file.toString()), folder);

    assertThat(found).isEqualTo(folder.resolve(".fairlead"));
  }

  @Test
  void messageNamesTheVariableIfNothingCanBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            () -> CacheFolder.choose(Map.of("FAIRLEAD_CACHE_DIR", file.toString()), folder))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("FAIRLEAD_CACHE_DIR");
  }
}
