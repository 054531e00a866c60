package dev.fairlead.node.endtoend;

import static dev.fairlead.node.endtoend.DrivenWorld.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.ChainBlock;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.ingress.EveryWay;
import dev.fairlead.node.devnet.ingress.SubmitForms;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each kind of message that must not be executed, handed in by each method that takes transactions,
 * in each way to the public port, on real chains and judged by a real supernode: the answer says
 * why, and the chain never sees the transaction.
 */
final class IngressKindsTest {
  @TempDir private static Path folder;
  private static KindsWorld world;
  private static final Map<ChainId, SubmitForms> FORMS = new TreeMap<>();
  private static final Map<ChainId, EveryWay> WAYS = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    world = KindsWorld.start(folder);
    for (ChainId chain : world.executing()) {
      FORMS.put(chain, SubmitForms.on(world.driven.chain(chain)));
      WAYS.put(chain, new EveryWay(world.driven.ingress(chain)));
    }
  }

  @AfterAll
  static void end() {
    WAYS.values().forEach(EveryWay::close);
    world.close();
  }

  static Stream<Arguments> kindsByMethods() {
    return Arrays.stream(RefusedKind.values())
        .flatMap(kind -> SubmitForms.methods().stream().map(method -> Arguments.of(kind, method)));
  }

  static Stream<String> methods() {
    return SubmitForms.methods().stream();
  }

  @ParameterizedTest
  @MethodSource("kindsByMethods")
  void isRefusedInEveryWayAndDoesNotReachTheChain(RefusedKind kind, String method)
      throws Exception {
    KindsWorld.Attempt attempt = world.attempt(kind);

    Map<String, RpcAnswer<JsonNode>> answers = answers(attempt, method);
    ChainBlock next = mineNext(attempt.on());

    assertThat(answers).hasSize(4);
    answers.forEach((way, answer) -> {
      RpcError error = error(way, answer);
      assertThat(error.code()).as("%s: %s", way, error).isEqualTo(kind.code());
      assertThat(error.data().path("code").asString()).as(way).isEqualTo(kind.reason());
      assertThat(error.data().path("group").asInt(-1)).as(way).isEqualTo(kind.group());
    });
    assertThat(next.transactions()).isEmpty();
    assertNothingWaits(attempt.on());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void evenAGoodMessageIsRefusedWhileTheFailsafeIsOn(String method) throws Exception {
    world.driven.supernode().failsafe().enable(true);
    Map<String, RpcAnswer<JsonNode>> answers = answers(world.good(), method);
    world.driven.supernode().failsafe().enable(false);
    ChainBlock next = mineNext(B);

    answers.forEach((way, answer) -> {
      RpcError error = error(way, answer);
      assertThat(error.code()).as("%s: %s", way, error).isEqualTo(-320602);
      assertThat(error.data().path("code").asString()).as(way).isEqualTo("failsafe");
    });
    assertThat(next.transactions()).isEmpty();
    assertNothingWaits(B);
  }

  private static Map<String, RpcAnswer<JsonNode>> answers(KindsWorld.Attempt attempt, String method)
      throws Exception {
    RpcCall call = attempt.by(method, FORMS.get(attempt.on()));
    return WAYS.get(attempt.on()).ask(call);
  }

  private static RpcError error(String way, RpcAnswer<JsonNode> answer) {
    return switch (answer) {
      case RpcAnswer.Refusal<JsonNode>(RpcError error) -> error;
      case RpcAnswer.Value<JsonNode>(JsonNode value) ->
          throw new AssertionError("taken by " + way + ": " + value);
    };
  }

  private static ChainBlock mineNext(ChainId id) throws Exception {
    DevnetChain chain = world.driven.chain(id);
    world.driven.mine();
    return chain.rpc().block(chain.height()).orElseThrow();
  }

  private static void assertNothingWaits(ChainId id) throws Exception {
    RpcReply waiting = world.driven.chain(id).rpc().client().call("txpool_status");
    assertThat(waiting)
        .isEqualTo(new RpcReply.Result(Json.object().put("pending", "0x0").put("queued", "0x0")));
  }
}
