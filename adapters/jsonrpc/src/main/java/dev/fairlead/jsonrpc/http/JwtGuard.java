package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Lets callers in who hold a shared secret: a JSON Web Token signed with HS256 whose {@code iat} is
 * within a minute of our clock, as execution clients demand on their engine port.
 */
public final class JwtGuard implements CallerGuard {
  private static final Duration CLOCK_DIFFERENCE_MAX = Duration.ofSeconds(60);
  private static final int SECRET_SIZE = 32;
  private static final int TOKEN_LENGTH_MAX = 4096;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final InstantSource clock;

  private JwtGuard(SecretKeySpec key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** A guard for a secret written as 32 bytes of hex; prefix and surrounding space are optional. */
  public static JwtGuard ofHexSecret(String secret, InstantSource clock) throws DecodingException {
    String hex = secret.strip();
    Bytes bytes;
    try {
      bytes = Bytes.parse(hex.startsWith("0x") ? hex : "0x" + hex);
    } catch (DecodingException e) {
      throw new DecodingException("the JWT secret is not hex"); // never shows the secret
    }
    if (bytes.size() != SECRET_SIZE) {
      throw new DecodingException("the JWT secret has " + bytes.size() + " bytes instead of 32");
    }
    return new JwtGuard(new SecretKeySpec(bytes.toByteArray(), ALGORITHM), clock);
  }

  @Override
  public Optional<String> refusal(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of("a bearer token is needed");
    }
    String token = authorization.substring(7).strip();
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || token.length() > TOKEN_LENGTH_MAX) {
      return Optional.of("the bearer token is no JWT");
    }
    byte[] expected = sign(parts[0] + "." + parts[1]);
    try {
      if (!MessageDigest.isEqual(expected, decode(parts[2]))) {
        return Optional.of("the token is not signed with the secret of this listener");
      }
      return refusalOf(json(parts[0]), json(parts[1]));
    } catch (DecodingException e) {
      return Optional.of("the bearer token is no JWT");
    }
  }

  /** A token that this guard accepts now; clients of guarded listeners send it. */
  public String issueToken() {
    String head = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    String iat = Long.toString(clock.instant().getEpochSecond());
    String body = encode(("{\"iat\":" + iat + "}").getBytes(StandardCharsets.UTF_8));
    return head + "." + body + "." + encode(sign(head + "." + body));
  }

  private Optional<String> refusalOf(JsonNode head, JsonNode claims) throws DecodingException {
    if (!Json.string(head.path("alg"), "alg").equals("HS256")) {
      return Optional.of("the token must be signed with HS256");
    }
    long now = clock.instant().getEpochSecond();
    long issued = Json.number(claims.path("iat"), "iat");
    if (Math.abs(now - issued) > CLOCK_DIFFERENCE_MAX.toSeconds()) {
      return Optional.of("the token's iat differs from our clock by more than 60 s");
    }
    if (claims.has("exp") && Json.number(claims.path("exp"), "exp") < now) {
      return Optional.of("the token has expired");
    }
    return Optional.empty();
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JsonNode json(String part) throws DecodingException {
    return Json.parse(new String(decode(part), StandardCharsets.UTF_8));
  }

  private static byte[] decode(String part) throws DecodingException {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not base64: " + e.getMessage());
    }
  }
}
