package dev.fairlead.node.tx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password-based key derivation of RFC 7914. Own code because key files exist whose cost lies
 * beyond the limit of the RFC for their block size (also among the official vectors), and the
 * libraries at hand refuse those. Not safe against observers of memory access, as scrypt itself.
 */
final class Scrypt {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SALSA_WORDS = 16;

  private Scrypt() {}

  /**
   * What the work costs: {@code 128 · n · r} bytes of memory, and {@code p} times their filling.
   *
   * @param n cost, a power of two
   * @param r block size
   * @param p number of independent runs
   */
  record Cost(int n, int r, int p) {}

  static byte[] derive(String password, byte[] salt, Cost cost, int size)
      throws GeneralSecurityException {
    int blockBytes = 128 * cost.r();
    byte[] blocks = pbkdf2(password, salt, 1, blockBytes * cost.p());
    int[] block = new int[blockBytes / Integer.BYTES];
    int[][] table = new int[cost.n()][];
    for (int run = 0; run < cost.p(); run++) {
      for (int i = 0; i < block.length; i++) {
        block[i] = (int) INTS.get(blocks, run * blockBytes + i * Integer.BYTES);
      }
      int[] mixed = mixWithTable(block, table, cost.r());
      for (int i = 0; i < mixed.length; i++) {
        INTS.set(blocks, run * blockBytes + i * Integer.BYTES, mixed[i]);
      }
    }
    return pbkdf2(password, blocks, 1, size);
  }

  static byte[] pbkdf2(String password, byte[] salt, int rounds, int size)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, size * Byte.SIZE);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static int[] mixWithTable(int[] start, int[][] table, int r) {
    int[] block = start.clone();
    for (int i = 0; i < table.length; i++) {
      table[i] = block;
      block = mixBlock(block, r);
    }
    for (int i = 0; i < table.length; i++) {
      int[] other = table[block[(2 * r - 1) * SALSA_WORDS] & (table.length - 1)];
      for (int j = 0; j < block.length; j++) {
        block[j] ^= other[j];
      }
      block = mixBlock(block, r);
    }
    return block;
  }

  private static int[] mixBlock(int[] block, int r) {
    int[] out = new int[block.length];
    int[] last = new int[SALSA_WORDS];
    System.arraycopy(block, block.length - SALSA_WORDS, last, 0, SALSA_WORDS);
    for (int i = 0; i < 2 * r; i++) {
      for (int j = 0; j < SALSA_WORDS; j++) {
        last[j] ^= block[i * SALSA_WORDS + j];
      }
      salsa8(last);
      int target = (i / 2 + (i % 2) * r) * SALSA_WORDS;
      System.arraycopy(last, 0, out, target, SALSA_WORDS);
    }
    return out;
  }

  private static void salsa8(int[] words) {
    int[] x = words.clone();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) {
        quarter(x, 5 * i, 5 * i + 4, 5 * i + 8, 5 * i + 12);
      }
      for (int i = 0; i < 4; i++) {
        int row = 4 * i;
        quarter(x, row + i, row + (i + 1) % 4, row + (i + 2) % 4, row + (i + 3) % 4);
      }
    }
    for (int i = 0; i < SALSA_WORDS; i++) {
      words[i] += x[i];
    }
  }

  /** One quarter round over four positions, each taken modulo 16. */
  private static void quarter(int[] x, int a, int b, int c, int d) {
    int b16 = b % SALSA_WORDS;
    int c16 = c % SALSA_WORDS;
    int d16 = d % SALSA_WORDS;
    x[b16] ^= Integer.rotateLeft(x[a] + x[d16], 7);
    x[c16] ^= Integer.rotateLeft(x[b16] + x[a], 9);
    x[d16] ^= Integer.rotateLeft(x[c16] + x[b16], 13);
    x[a] ^= Integer.rotateLeft(x[d16] + x[c16], 18);
  }
}
