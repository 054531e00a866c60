package dev.fairlead.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM of its own with the test's class path. */
final class OtherProcess {
  private OtherProcess() {}

  static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Opens a data directory elsewhere and tells what came of it. */
  static String open(Path folder) throws IOException {
    Process process = start(Opener.class, folder.toString());
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Main class of the other process. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] arguments) {
      List<ChainId> chains = List.of(ChainId.of(901), ChainId.of(902));
      ConfigurationFingerprint mesh =
          ConfigurationFingerprint.of(DependencySet.mesh(chains, ExpiryWindow.STANDARD));
      try (DataDirectory _ = DataDirectory.open(FileDisk.at(Path.of(arguments[0])), mesh)) {
        System.out.println("opened");
      } catch (StorageException e) {
        System.out.println(e.kind() + " " + e.getMessage());
      }
    }
  }
}
