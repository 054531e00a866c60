package dev.fairlead.node.tx;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.Hex;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.Signature;
import fr.acinq.secp256k1.Secp256k1;
import java.util.Arrays;

/**
 * A secp256k1 key of an account. Its text form shows the address only; no method gives the key
 * back, and no message of ours contains it. Safe for use by many threads.
 */
public final class PrivateKey {
  private static final int SIZE = 32;
  private static final Secp256k1 CURVE = Secp256k1.get();

  private final byte[] secret;
  private final Address20 address;

  private PrivateKey(byte[] secret) {
    this.secret = secret;
    this.address = address(CURVE.pubkeyCreate(secret));
  }

  /** Takes 32 bytes that are a key of the curve; they are copied. */
  public static PrivateKey of(byte[] secret) throws DecodingException {
    if (secret.length != SIZE || !CURVE.secKeyVerify(secret)) {
      throw new DecodingException("not a private key: 32 bytes within the curve's order expected");
    }
    return new PrivateKey(secret.clone());
  }

  /** Parses 64 hex digits, with or without {@code 0x}. The message of a failure hides the text. */
  public static PrivateKey parse(String text) throws DecodingException {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw new DecodingException("not a private key: 64 hex digits expected");
    }
    return of(Hex.decode("0x" + digits));
  }

  /** The account that the key controls. */
  public Address20 address() {
    return address;
  }

  /** Signs a hash, deterministically (RFC 6979) and with low {@code s}. */
  public Signature sign(Hash32 digest) {
    byte[] message = digest.toByteArray();
    byte[] compact = CURVE.sign(message, secret, null);
    byte[] publicKey = CURVE.pubkeyCreate(secret);
    int parity = Arrays.equals(CURVE.ecdsaRecover(compact, message, 0), publicKey) ? 0 : 1;
    return new Signature(Hash32.read(compact, 0), Hash32.read(compact, SIZE), parity);
  }

  /** Signs a transaction and gives its raw form. */
  public Bytes sign(FeeMarketTransaction transaction) {
    return transaction.signed(sign(transaction.signingHash()));
  }

  /** The account of an uncompressed public key of 65 bytes. */
  static Address20 address(byte[] publicKey) {
    Hash32 hash = new Keccak256().update(publicKey, 1, publicKey.length - 1).digest();
    return Address20.read(hash.toByteArray(), Hash32.SIZE - Address20.SIZE);
  }

  /** Names the account, never the key. */
  @Override
  public String toString() {
    return "PrivateKey[of " + address + "]";
  }
}
