package dev.fairlead.node.relayer;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.Main;
import dev.fairlead.node.devnet.chain.DevnetChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code fairlead relayer} as a process of its own, which can be killed. */
final class RelayerProcess implements AutoCloseable {
  private static final String LOG = "relayer.log";

  private final Process process;
  private final Path log;
  private final int logStart;

  private RelayerProcess(Process process, Path log, int logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /** Starts the command on the chains of a test bed, with its queue in the folder; logs all. */
  static RelayerProcess start(RelayerBed bed, Path folder) throws IOException {
    return start(bed, folder, "debug");
  }

  /** The same, with a level of its own for the log. */
  static RelayerProcess start(RelayerBed bed, Path folder, String logLevel) throws IOException {
    Path config = Files.writeString(folder.resolve("relayer.toml"), config(bed));
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--log-level",
                logLevel,
                "relayer",
                "--config",
                config.toString()));
    builder.environment().put("RELAYER_PRIVATE_KEY", RelayerBed.KEY);
    builder.redirectErrorStream(true);
    Path log = folder.resolve(LOG);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    int logStart = log(folder).length();
    return new RelayerProcess(builder.start(), log, logStart);
  }

  /** What all processes of a folder have logged. */
  static String log(Path folder) throws IOException {
    Path log = folder.resolve(LOG);
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Folder of the queue, which nobody may open while the process lives. */
  static Path queue(Path folder) {
    return folder.resolve("queue").resolve("state").resolve("relayer");
  }

  private static String config(RelayerBed bed) {
    StringBuilder text = new StringBuilder();
    text.append("data-dir = \"queue\"\n");
    text.append("supernode = \"").append(bed.verifier.endpoint().uri()).append("\"\n");
    text.append("[key]\nenvironment = \"RELAYER_PRIVATE_KEY\"\n");
    for (Map.Entry<ChainId, DevnetChain> chain : bed.chains.entrySet()) {
      text.append("[chains.").append(chain.getKey()).append("]\n");
      text.append("execution = \"").append(chain.getValue().http()).append("\"\n");
    }
    text.append("[delivery]\nretry = \"50ms\"\nretry-max = \"500ms\"\n");
    text.append("inclusion-poll = \"100ms\"\nresend-after = \"1s\"\ncancel-after = \"5s\"\n");
    text.append("[scan]\npoll-interval = \"50ms\"\n[metrics]\nport = 0\n");
    return text.toString();
  }

  /** Whether it has opened its queue and would end in order on SIGTERM. */
  boolean isListening() throws IOException {
    return Files.readString(log).substring(logStart).contains("rpc-listening");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
