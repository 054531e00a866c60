package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** {@code fairlead supernode --config FILE} in a JVM of its own. */
final class SupernodeProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> rpcPort = new CompletableFuture<>();
  private final Thread reader;

  private SupernodeProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static SupernodeProcess start(Path config) throws IOException {
    return new SupernodeProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.fairlead.node.Main",
                "supernode",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .start());
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.contains("rpc-listening")) {
          rpcPort.complete(Integer.valueOf(line.replaceFirst(".*port=", "").strip()));
        }
      }
    } catch (IOException e) {
      lines.add("(end of output: " + e.getMessage() + ")"); // as after a kill
    } finally {
      rpcPort.completeExceptionally(new AssertionError("no listener: " + lines));
    }
  }

  /** Everything printed so far. */
  List<String> lines() {
    return lines;
  }

  /** Waits for the end by itself. */
  int exitCode() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + lines);
    }
    reader.join();
    return process.exitValue();
  }

  /** {@code kill -9}. */
  void kill() throws Exception {
    process.destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /** {@code SIGTERM}. */
  void terminate() {
    process.destroy();
  }

  JsonNode call(String method, JsonNode... params) throws Exception {
    try (HttpRpcClient client =
        new HttpRpcClient(Endpoint.parse("http://127.0.0.1:" + port()), RpcClientLimits.DEFAULT)) {
      return switch (client.call(method, params)) {
        case RpcReply.Result(JsonNode value) -> value;
        case RpcReply.Failure(var error) -> throw new AssertionError(error.toString());
      };
    }
  }

  /** Height of a head in {@code supernode_syncStatus}; below zero while nobody answers. */
  long height(String chain, String head) {
    try {
      return call("supernode_syncStatus")
          .path("chains")
          .path(chain)
          .path(head)
          .path("number")
          .asLong(-1);
    } catch (SourceFailure e) {
      return -1;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Status of a page on the RPC port. */
  int page(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port() + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }

  private int port() throws Exception {
    return rpcPort.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
