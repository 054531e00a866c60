package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import java.util.List;

/** What a value of the wire protocol must keep to; a value beyond it is a caller's bug. */
final class Bounds {
  private Bounds() {}

  static void demandU32(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("exceeds 32 bits: " + value);
    }
  }

  static void demandU16(int value) {
    demandAtMost(value, 0xffff, "as unsigned 16-bit number");
  }

  static void demandAtMost(long value, long max, String what) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(value + " " + what + ", at most " + max);
    }
  }

  static <T> List<T> copyAtMost(List<T> list, int max, String what) {
    demandAtMost(list.size(), max, what);
    return List.copyOf(list);
  }

  static void demandSignature(Bytes signature) {
    if (signature.size() != PeerLimits.SIGNATURE_BYTES) {
      throw new IllegalArgumentException("signature of " + signature.size() + " bytes");
    }
  }
}
