package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import tools.jackson.core.JsonParser;

/**
 * Reads the result of a call from the stream as it was received, so that large results need no
 * tree.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
public interface ResultReader<T> {
  /**
   * Reads one value. The parser stands on its first token and must stand on its last one
   * afterwards.
   *
   * @throws DecodingException if the value has not the expected form; becomes a {@link
   *     SourceFailure} that names the endpoint
   */
  T read(JsonParser parser) throws DecodingException;
}
