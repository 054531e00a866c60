package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a JSON-RPC service is reached. Prints itself without what may be secret: user and password,
 * query, and path segments that look like keys.
 *
 * @param uri as configured
 */
public record Endpoint(URI uri) {
  private static final int KEY_LENGTH_MIN = 16;

  /** Parses an {@code http}, {@code https}, {@code ws} or {@code wss} address. */
  public static Endpoint parse(String text) throws DecodingException {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new DecodingException("not a URL at position " + e.getIndex());
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?|wss?") || uri.getHost() == null) {
      throw new DecodingException("a URL must look like http://host:port or ws://host:port");
    }
    return new Endpoint(uri);
  }

  /** Whether it is a WebSocket. */
  public boolean isSocket() {
    return uri.getScheme().regionMatches(true, 0, "ws", 0, 2);
  }

  /** The masked address, fit for logs and messages. */
  @Override
  public String toString() {
    String user = uri.getRawUserInfo() == null ? "" : "***@";
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    @Nullable String path = uri.getRawPath(); // absent in opaque addresses
    String shownPath =
        path == null
            ? ""
            : Arrays.stream(path.split("/", -1))
                .map(part -> part.length() >= KEY_LENGTH_MIN ? "***" : part)
                .collect(Collectors.joining("/"));
    String query = uri.getRawQuery() == null ? "" : "?***";
    return uri.getScheme() + "://" + user + uri.getHost() + port + shownPath + query;
  }
}
