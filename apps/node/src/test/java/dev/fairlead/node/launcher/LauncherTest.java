package dev.fairlead.node.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.node.launcher.Checkout.End;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./fairlead}, in a checkout whose path holds a space. */
class LauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void layOut() throws Exception {
    checkout = Checkout.in(folder.resolve("my checkout"));
  }

  @Test
  void buildsOnFirstUse_thenOnlyRuns_passingArgumentsAndExitCode() throws Exception {
    End first = run("devnet", "0", "a b", "");
    List<String> state = checkout.state();
    End second = run("devnet", "2");

    assertThat(first.code()).isZero();
    assertThat(first.out()).isEqualTo("devnet|0|a b|");
    assertThat(first.err()).allMatch(line -> line.startsWith("fairlead: "));
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).isEmpty();
    assertThat(checkout.builds()).isEqualTo(1);
    assertThat(checkout.state()).as("a start without a build writes nothing").isEqualTo(state);
  }

  @Test
  void worksFromAnyFolderAndThroughLinks() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path absolute =
        Files.createSymbolicLink(elsewhere.resolve("fl"), checkout.root().resolve("fairlead"));
    Path relative = Files.createSymbolicLink(elsewhere.resolve("fl2"), Path.of("fl"));

    End byLink = Checkout.end(checkout.start(absolute, elsewhere, "x"));
    End byLinkToLink = Checkout.end(checkout.start(relative, folder, "y"));

    assertThat(byLink.out()).isEqualTo("x");
    assertThat(byLinkToLink.out()).isEqualTo("y");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgain_whenASourceAPomOrAFolderOfSourcesIsNewer() throws Exception {
    run("x");

    checkout.touch("core/kernel/src/main/java/A.java");
    assertThat(buildsAfterRun()).isEqualTo(2);
    backdate();
    checkout.touch("apps/node/pom.xml");
    assertThat(buildsAfterRun()).isEqualTo(3);
    backdate();
    checkout.touch("adapters/storage/src/main/java");
    assertThat(buildsAfterRun()).isEqualTo(4);
    backdate();
    checkout.touch("simulator/src/main/java/A.java");
    assertThat(buildsAfterRun()).isEqualTo(5);
  }

  @Test
  void doesNotBuildAgain_whenOnlyTestsOrFormerBuildsChange() throws Exception {
    run("x");

    checkout.touch("core/kernel/src/test/java/T.java");
    checkout.write("core/kernel/target/classes/A.class", "");
    checkout.touch("core/kernel/target/classes/A.class");
    checkout.touch("core/kernel");

    assertThat(buildsAfterRun()).isEqualTo(1);
  }

  @Test
  void concurrentStarts_buildOnce() throws Exception {
    checkout.write("hold", "");
    Process first = checkout.start("a", "0");
    await().atMost(PATIENCE).until(() -> checkout.builds() == 1);
    Process second = checkout.start("b", "0");
    try (BufferedReader err = second.errorReader()) {
      assertThat(err.readLine()).startsWith("fairlead: waiting for the build of process ");
      Files.delete(checkout.root().resolve("hold"));

      assertThat(Checkout.end(first).out()).isEqualTo("a|0");
      assertThat(second.waitFor()).isZero();
    }
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void lockOfADeadProcess_isTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path state = Files.createDirectories(checkout.root().resolve(".fairlead"));
    Files.createSymbolicLink(state.resolve("lock"), Path.of(Long.toString(gone.pid())));

    assertThat(run("x").out()).isEqualTo("x");
    assertThat(Files.isSymbolicLink(state.resolve("lock"))).isFalse();
  }

  @Test
  void failedBuild_saysSo_andTheNextStartTriesAgain() throws Exception {
    checkout.write("broken", "");
    End failed = run("x");
    Files.delete(checkout.root().resolve("broken"));
    End mended = run("x");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("compile error").last().asString().contains("build failed");
    assertThat(mended.out()).isEqualTo("x");
  }

  @Test
  void folderThatCannotBeWritten_isOneLine() throws Exception {
    checkout.write(".fairlead", "not a folder");

    End end = run("x");

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).singleElement().asString().contains("cannot write to");
  }

  @Test
  void signalReachesTheJvm_whichHasTheProcessIdOfTheScript() throws Exception {
    run("x");
    Process process = checkout.start("wait", "0");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("wait|0");
      assertThat(process.toHandle().info().command().orElse("")).endsWith("/java");

      process.toHandle().destroy();

      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private End run(String... arguments) throws Exception {
    return Checkout.end(checkout.start(arguments));
  }

  private int buildsAfterRun() throws Exception {
    run("x");
    return checkout.builds();
  }

  /** Makes all sources older than the last build again. */
  private void backdate() throws Exception {
    for (String file : List.of("core/kernel/src/main/java/A.java", "apps/node/pom.xml")) {
      Files.setLastModifiedTime(
          checkout.root().resolve(file), java.nio.file.attribute.FileTime.fromMillis(0));
    }
  }
}
