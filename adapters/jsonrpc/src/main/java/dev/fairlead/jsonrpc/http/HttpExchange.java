package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.NoPushSession;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcService;
import dev.fairlead.jsonrpc.RpcShape;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers single HTTP requests: pages by GET, JSON-RPC by POST, questions of browsers. */
final class HttpExchange {
  private static final System.Logger LOG = System.getLogger(HttpExchange.class.getName());
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);
  private static final String JSON = "application/json";

  private final RpcService service;
  private final RpcLimits limits;
  private final HostRules hosts;
  private final CallerGuard guard;
  private final boolean isCorsEnabled;
  private final Map<String, TextPage> pages;
  private final HttpDeadlines deadlines;

  HttpExchange(HttpRpcOptions options, RpcService service, HttpDeadlines deadlines) {
    this.service = service;
    this.limits = options.limits();
    this.hosts = new HostRules(options.allowedHosts(), options.isCorsEnabled());
    this.guard = options.guard();
    this.isCorsEnabled = options.isCorsEnabled();
    this.pages =
        options.pages().stream().collect(Collectors.toMap(TextPage::path, Function.identity()));
    this.deadlines = deadlines;
  }

  /** Answers and closes the connection where one side asked for that; the web server does not. */
  void handle(ServerRequest request, ServerResponse response) {
    InputStream body = body(request);
    respond(request, response, body);
    boolean isRefused = response.headers().contains(HeaderValues.CONNECTION_CLOSE);
    if (isRefused) {
      drain(body);
    }
    if (isRefused || request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the exchange is complete");
    }
  }

  private void respond(ServerRequest request, ServerResponse response, InputStream body) {
    Optional<String> refusal =
        hosts.refusal(header(request, HeaderNames.HOST), header(request, HeaderNames.ORIGIN));
    if (refusal.isPresent()) {
      send(response, TextPage.Answer.text(403, refusal.get()));
      return;
    }
    if (isCorsEnabled) {
      response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    if (isCorsEnabled && Method.OPTIONS.equals(request.prologue().method())) {
      answerPreflight(request, response);
      return;
    }
    refusal = guard.refusal(header(request, HeaderNames.AUTHORIZATION));
    if (refusal.isPresent()) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
      send(response, TextPage.Answer.text(401, refusal.get()));
      return;
    }
    send(response, answer(request, response, body));
  }

  private TextPage.Answer answer(ServerRequest request, ServerResponse response, InputStream body) {
    String path = request.path().path();
    Method method = request.prologue().method();
    TextPage page = pages.get(path);
    if (page != null) {
      if (Method.GET.equals(method) || Method.HEAD.equals(method)) {
        return page.answer().get();
      }
      response.header(HeaderNames.ALLOW, "GET, HEAD");
      return TextPage.Answer.text(405, path + " answers GET only");
    }
    if (!path.equals("/")) {
      return TextPage.Answer.text(404, "nothing at this path; JSON-RPC is at /");
    }
    if (!Method.POST.equals(method)) {
      response.header(HeaderNames.ALLOW, "POST");
      return TextPage.Answer.text(405, "JSON-RPC is answered by POST and WebSocket");
    }
    return answerCall(request, response, body);
  }

  private TextPage.Answer answerCall(
      ServerRequest request, ServerResponse response, InputStream body) {
    if (request.headers().contentLength().orElse(-1) > limits.messageBytesMax()) {
      return tooLarge(response);
    }
    byte[] bytes;
    try (HttpDeadlines.Deadline _ = deadlines.start(limits.requestTimeout())) {
      bytes = body.readNBytes(limits.messageBytesMax() + 1);
    } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("the request broke off", e);
    }
    if (bytes.length > limits.messageBytesMax()) {
      return tooLarge(response);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return failure(200, RpcError.PARSE_ERROR, "not JSON: the text is not UTF-8");
    }
    String peer = request.remotePeer().host() + ":" + request.remotePeer().port();
    return service
        .answer(text, new NoPushSession(peer))
        .map(json -> TextPage.Answer.json(200, json))
        .orElseGet(() -> new TextPage.Answer(204, "", ""));
  }

  private TextPage.Answer tooLarge(ServerResponse response) {
    response.header(HeaderValues.CONNECTION_CLOSE);
    return failure(
        413,
        RpcError.INVALID_REQUEST,
        "the request is larger than " + limits.messageBytesMax() + " bytes");
  }

  private static InputStream body(ServerRequest request) {
    return request.content().hasEntity()
        ? request.content().inputStream()
        : InputStream.nullInputStream();
  }

  // Closing with unread bytes would make the peer lose the answer, so they are passed over for a
  // moment.
  private void drain(InputStream body) {
    try (HttpDeadlines.Deadline _ = deadlines.start(DRAIN_TIMEOUT)) {
      var _ = body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException
        | UncheckedIOException
        | RequestException
        | DataReader.InsufficientDataAvailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "rpc-drain-ended", e);
    }
  }

  private void answerPreflight(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, OPTIONS");
    String wanted = header(request, HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
    response.header(
        HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
        wanted.matches("[A-Za-z0-9-, ]{1,500}") ? wanted : "content-type");
    response.header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
    if (header(request, HeaderNames.create("Access-Control-Request-Private-Network"))
        .equals("true")) {
      response.header("Access-Control-Allow-Private-Network", "true");
    }
    send(response, new TextPage.Answer(204, "", ""));
  }

  private void send(ServerResponse response, TextPage.Answer answer) {
    try (HttpDeadlines.Deadline _ = deadlines.start(limits.requestTimeout())) {
      response.status(answer.status());
      if (answer.body().isEmpty()) {
        response.send();
      } else {
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        response.send(answer.body().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static TextPage.Answer failure(int status, int code, String message) {
    return new TextPage.Answer(
        status,
        JSON,
        Json.write(
            RpcShape.reply(JsonNodeFactory.instance.nullNode(), RpcReply.failure(code, message))));
  }

  private static String header(ServerRequest request, HeaderName name) {
    return request.headers().first(name).orElse("");
  }
}
