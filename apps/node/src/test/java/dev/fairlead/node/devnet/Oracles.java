package dev.fairlead.node.devnet;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.anvil.CacheFolder;
import dev.fairlead.node.devnet.anvil.NpmFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Public npm packages that tests compare us with: the Solidity compiler and viem. */
public final class Oracles {
  private static final Path SOURCES = Path.of("src/test/node");

  private Oracles() {}

  /** Folder with {@code node_modules}; installed once per lock file. */
  public static Path install() throws IOException, CommandException, InterruptedException {
    return new NpmFolder(
            "oracles",
            Files.readString(SOURCES.resolve("package.json")),
            Files.readString(SOURCES.resolve("package-lock.json")))
        .install(CacheFolder.choose(), System.err::println);
  }

  /** Runs a script of ours with the packages in reach; returns what it printed. */
  public static String run(Path script, String... arguments)
      throws IOException, CommandException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(install().toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(script + " failed: " + output);
      }
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
