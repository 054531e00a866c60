package dev.fairlead.opstack.access;

import java.util.List;

/** Result of decoding the storage keys of an access list. */
public sealed interface AccessListDecoding {
  /**
   * All keys belong to complete groups.
   *
   * @param accesses one per group, in order, repetitions included
   */
  record Decoded(List<Access> accesses) implements AccessListDecoding {
    /** Copies the list. */
    public Decoded {
      accesses = List.copyOf(accesses);
    }
  }

  /**
   * The keys do not follow the grammar.
   *
   * @param position index of the offending key; the number of keys if one more was expected
   * @param group index of the group that the key belongs to
   * @param cause what is wrong with it
   * @param entryType first byte of the key, 0 if there is none
   */
  record Malformed(int position, int group, Cause cause, int entryType)
      implements AccessListDecoding {
    /** One sentence for people. */
    public String detail() {
      return switch (cause) {
        case UNEXPECTED_TYPE -> "storage key " + position + " has unexpected type " + entryType;
        case MALFORMED ->
            "storage key " + position + " of type " + entryType + " has non-zero padding";
        case EXPECTED_ENTRY -> "expected another storage key at position " + position;
      };
    }
  }

  /** The ways in which a list breaks the grammar. */
  enum Cause {
    /** A key of this type cannot stand here. */
    UNEXPECTED_TYPE("unexpected-type"),
    /** Bytes that must be zero are not. */
    MALFORMED("malformed"),
    /** The list ends inside a group. */
    EXPECTED_ENTRY("expected-entry");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    /** The code as it appears in answers; never changes. */
    public String text() {
      return text;
    }
  }
}
