package dev.fairlead.node.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmFolderTest {
  private static final String NO_PACKAGES =
      "{\"name\":\"none\",\"lockfileVersion\":3,\"requires\":true,\"packages\":{\"\":{\"name\":\"none\"}}}";

  @TempDir private Path cache;

  @Test
  void installsOnceAndSaysSoOnce() throws Exception {
    NpmFolder folder = new NpmFolder("none", "{\"name\":\"none\"}", NO_PACKAGES);
    List<String> said = new ArrayList<>();

    Path first = folder.install(cache, said::add);
    Path second = folder.install(cache, said::add);

    assertThat(second).isEqualTo(first).isDirectory();
    assertThat(said).singleElement().asString().contains("installing none").contains(first + "");
  }

  @Test
  void anotherLockGivesAnotherFolder() throws Exception {
    Path first = new NpmFolder("none", "{\"name\":\"none\"}", NO_PACKAGES).install(cache, s -> {});
    Path second =
        new NpmFolder("none", "{\"name\":\"none\"}", NO_PACKAGES + " ").install(cache, s -> {});

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void packageThatIsNotInTheLockIsNamedInOneLine() {
    NpmFolder folder =
        new NpmFolder(
            "broken", "{\"name\":\"none\",\"dependencies\":{\"absent\":\"1.0.0\"}}", NO_PACKAGES);

    assertThatThrownBy(() -> folder.install(cache, s -> {}))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("npm could not install broken: ")
        .message()
        .doesNotContain("\n");
    assertThat(cache.resolve("broken.lock")).exists();
  }

  @Test
  void leftoverOfAKilledInstallIsReplaced() throws Exception {
    NpmFolder folder = new NpmFolder("none", "{\"name\":\"none\"}", NO_PACKAGES);
    Path installed = folder.install(cache, s -> {});
    Files.delete(installed.resolve(".installed"));
    Files.createDirectories(cache.resolve(installed.getFileName() + ".new/node_modules/half"));

    folder.install(cache, s -> {});

    assertThat(installed.resolve(".installed")).exists();
    assertThat(cache.resolve(installed.getFileName() + ".new")).doesNotExist();
  }

  @Test
  void otherPlatformIsRefusedInOneLine() {
    assertThatThrownBy(() -> AnvilBinary.demandPlatform(new Platform("Mac OS X", "aarch64")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("needs Linux x86-64")
        .hasMessageContaining("Mac OS X aarch64");
  }
}
