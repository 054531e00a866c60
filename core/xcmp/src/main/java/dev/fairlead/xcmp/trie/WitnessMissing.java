package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;

/** A trie of which only a part is given was read or changed where it is not given. */
public final class WitnessMissing extends Exception {
  private static final long serialVersionUID = 1L;

  WitnessMissing(String what, Hash32 hash) {
    super("witness misses " + what + " " + hash);
  }

  /** A value was found and is not of the form that its key demands. */
  public WitnessMissing(Bytes key, DecodingException cause) {
    super("value of " + key + " does not decode", cause);
  }

  WitnessMissing(Hash32 hash, Throwable cause) {
    super("witness node " + hash + " does not decode", cause);
  }
}
