package dev.fairlead.jsonrpc.http;

import java.util.function.Supplier;

/**
 * A page that a listener offers by GET beside JSON-RPC, such as health or metrics.
 *
 * @param path absolute path, for example {@code /livez}
 * @param answer asked on every request, on a virtual thread
 */
public record TextPage(String path, Supplier<Answer> answer) {
  /**
   * What a page answers.
   *
   * @param status HTTP status
   * @param contentType media type
   * @param body text
   */
  public record Answer(int status, String contentType, String body) {
    /** Plain text. */
    public static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body);
    }

    /** JSON text. */
    public static Answer json(int status, String body) {
      return new Answer(status, "application/json", body);
    }
  }
}
