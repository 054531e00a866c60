package dev.fairlead.node.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Fairlead this is: version, commit that it was built from, and the running JDK. */
public final class Version implements IVersionProvider {
  private static final String RESOURCE = "/fairlead.properties";

  /** Made by the command line, which needs this form. */
  public Version() {}

  /** Version and commit in one line. */
  public static String line() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "fairlead %s (commit %s, JDK %s)"
        .formatted(
            build.getProperty("version", "unknown"),
            build.getProperty("commit", "unknown"),
            Runtime.version());
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
