package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js and npm as found on the PATH. */
final class NodeTools {
  private static final Pattern MAJOR = Pattern.compile("v?([0-9]{1,4})\\..*", Pattern.DOTALL);

  private NodeTools() {}

  /** Refuses a machine without npm or with an older Node.js than {@code majorMin}. */
  static void demand(int majorMin) throws CommandException, InterruptedException {
    String remedy = ": install Node.js " + majorMin + " or later with npm";
    String node = firstLine("node", "--version", remedy);
    Matcher matcher = MAJOR.matcher(node);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < majorMin) {
      throw new CommandException(ExitCode.FATAL, "node " + node.strip() + " is too old" + remedy);
    }
    firstLine("npm", "--version", remedy);
  }

  private static String firstLine(String tool, String flag, String remedy)
      throws CommandException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(tool, flag).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0 || output.isEmpty()) {
        throw new CommandException(
            ExitCode.FATAL, tool + " is on the PATH but does not run" + remedy);
      }
      return output;
    } catch (IOException e) {
      throw new CommandException(ExitCode.FATAL, tool + " was not found on the PATH" + remedy);
    }
  }
}
