package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder of npm packages pinned by a lock file, whose SHA-512 npm checks. Installed once; a
 * folder is named after its lock file, so another lock gives another folder. Several processes may
 * ask at the same time: one installs, the others wait.
 *
 * <pre>
 *   cache/
 *     anvil-3f2a9c01b7de/          complete, as the marker .installed says
 *       package.json, package-lock.json, node_modules/, .installed
 *     anvil-3f2a9c01b7de.new/      being installed, or left by a killed run
 *     anvil.lock                   held while installing
 * </pre>
 *
 * @param name what the folder holds, for its name and for messages
 * @param packageJson content of package.json
 * @param packageLock content of package-lock.json
 */
public record NpmFolder(String name, String packageJson, String packageLock) {
  private static final int NODE_MAJOR_MIN = 20;
  private static final long INSTALL_MINUTES_MAX = 10;
  private static final String MARKER = ".installed";

  // File locks exclude processes only; threads of this one exclude each other here.
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  /**
   * The folder, installed.
   *
   * @param cache where to keep it
   * @param progress told one line if there is something to install
   */
  public Path install(Path cache, Progress progress) throws CommandException, InterruptedException {
    Path folder = cache.resolve(name + "-" + digest(packageJson + packageLock).substring(0, 12));
    if (Files.exists(folder.resolve(MARKER))) {
      return folder;
    }
    IN_PROCESS.lockInterruptibly();
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(folder.resolve(MARKER))) {
        NodeTools.demand(NODE_MAJOR_MIN);
        progress.say("installing " + name + " from npm into " + folder);
        fill(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FATAL, "cannot install " + name + " into " + folder + ": " + e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  private void fill(Path folder) throws IOException, CommandException, InterruptedException {
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
    delete(fresh);
    delete(folder);
    Files.createDirectories(fresh);
    Files.writeString(fresh.resolve("package.json"), packageJson);
    Files.writeString(fresh.resolve("package-lock.json"), packageLock);
    runNpm(fresh);
    Files.writeString(fresh.resolve(MARKER), digest(packageLock) + "\n");
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private void runNpm(Path folder) throws IOException, CommandException, InterruptedException {
    Path output = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean isDone = false;
    try {
      npm.getOutputStream().close();
      isDone = npm.waitFor(INSTALL_MINUTES_MAX, TimeUnit.MINUTES);
    } finally {
      if (!isDone) {
        npm.descendants().forEach(ProcessHandle::destroyForcibly);
        npm.destroyForcibly();
      }
    }
    if (!isDone || npm.exitValue() != 0) {
      throw new CommandException(
          ExitCode.RETRY,
          "npm could not install "
              + name
              + (isDone ? ": " + lastErrorOf(output) : ": no answer for 10 minutes")
              + " (is the npm registry reachable?)");
    }
  }

  private static String lastErrorOf(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    return lines.stream()
        .filter(line -> line.startsWith("npm error") && !line.contains("A complete log"))
        .map(line -> line.substring("npm error".length()).strip())
        .filter(line -> !line.isEmpty() && !line.startsWith("code "))
        .findFirst()
        .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Takes a line for the person who waits. */
  @FunctionalInterface
  public interface Progress {
    /** Shows one line. */
    void say(String line);
  }
}
