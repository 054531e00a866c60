package dev.fairlead.node.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules between modules and packages, and on who may touch files and sockets: R1, R3 and R4. */
final class ModuleRules {
  /** Module → the modules it may use. A module that is missing here may use everything. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "kernel", Set.of(),
          "opstack", Set.of("kernel"),
          "xcmp", Set.of("kernel"),
          "storage", Set.of("kernel", "opstack", "xcmp"),
          "network", Set.of("kernel", "opstack", "xcmp"),
          "jsonrpc", Set.of("kernel", "opstack", "xcmp"),
          "sdk", Set.of("kernel", "opstack", "xcmp"),
          "simulator", Set.of("kernel", "opstack", "xcmp", "storage"));

  private static final List<String> MODULES =
      List.of(
          "kernel", "opstack", "xcmp", "storage", "network", "jsonrpc", "sdk", "simulator", "node");

  /** Types through which one reaches files, sockets and other processes. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "java.nio.file.Files",
          "java.nio.channels.FileChannel",
          "java.nio.channels.FileLock",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.lang.ProcessBuilder",
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.http.HttpClient");

  private static final String[] OUTSIDE_PACKAGES = {"io.helidon.", "io.netty.", "sun.misc"};

  /** Who may use them, as patterns of class names, each with its reason. */
  private static final Map<String, String> DOORS =
      Map.ofEntries(
          entry("dev\\.fairlead\\.storage\\.FileDisk.*", "the only door to the disk"),
          entry("dev\\.fairlead\\.network\\.QuicTransport.*", "the only door to UDP"),
          entry("dev\\.fairlead\\.jsonrpc\\.http\\..*", "the only doors to HTTP and WebSocket"),
          entry("dev\\.fairlead\\.node\\.inspect\\.InputArgument", "opens the named file"),
          entry("dev\\.fairlead\\.node\\.play\\.PlayCommand", "opens the named script"),
          entry("dev\\.fairlead\\.node\\.lab\\.TraceFile", "writes the trace that is asked for"),
          entry("dev\\.fairlead\\.node\\.config\\.TomlConfig", "reads the configuration file"),
          entry("dev\\.fairlead\\.node\\.devnet\\.anvil\\..*", "installs anvil and runs it"),
          entry("dev\\.fairlead\\.node\\.config\\.SmallFile", "reads what a configuration names"));

  private ModuleRules() {}

  static Stream<ArchRule> r1Arrows() {
    return ARROWS.entrySet().stream()
        .map(arrow -> {
          String[] refused =
              MODULES.stream()
                  .filter(m -> !m.equals(arrow.getKey()) && !arrow.getValue().contains(m))
                  .map(m -> "dev.fairlead." + m + "..")
                  .toArray(String[]::new);
          return noClasses()
              .that()
              .resideInAPackage("dev.fairlead." + arrow.getKey() + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(refused)
              .allowEmptyShould(true)
              .as("R1 " + arrow.getKey());
        });
  }

  static Stream<ArchRule> r3NoCyclesInside() {
    return MODULES.stream()
        .map(module ->
            slices()
                .matching("dev.fairlead." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("R3 " + module));
  }

  static ArchRule r4OnlyDoorsLeadOutside() {
    DescribedPredicate<JavaClass> outside =
        describe(
            "files, sockets or processes",
            type ->
                OUTSIDE.contains(type.getName())
                    || Arrays.stream(OUTSIDE_PACKAGES).anyMatch(p -> type.getName().startsWith(p)));
    DescribedPredicate<JavaClass> noDoor =
        describe(
            "are no doors",
            type -> DOORS.keySet().stream().noneMatch(door -> type.getName().matches(door)));
    return noClasses().that(noDoor).should().dependOnClassesThat(outside).as("R4");
  }
}
