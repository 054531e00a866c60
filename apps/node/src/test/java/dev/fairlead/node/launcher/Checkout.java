package dev.fairlead.node.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A small checkout around the real {@code ./fairlead}: its Maven is a script that notes each build
 * and delivers a small program, which prints its arguments and ends with the code given to it.
 */
final class Checkout {
  private static final String PROGRAM =
      """
      package dev.fairlead.node;
      public class Main {
        public static void main(String[] args) throws Exception {
          System.out.println(String.join("|", args));
          if (args.length > 1 && args[0].equals("wait")) {
            new java.util.concurrent.CountDownLatch(1).await();
          }
          System.exit(args.length > 1 ? Integer.parseInt(args[1]) : 0);
        }
      }
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      # The fake Maven: waits while a file "hold" exists, fails if there is a file "broken".
      echo build >>builds
      while [ -e hold ]; do sleep 0.05; done
      [ ! -e broken ] || { echo "compile error" >&2; exit 1; }
      mkdir -p apps/node/.fairlead/lib
      cp program.jar apps/node/.fairlead/fairlead-node-0.jar
      cp program.jar apps/node/.fairlead/lib/other.jar
      """;

  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /** Lays one out in a new folder. */
  static Checkout in(Path folder) throws IOException {
    Path real = Path.of("").toAbsolutePath();
    while (!Files.exists(real.resolve("fairlead"))) {
      real = real.getParent();
    }
    Checkout checkout = new Checkout(Files.createDirectories(folder));
    for (String module : List.of("core/kernel", "adapters/storage", "simulator", "apps/node")) {
      checkout.write(module + "/src/main/java/A.java", "class A {}");
      checkout.write(module + "/src/test/java/T.java", "class T {}");
      checkout.write(module + "/pom.xml", "<project/>");
    }
    checkout.write("pom.xml", "<project/>");
    Files.copy(
        real.resolve("fairlead"), folder.resolve("fairlead"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(folder.resolve(".mvn"));
    Files.copy(real.resolve(".mvn/find-jdk.sh"), folder.resolve(".mvn/find-jdk.sh"));
    checkout.write("mvnw", MAVEN);
    assertThat(folder.resolve("mvnw").toFile().setExecutable(true)).isTrue();
    checkout.makeProgram();
    return checkout;
  }

  /** The folder. */
  Path root() {
    return root;
  }

  /** Writes a file, a little in the future so that any clock sees it as newer. */
  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Marks a file or folder as changed after the last build. */
  void touch(String name) throws IOException {
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.now().plusSeconds(5)));
  }

  /** How often Maven was called. */
  int builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Every file with the time of its last change. */
  List<String> state() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<String> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        all.add(file + " " + Files.getLastModifiedTime(file));
      }
      return all;
    }
  }

  /** Starts the launcher, reached as {@code command}, in a folder. */
  Process start(Path command, Path folder, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Starts the launcher by its path. */
  Process start(String... arguments) throws IOException {
    return start(root.resolve("fairlead"), root, arguments);
  }

  /** What a start printed and how it ended. */
  record End(int code, String out, List<String> err) {}

  /** Waits for a start to end. */
  static End end(Process process) throws Exception {
    try {
      String out =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      List<String> err = process.errorReader().lines().toList();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new End(process.exitValue(), out.strip(), err);
    } finally {
      process.destroyForcibly();
    }
  }

  private void makeProgram() throws IOException {
    Path classes = Files.createDirectories(root.resolve("program"));
    Path source = Files.writeString(classes.resolve("Main.java"), PROGRAM);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
    assertThat(result).isZero();
    String name = "dev/fairlead/node/Main.class";
    try (OutputStream out = Files.newOutputStream(root.resolve("program.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(Files.readAllBytes(classes.resolve(name)));
    }
  }
}
