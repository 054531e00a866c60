package dev.fairlead.jsonrpc.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the {@code Host} and {@code Origin} headers whether a request was meant for this
 * listener. A page of a foreign site that reaches a local listener through a name it controls (DNS
 * rebinding) shows that name in {@code Host}; one that posts across sites shows itself in {@code
 * Origin}. Addresses cannot be rebound and always pass as a host.
 */
public final class HostRules {
  private final Set<String> names;
  private final boolean isAnyOriginAllowed;

  /** Accepts loopback names, addresses and {@code names}; origins likewise unless all may call. */
  public HostRules(Set<String> names, boolean isAnyOriginAllowed) {
    this.names = Set.copyOf(names);
    this.isAnyOriginAllowed = isAnyOriginAllowed;
  }

  /** Why a request with these headers is refused; empty texts stand for absent headers. */
  public Optional<String> refusal(String host, String origin) {
    if (!isKnown(nameOf(host))) {
      return Optional.of(
          "host \"" + shown(host) + "\" is not served here; configure it as an allowed host");
    }
    if (!origin.isEmpty() && !isAnyOriginAllowed && !isKnown(nameOfOrigin(origin))) {
      return Optional.of("calls from web pages of \"" + shown(origin) + "\" are not allowed");
    }
    return Optional.empty();
  }

  private boolean isKnown(String name) {
    return name.equals("localhost") || isAddress(name) || names.contains(name);
  }

  private static boolean isAddress(String name) {
    return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("\\[[0-9a-f:.]+]");
  }

  private static String nameOf(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
  }

  private static String nameOfOrigin(String origin) {
    try {
      @Nullable String host = new URI(origin).getHost(); // null for "null" and other opaque origins
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String shown(String header) {
    String clean = header.replaceAll("[^\\x21-\\x7e]|\"", "?");
    return clean.length() <= 100 ? clean : clean.substring(0, 100) + "...";
  }
}
