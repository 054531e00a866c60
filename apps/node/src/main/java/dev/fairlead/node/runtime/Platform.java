package dev.fairlead.node.runtime;

import java.util.Optional;

/** The operating system and processor that we run on. */
public record Platform(String system, String processor) {
  /** This machine. */
  public static Platform current() {
    return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** One line saying why {@code feature} does not work here; empty on Linux x86-64. */
  public Optional<String> unsupported(String feature) {
    boolean linux = system.equals("Linux");
    boolean x64 = processor.equals("amd64") || processor.equals("x86_64");
    return linux && x64
        ? Optional.empty()
        : Optional.of(feature + " needs Linux x86-64; this is " + system + " " + processor);
  }
}
