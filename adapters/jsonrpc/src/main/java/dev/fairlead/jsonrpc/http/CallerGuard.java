package dev.fairlead.jsonrpc.http;

import java.util.Optional;

/** Decides by the {@code Authorization} header whether a caller may use a listener. */
@FunctionalInterface
public interface CallerGuard {
  /** Lets everybody in. */
  CallerGuard NONE = authorization -> Optional.empty();

  /**
   * Why the caller is refused.
   *
   * @param authorization value of the header; empty text if there is none
   * @return a sentence for the caller; empty if he may pass
   */
  Optional<String> refusal(String authorization);
}
