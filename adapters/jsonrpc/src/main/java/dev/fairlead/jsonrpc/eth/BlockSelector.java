package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.Locale;

/** Names a block in a call. */
public sealed interface BlockSelector {
  /** By height, unsigned. */
  record AtHeight(long number) implements BlockSelector {
    @Override
    public String toString() {
      return Long.toUnsignedString(number);
    }
  }

  /** By hash. */
  record WithHash(Hash32 hash) implements BlockSelector {
    @Override
    public String toString() {
      return hash.toString();
    }
  }

  /** By what the service knows of it. */
  enum Tag implements BlockSelector {
    EARLIEST,
    FINALIZED,
    SAFE,
    LATEST,
    PENDING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By height, unsigned. */
  static BlockSelector number(long number) {
    return new AtHeight(number);
  }

  /** By hash. */
  static BlockSelector hash(Hash32 hash) {
    return new WithHash(hash);
  }

  /** The form that JSON-RPC uses. */
  default String toParam() {
    return switch (this) {
      case AtHeight(long number) -> Json.quantity(number);
      case WithHash(Hash32 hash) -> hash.toString();
      case Tag tag -> tag.toString();
    };
  }
}
