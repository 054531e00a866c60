package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcAnswerParser;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.ArrayNode;

/** Calls a service by HTTP POST. */
public final class HttpRpcClient implements RpcClient {
  private final HttpPoster poster;
  private final RpcClientLimits limits;
  private final AtomicLong nextId = new AtomicLong(1);

  /** Opens nothing yet; connections are made with the first calls and kept. */
  public HttpRpcClient(Endpoint endpoint, RpcClientLimits limits) {
    this.poster = new HttpPoster(endpoint, limits);
    this.limits = limits;
  }

  @Override
  public Endpoint endpoint() {
    return poster.endpoint();
  }

  @Override
  public <T> List<RpcAnswer<T>> exchange(List<RpcCall> calls, ResultReader<T> reader)
      throws SourceFailure {
    List<RpcAnswer<T>> answers = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += limits.batchLengthMax()) {
      int to = Math.min(calls.size(), from + limits.batchLengthMax());
      answers.addAll(exchangeOrHalve(calls.subList(from, to), reader));
    }
    return answers;
  }

  @Override
  public void close() {
    poster.close();
  }

  private <T> List<RpcAnswer<T>> exchangeOrHalve(List<RpcCall> calls, ResultReader<T> reader)
      throws SourceFailure {
    try {
      return exchangeOnce(calls, reader);
    } catch (SourceFailure e) {
      if (e.kind() != SourceFailure.Kind.TOO_LARGE || calls.size() == 1) {
        throw e;
      }
    }
    int half = calls.size() / 2;
    List<RpcAnswer<T>> answers = new ArrayList<>(exchangeOrHalve(calls.subList(0, half), reader));
    answers.addAll(exchangeOrHalve(calls.subList(half, calls.size()), reader));
    return answers;
  }

  private <T> List<RpcAnswer<T>> exchangeOnce(List<RpcCall> calls, ResultReader<T> reader)
      throws SourceFailure {
    long firstId = nextId.getAndAdd(calls.size());
    String what = calls.getFirst().method();
    boolean isBatch = calls.size() > 1;
    ArrayNode batch = Json.array();
    for (int i = 0; i < calls.size(); i++) {
      batch.add(calls.get(i).toJson(firstId + i));
    }
    HttpPoster.Answer answer = poster.post(Json.write(isBatch ? batch : batch.get(0)), what);
    try (JsonParser parser = Json.stream(answer.body())) {
      return isBatch
          ? RpcAnswerParser.parseBatch(parser, reader, firstId, calls.size())
          : List.of(RpcAnswerParser.parseSingle(parser, reader, firstId));
    } catch (DecodingException e) {
      throw new SourceFailure(
          SourceFailure.Kind.MALFORMED,
          endpoint()
              + " gave no usable answer to "
              + what
              + ": "
              + e.getMessage()
              + "; came "
              + answer.description(),
          e);
    }
  }
}
