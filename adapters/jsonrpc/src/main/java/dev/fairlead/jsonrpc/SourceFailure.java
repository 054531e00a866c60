package dev.fairlead.jsonrpc;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A remote service did not give a usable answer. Says nothing about the chain behind it: callers
 * retry, ask another source or report it, and never take it for a verdict. The message is one line
 * that names the endpoint, what was asked and what came.
 */
public final class SourceFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What went wrong, as far as callers react differently. */
  public enum Kind {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** No answer in time. */
    TIMED_OUT,
    /** An answer that is no JSON-RPC, or not to what was asked. */
    MALFORMED,
    /** An answer beyond the size limit. */
    TOO_LARGE,
    /** An answer that is a JSON-RPC error. */
    REFUSED,
    /** The service does not have the block that was asked for. */
    NOT_FOUND,
    /** Parts of the answer contradict each other or the hash they belong to. */
    CONTRADICTORY,
    /** The service serves another chain. */
    WRONG_CHAIN
  }

  private final Kind kind;
  private final transient @Nullable RpcError error; // only with REFUSED

  /** A failure without an error object of the service. */
  public SourceFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.error = null;
  }

  /** Keeps the cause for debug logs. */
  public SourceFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.error = null;
  }

  /** The service answered {@code error}. */
  public SourceFailure(String message, RpcError error) {
    super(message);
    this.kind = Kind.REFUSED;
    this.error = error;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The error object of the service if it refused. */
  public Optional<RpcError> error() {
    return Optional.ofNullable(error);
  }
}
