package dev.fairlead.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RpcDispatcherTest {
  private final RpcDispatcher dispatcher =
      new RpcDispatcher(new RpcMethods(List.of(new AddMethod())), RpcLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[2,\"0x3\"]}"
            + "|{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x5\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"plus\",\"params\":{\"b\":3,\"a\":2}}"
            + "|{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":\"0x5\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"add\",\"params\":[2]}"
            + "|{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":\"0x2\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1234567890123456789012,\"method\":\"add\",\"params\":[2]}"
            + "|{\"jsonrpc\":\"2.0\",\"id\":1234567890123456789012,\"result\":\"0x2\"}",
      })
  void answersACallWithItsId(String call, String expected) {
    assertThat(answer(call)).contains(expected);
  }

  @Test
  void notifications_areCarriedOutAndNotAnswered() {
    assertThat(answer("{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2]}")).isEmpty();
    assertThat(answer("[{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}]")).isEmpty();
  }

  @Test
  void batch_isAnsweredInOrderWithoutItsNotifications() {
    String calls =
        "[{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"add\",\"params\":[1]},7,"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1]},"
            + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[4]}]";

    assertThat(answer(calls))
        .contains(
            "[{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x1\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":"
                + "{\"code\":-32600,\"message\":\"a call must be a JSON object\"}},"
                + "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x4\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,|-32700",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"method\":\"x\"}|-32700",
        "{} {}|-32700",
        "``|-32700",
        "[]|-32600",
        "7|-32600",
        "{\"id\":1,\"method\":\"add\"}|-32600",
        "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"add\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"add\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"add\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":7}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subtract\"}|-32601",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\"}|-32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[1,2,3]}|-32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[-1]}|-32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[1.5]}|-32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":{\"c\":1,\"a\":1}}|-32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[18446744073709551616]}"
            + "|-32602",
      })
  void refusesWhatIsNoCall(String message, int code) {
    assertThat(answer(message)).get().asString().contains("\"code\":" + code + ",");
  }

  @Test
  void deepNestingAndLongNumbers_areRefusedWithTheirPlace() {
    assertThat(answer("[".repeat(100_000))).get().asString().contains("-32700", "nesting depth");
    assertThat(answer("1".repeat(100_000))).get().asString().contains("-32700", "length");
  }

  @Test
  void batchOverTheLimit_isRefusedAsAWhole() {
    String calls = "[" + "1,".repeat(RpcLimits.DEFAULT.batchLengthMax()) + "1]";

    assertThat(answer(calls)).get().asString().contains("-32600", "batch of 1001 calls");
  }

  @Test
  void bugInAHandler_isAnInternalErrorWithoutDetails() {
    RpcDispatcher broken =
        new RpcDispatcher(
            (request, session) -> {
              throw new IllegalStateException("secret");
            },
            RpcLimits.DEFAULT);

    Optional<String> answer =
        broken.answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}", new NoPushSession());

    assertThat(answer).get().asString().contains("-32603").doesNotContain("secret");
  }

  @Test
  void methodTable_namesEveryMethodWithItsParametersAndCodes() {
    assertThat(new RpcMethods(List.of(new AddMethod())).markdownTable())
        .contains(
            "| `add`, `plus` | adds two numbers | `a` number; `b` number (optional) | the sum |"
                + " -1 too large |");
  }

  private Optional<String> answer(String message) {
    return dispatcher.answer(message, new NoPushSession());
  }

  private static final class AddMethod implements RpcMethod {
    @Override
    public RpcMethodSpec spec() {
      return RpcMethodSpec.of("add", "adds two numbers", "the sum")
          .withAliases("plus")
          .withParameters(
              RpcMethodSpec.Parameter.required("a", "number"),
              RpcMethodSpec.Parameter.optional("b", "number"))
          .withErrors(new RpcMethodSpec.ErrorCode(-1, "too large"));
    }

    @Override
    public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
      long b = params.optional(1).isPresent() ? params.number(1) : 0;
      return RpcReply.result(Json.quantity(params.number(0) + b));
    }
  }
}
