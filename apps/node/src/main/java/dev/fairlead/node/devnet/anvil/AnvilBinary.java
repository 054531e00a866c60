package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.runtime.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The anvil executable that this version of Fairlead is pinned to. */
public final class AnvilBinary {
  private static final String EXECUTABLE = "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

  private AnvilBinary() {}

  /** Its path; installed first if this machine has never used it. */
  public static Path install(NpmFolder.Progress progress)
      throws CommandException, InterruptedException {
    demandPlatform(Platform.current());
    NpmFolder folder =
        new NpmFolder("anvil", resource("package.json"), resource("package-lock.json"));
    Path installed = folder.install(CacheFolder.choose(), progress);
    Path executable = installed.resolve(EXECUTABLE);
    if (!Files.isExecutable(executable)) {
      throw new CommandException(
          ExitCode.FATAL, "anvil is damaged: delete " + installed + " and start again");
    }
    return executable;
  }

  static void demandPlatform(Platform platform) throws CommandException {
    Optional<String> problem = platform.unsupported("the devnet (its pinned anvil)");
    if (problem.isPresent()) {
      throw new CommandException(ExitCode.FATAL, problem.get());
    }
  }

  private static String resource(String name) {
    String path = "/dev/fairlead/node/devnet/anvil/" + name;
    try (InputStream in = AnvilBinary.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("resource unreadable: " + path, e);
    }
  }
}
