package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Accepts connections and answers each request with the next prepared bytes, then hangs up. */
final class ReplayServer implements AutoCloseable {
  /** Requests as they came, head and body. */
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final ServerSocket listener;

  ReplayServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  ReplayServer json(String body) {
    return http("200 OK", "application/json", body);
  }

  ReplayServer http(String status, String contentType, String body) {
    return raw(
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + contentType
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  ReplayServer raw(String bytes) {
    answers.add(bytes);
    return this;
  }

  Endpoint endpoint() {
    return new Endpoint(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(read(socket.getInputStream()));
      String answer = answers.take();
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException | InterruptedException e) {
      // the client went away
    }
  }

  private static String read(InputStream stream) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append((char) stream.read());
    }
    String head = text.toString();
    String size = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
    return head + new String(stream.readNBytes(Integer.parseInt(size)), StandardCharsets.UTF_8);
  }
}
