package dev.fairlead.jsonrpc;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Calls one JSON-RPC service. Blocks the calling (virtual) thread, within time-outs; safe for use
 * from many threads, of which only a bounded number is served at a time.
 */
public interface RpcClient extends AutoCloseable {
  /** Where it calls. */
  Endpoint endpoint();

  /**
   * Makes calls together and returns their answers in the same order. A JSON-RPC error of one call
   * is its answer.
   *
   * @throws SourceFailure if any call got no usable answer
   */
  <T> List<RpcAnswer<T>> exchange(List<RpcCall> calls, ResultReader<T> reader) throws SourceFailure;

  @Override
  void close();

  /** Makes one call; a JSON-RPC error is a failure. */
  default <T> T fetch(RpcCall call, ResultReader<T> reader) throws SourceFailure {
    return fetchAll(List.of(call), reader).getFirst();
  }

  /** Makes calls together; a JSON-RPC error of any is a failure. */
  default <T> List<T> fetchAll(List<RpcCall> calls, ResultReader<T> reader) throws SourceFailure {
    List<RpcAnswer<T>> answers = exchange(calls, reader);
    List<T> values = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case RpcAnswer.Value<T>(T value) -> values.add(value);
        case RpcAnswer.Refusal<T>(RpcError error) ->
            throw new SourceFailure(
                endpoint()
                    + " refused "
                    + calls.get(i).method()
                    + ": "
                    + Json.excerpt(error.message())
                    + " (code "
                    + error.code()
                    + ")",
                error);
      }
    }
    return values;
  }

  /** Makes one call and takes its answer as it is. */
  default RpcReply call(String method, JsonNode... params) throws SourceFailure {
    return switch (exchange(List.of(RpcCall.of(method, params)), Json::readTree).getFirst()) {
      case RpcAnswer.Value<JsonNode>(JsonNode value) -> new RpcReply.Result(value);
      case RpcAnswer.Refusal<JsonNode>(RpcError error) -> new RpcReply.Failure(error);
    };
  }
}
