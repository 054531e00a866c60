package dev.fairlead.node.tx;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.Hex;
import dev.fairlead.kernel.crypto.Keccak256;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Opens key files of the Web3 secret storage definition, version 3: scrypt or PBKDF2-HMAC-SHA256,
 * AES-128-CTR, MAC by Keccak-256 over the second half of the derived key and the cipher text. The
 * work that a file may ask for is bounded.
 */
public final class Keystore {
  private static final int SCRYPT_BYTES_MAX = 512 << 20;
  private static final int PBKDF2_ROUNDS_MAX = 10_000_000;
  private static final int DERIVED_SIZE = 32;
  private static final int SECRET_SIZE = 32;

  private Keystore() {}

  /** Decrypts the text of a key file. */
  public static PrivateKey open(String json, String password) throws KeystoreException {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      if (root.path("version").asInt(0) != 3) {
        throw new KeystoreException("not a key file of version 3");
      }
      JsonNode crypto = root.has("crypto") ? root.path("crypto") : root.path("Crypto");
      byte[] cipherText = hex(crypto, "ciphertext");
      byte[] derived = derive(crypto, password);
      byte[] macKey = Arrays.copyOfRange(derived, 16, 32);
      Hash32 mac = new Keccak256().update(macKey).update(cipherText).digest();
      if (!MessageDigest.isEqual(mac.toByteArray(), hex(crypto, "mac"))) {
        throw new KeystoreException("wrong password for the key file, or the file is damaged");
      }
      return PrivateKey.of(leftPadded(decrypt(crypto, derived, cipherText)));
    } catch (JacksonException e) {
      throw new KeystoreException("the key file is not JSON", e);
    } catch (DecodingException e) {
      throw new KeystoreException("the key file is damaged: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new KeystoreException("the key file cannot be decrypted", e);
    }
  }

  private static byte[] derive(JsonNode crypto, String password)
      throws KeystoreException, DecodingException, GeneralSecurityException {
    JsonNode params = crypto.path("kdfparams");
    byte[] salt = hex(params, "salt");
    if (number(params, "dklen", 1024) != DERIVED_SIZE) {
      throw new KeystoreException("key file: dklen must be " + DERIVED_SIZE);
    }
    String kdf = crypto.path("kdf").asString("");
    return switch (kdf) {
      case "scrypt" -> scrypt(params, salt, password);
      case "pbkdf2" -> pbkdf2(params, salt, password);
      default -> throw new KeystoreException("key file: unknown kdf \"" + shown(kdf) + '"');
    };
  }

  private static byte[] scrypt(JsonNode params, byte[] salt, String password)
      throws KeystoreException, GeneralSecurityException {
    int n = number(params, "n", 1 << 24);
    int r = number(params, "r", 64);
    int p = number(params, "p", 64);
    if (Integer.bitCount(n) != 1 || n < 2 || 128L * n * r > SCRYPT_BYTES_MAX) {
      throw new KeystoreException("key file: scrypt n = " + n + ", r = " + r + " out of range");
    }
    return Scrypt.derive(password, salt, new Scrypt.Cost(n, r, p), DERIVED_SIZE);
  }

  private static byte[] pbkdf2(JsonNode params, byte[] salt, String password)
      throws KeystoreException, GeneralSecurityException {
    String function = params.path("prf").asString("");
    if (!function.equals("hmac-sha256")) {
      throw new KeystoreException("key file: unknown prf \"" + shown(function) + '"');
    }
    int rounds = number(params, "c", PBKDF2_ROUNDS_MAX);
    return Scrypt.pbkdf2(password, salt, rounds, DERIVED_SIZE);
  }

  private static byte[] decrypt(JsonNode crypto, byte[] derived, byte[] cipherText)
      throws KeystoreException, DecodingException, GeneralSecurityException {
    String name = crypto.path("cipher").asString("");
    if (!name.equals("aes-128-ctr")) {
      throw new KeystoreException("key file: unknown cipher \"" + shown(name) + '"');
    }
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(derived, 0, 16, "AES"),
        new IvParameterSpec(leftPadded(hex(crypto.path("cipherparams"), "iv"), 16)));
    return cipher.doFinal(cipherText);
  }

  private static int number(JsonNode params, String name, int max) throws KeystoreException {
    JsonNode value = params.path(name);
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > max) {
      throw new KeystoreException("key file: " + name + " must be a number from 1 to " + max);
    }
    return value.intValue();
  }

  private static byte[] hex(JsonNode node, String name) throws DecodingException {
    JsonNode value = node.path(name);
    if (!value.isString()) {
      throw new DecodingException(name + " is missing");
    }
    String digits = value.stringValue();
    return Hex.decode(digits.startsWith("0x") ? digits : "0x" + digits);
  }

  private static byte[] leftPadded(byte[] secret) {
    return leftPadded(secret, SECRET_SIZE);
  }

  /** Some writers drop leading zeros. */
  private static byte[] leftPadded(byte[] bytes, int size) {
    if (bytes.length >= size) {
      return bytes;
    }
    byte[] padded = new byte[size];
    System.arraycopy(bytes, 0, padded, size - bytes.length, bytes.length);
    return padded;
  }

  private static String shown(String text) {
    return text.replaceAll("[^a-zA-Z0-9-]", "?").substring(0, Math.min(20, text.length()));
  }
}
