package dev.fairlead.jsonrpc.proxy;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RawJson;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpSocket;
import dev.fairlead.jsonrpc.http.HttpSocketDialer;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One WebSocket peer's own connection to the service. Texts of the service go to the peer as they
 * come; only the answer to a batch from which calls were taken out is completed on its way.
 */
final class ProxyLink implements HttpSocket.Receiver, AutoCloseable {
  private static final int INCOMPLETE_MAX = 1000;

  private final RpcSession session;
  private final HttpSocket socket;
  private final List<Screening> incomplete = new ArrayList<>(); // guarded by itself

  private ProxyLink(HttpSocketDialer dialer, RpcSession session) throws SourceFailure {
    this.session = session;
    this.socket = dialer.open(this);
  }

  static ProxyLink open(HttpSocketDialer dialer, RpcSession session) throws SourceFailure {
    return new ProxyLink(dialer, session);
  }

  /** The answer to give at once; empty if the service answers. */
  Optional<String> pass(Screening screening) throws SourceFailure {
    if (screening.passedIds().isEmpty()) {
      socket.send(screening.forwarded());
      return screening.localAnswer();
    }
    if (!screening.local().isEmpty()) {
      synchronized (incomplete) {
        if (incomplete.size() == INCOMPLETE_MAX) {
          incomplete.removeFirst();
        }
        incomplete.add(screening);
      }
    }
    socket.send(screening.forwarded());
    return Optional.empty();
  }

  @Override
  public void received(String text) {
    session.push(RawJson.isArray(text) ? complete(text) : text);
  }

  @Override
  public void closed(String reason) {
    session.close("the service behind this port ended the connection");
  }

  @Override
  public void close() {
    socket.close();
  }

  private String complete(String answers) {
    List<String> ids = sortedIds(answers);
    synchronized (incomplete) {
      Optional<Screening> batch =
          incomplete.stream()
              .filter(screening -> screening.passedIds().stream().sorted().toList().equals(ids))
              .findFirst();
      batch.ifPresent(incomplete::remove);
      return batch.flatMap(screening -> screening.merge(answers)).orElse(answers);
    }
  }

  private static List<String> sortedIds(String answers) {
    try {
      List<String> ids = new ArrayList<>();
      for (JsonNode answer : Json.parse(answers)) {
        ids.add(Json.write(answer.path("id")));
      }
      return ids.stream().sorted().toList();
    } catch (DecodingException e) {
      return List.of();
    }
  }
}
