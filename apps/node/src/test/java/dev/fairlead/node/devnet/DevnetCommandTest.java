package dev.fairlead.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.traffic.TrafficKind;
import dev.fairlead.node.devnet.world.PortPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class DevnetCommandTest {
  private static final PortPlan PORTS = DevnetRun.freePorts();

  @Test
  void twentyMessagesOfEveryKindEndAsTheyHaveToAndNoProcessIsLeft() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--exit-after", "20", "--block-time", "1")) {
      run.awaitLine("message=1 ");
      List<ProcessHandle> children = run.children();
      assertThat(children).isNotEmpty();

      assertThat(run.exitCode()).describedAs("%s %s", run.out(), run.err()).isZero();

      assertThat(run.out().getLast())
          .matches("summary messages=20 delivered=14 refused=6 failed=0 supply=ok seconds=[0-9]+");
      Arrays.stream(TrafficKind.values())
          .flatMap(kind -> kind.refusal().stream())
          .forEach(
              code -> assertThat(run.out()).anyMatch(line -> line.endsWith("refused: " + code)));
      assertThat(run.err()).isEmpty();
      DevnetRun.awaitEnd(children);
    }
  }

  @Test
  void tokenReachesTheEndOfALineThroughItsMiddle() throws Exception {
    String[] arguments = {"--topology", "line", "--exit-after", "8", "--block-time", "1"};
    try (DevnetRun run = DevnetRun.start(PORTS, arguments)) {
      assertThat(run.exitCode()).describedAs("%s %s", run.out(), run.err()).isZero();

      assertThat(run.out())
          .anyMatch(line -> line.matches(".*route=901>902>903 .* cross-safe in block [0-9]+.*"));
    }
  }

  @Test
  void interruptEndsEverythingWithASummary() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--block-time", "1")) {
      run.awaitLine("sent in block");
      List<ProcessHandle> children = run.children();

      signal(run.process(), "INT");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().getLast()).startsWith("summary messages=");
      DevnetRun.awaitEnd(children);
    }
  }

  @Test
  void killedProcessLeavesNoOtherBehind() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--quiet", "--block-time", "1")) {
      await().atMost(Duration.ofMinutes(1)).until(() -> run.children().size() >= 3);
      List<ProcessHandle> children = run.children();

      run.process().destroyForcibly();

      DevnetRun.awaitEnd(children);
    }
  }

  @Test
  void tokensOutOfNothingBreakTheSupplyAndTheExitCode() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--block-time", "1")) {
      run.awaitLine("message=1 ");

      setTotalSupply(run.ports().chain(1));

      run.awaitLine("supply=broken expected=");
      signal(run.process(), "INT");
      assertThat(run.exitCode()).describedAs("%s %s", run.out(), run.err()).isEqualTo(1);
      assertThat(run.out().getLast()).contains(" supply=broken ");
    }
  }

  @Test
  void takenPortIsOneLineThatNamesItAndTheRemedy() throws Exception {
    try (ServerSocket taken = listen(PORTS.chain(1));
        DevnetRun run = DevnetRun.start(PORTS, "--exit-after", "1")) {
      assertThat(taken.isBound()).isTrue();
      assertThat(run.exitCode()).isEqualTo(1);

      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .singleElement()
          .asString()
          .contains("port " + PORTS.chain(1) + " (for L2 902) is taken")
          .contains("--port-offset");
    }
  }

  @Test
  void familyThatIsNotThereYetIsOneLine() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--only", "xcmp")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).containsExactly("fairlead devnet: xcmp is not part of this version");
    }
  }

  @Test
  void numbersOutOfRangeAreOneLine() throws Exception {
    try (DevnetRun run = DevnetRun.start(PORTS, "--chains", "6")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).containsExactly("fairlead devnet: --chains must be 2 to 5, got 6");
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  /** The first storage slot of the token is its total supply. */
  private static void setTotalSupply(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port);
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    try (HttpRpcClient client = new HttpRpcClient(new Endpoint(uri), RpcClientLimits.DEFAULT)) {
      client.fetch(
          RpcCall.of(
              "anvil_setStorageAt",
              nodes.stringNode(DemoToken.ADDRESS.toString()),
              nodes.stringNode(Hash32.ZERO.toString()),
              nodes.stringNode(Hash32.ofNumber(1).toString())),
          Json::readTree);
    }
  }
}
