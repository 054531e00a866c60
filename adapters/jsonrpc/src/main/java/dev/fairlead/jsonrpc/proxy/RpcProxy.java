package dev.fairlead.jsonrpc.proxy;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RawJson;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcService;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.RpcShape;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpPoster;
import dev.fairlead.jsonrpc.http.HttpSocketDialer;
import dev.fairlead.kernel.bytes.DecodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Passes messages on to another service as they are and answers back as they come, except for the
 * calls that an {@link Inspection} answers itself, also inside batches. A WebSocket gets a
 * connection of its own to the service, so that subscriptions and their ids need no translation.
 */
public final class RpcProxy implements RpcService, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RpcProxy.class.getName());

  private final Inspection inspection;
  private final int batchLengthMax;
  private final JsonMapper mapper;
  private final HttpPoster poster;
  private final HttpSocketDialer dialer;
  private final Map<RpcSession, ProxyLink> links = new ConcurrentHashMap<>();

  /**
   * A proxy for one service.
   *
   * @param http where calls by POST go
   * @param socket where WebSockets go
   * @param upstream what is awaited of the service
   * @param inspection sees every call first
   * @param limits of this side
   */
  public RpcProxy(
      Endpoint http,
      Endpoint socket,
      RpcClientLimits upstream,
      Inspection inspection,
      RpcLimits limits) {
    this.inspection = inspection;
    this.batchLengthMax = limits.batchLengthMax();
    this.mapper = Json.mapper(limits.nestingMax(), limits.numberDigitsMax());
    this.poster = new HttpPoster(http, upstream);
    this.dialer = new HttpSocketDialer(socket, upstream);
  }

  @Override
  public boolean keepsOrder() {
    return true;
  }

  @Override
  public void opened(RpcSession session) {
    try {
      ProxyLink link = ProxyLink.open(dialer, session);
      links.put(session, link);
      session.onClose(() -> {
        links.remove(session);
        link.close();
      });
    } catch (SourceFailure e) {
      LOG.log(System.Logger.Level.WARNING, "proxy-not-connected reason={0}", e.getMessage());
      session.close("the service behind this port does not answer");
    }
  }

  @Override
  public Optional<String> answer(String message, RpcSession session) {
    Screening screening;
    try {
      JsonNode json = Json.parse(mapper, message);
      if (json.size() > batchLengthMax && json.isArray()) {
        return refuse(
            RpcError.INVALID_REQUEST, "more than " + batchLengthMax + " calls in a batch");
      }
      screening = Screening.of(json, message, inspection);
    } catch (DecodingException e) {
      return refuse(RpcError.PARSE_ERROR, String.valueOf(e.getMessage()));
    }
    if (screening.forwarded().isEmpty()) {
      return screening.localAnswer();
    }
    try {
      return session.canPush() ? pass(screening, session) : post(screening);
    } catch (SourceFailure e) {
      return screening.answerAll(
          RpcReply.failure(RpcError.INTERNAL_ERROR, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    links.values().forEach(ProxyLink::close);
    poster.close();
    dialer.close();
  }

  private Optional<String> post(Screening screening) throws SourceFailure {
    HttpPoster.Answer answer = poster.post(screening.forwarded(), "a passed-on message");
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() / 100 != 2 && !RawJson.isContainer(text)) {
      throw new SourceFailure(
          SourceFailure.Kind.MALFORMED, poster.endpoint() + " answered " + answer.description());
    }
    return screening.merge(text);
  }

  private Optional<String> pass(Screening screening, RpcSession session) throws SourceFailure {
    ProxyLink link = links.get(session);
    if (link == null) {
      throw new SourceFailure(
          SourceFailure.Kind.UNREACHABLE, "the connection to " + dialer.endpoint() + " is closed");
    }
    return link.pass(screening);
  }

  private static Optional<String> refuse(int code, String reason) {
    return Optional.of(
        Json.write(
            RpcShape.reply(JsonNodeFactory.instance.nullNode(), RpcReply.failure(code, reason))));
  }
}
