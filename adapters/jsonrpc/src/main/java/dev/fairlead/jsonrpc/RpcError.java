package dev.fairlead.jsonrpc;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The error object of a JSON-RPC answer.
 *
 * @param code one of the codes below or one of the application
 * @param message one sentence for a person
 * @param data more for a program; a missing node if there is none
 */
public record RpcError(int code, String message, JsonNode data) {
  /** The text is not JSON. */
  public static final int PARSE_ERROR = -32700;

  /** JSON, but no call. */
  public static final int INVALID_REQUEST = -32600;

  /** No method of that name. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** Parameters are missing, too many or malformed. */
  public static final int INVALID_PARAMS = -32602;

  /** A failure on this side that the caller cannot mend. */
  public static final int INTERNAL_ERROR = -32603;

  /** A limit of the server was exceeded. */
  public static final int LIMIT_EXCEEDED = -32005;

  /** An error without data. */
  public static RpcError of(int code, String message) {
    return new RpcError(code, message, JsonNodeFactory.instance.missingNode());
  }
}
