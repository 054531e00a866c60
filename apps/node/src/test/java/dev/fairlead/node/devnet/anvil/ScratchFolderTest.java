package dev.fairlead.node.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir private Path parent;

  @Test
  void folderIsRemovedWithAllThatIsInIt() throws Exception {
    ScratchFolder scratch = ScratchFolder.create(parent);
    Files.createDirectories(scratch.path().resolve("relayer"));
    Files.writeString(scratch.path().resolve("relayer").resolve("queue"), "x");

    scratch.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void folderOfADeadProcessIsRemovedAtTheNextStartAndThoseOfLivingOnesAreKept() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor()).isZero();
    Path abandoned = Files.createDirectory(parent.resolve("fairlead-devnet-" + ended.pid() + "-1"));
    Path other = Files.createDirectory(parent.resolve("fairlead-devnet-notes-1"));

    ScratchFolder mine = ScratchFolder.create(parent);
    ScratchFolder second = ScratchFolder.create(parent);

    assertThat(abandoned).doesNotExist();
    assertThat(other).exists();
    assertThat(mine.path()).exists().isNotEqualTo(second.path());
  }

  @Test
  void parentThatDoesNotExistIsOneLineThatNamesIt() {
    Path missing = parent.resolve("missing");

    assertThatThrownBy(() -> ScratchFolder.create(missing))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(missing.toString());
  }
}
