package dev.fairlead.opstack.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.opstack.access.AccessListDecoding.Cause;
import dev.fairlead.opstack.access.AccessListDecoding.Decoded;
import dev.fairlead.opstack.access.AccessListDecoding.Malformed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AccessListCodecTest {
  private static final Hash32 T1 = key("01");
  private static final Hash32 T2 = key("02");
  private static final Hash32 T3 = key("03");

  @Test
  void v1_lookupEntry() {
    Access access =
        new Access(
            ChainId.of(0xd1d2d3d4d5d6d7d8L),
            new LogPosition(0xa1a2a3a4a5a6a7a8L, 0xb1b2b3b4L),
            0xc1c2c3c4c5c6c7c8L,
            T3);

    assertThat(AccessListCodec.encode(access))
        .containsExactly(
            Hash32.literal("0x01000000d1d2d3d4d5d6d7d8a1a2a3a4a5a6a7a8c1c2c3c4c5c6c7c8b1b2b3b4"),
            T3);
  }

  @Test
  void v3_extensionForChainIdsAbove64Bits() {
    Access access =
        new Access(
            ChainId.of(new BigInteger("18446744073709551635")),
            new LogPosition(14, 2),
            1743801675L,
            T3);

    assertThat(AccessListCodec.encode(access))
        .containsExactly(
            Hash32.literal("0x010000000000000000000013000000000000000e0000000067f04d4b00000002"),
            Hash32.literal("0x0200000000000000000000000000000000000000000000000000000000000001"),
            T3);
  }

  @Test
  void v14_maximumValues() {
    Access access =
        new Access(
            ChainId.of(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)),
            new LogPosition(-1L, 0xffff_ffffL),
            -1L,
            T3);

    List<Hash32> keys = AccessListCodec.encode(access);

    assertThat(keys)
        .containsExactly(
            key("01000000" + "ff".repeat(28)), key("0200000000000000" + "ff".repeat(24)), T3);
    assertThat(AccessListCodec.decode(keys)).isEqualTo(new Decoded(List.of(access)));
  }

  @Test
  void v22_parseOutcomes() {
    assertThat(decode()).isEqualTo(new Decoded(List.of()));
    assertThat(decode(key("00"))).isEqualTo(unexpected(0, 0, 0));
    assertThat(decode(key("0a"))).isEqualTo(unexpected(0, 0, 10));
    assertThat(decode(key("0101"))).isEqualTo(new Malformed(0, 0, Cause.MALFORMED, 1));
    assertThat(decode(T1)).isEqualTo(new Malformed(1, 0, Cause.EXPECTED_ENTRY, 0));
    assertThat(decode(T1, key("00"))).isEqualTo(unexpected(1, 0, 0));
    assertThat(decode(T1, T1)).isEqualTo(unexpected(1, 0, 1));
    assertThat(decode(T1, T3))
        .isEqualTo(new Decoded(List.of(new Access(ChainId.of(0), new LogPosition(0, 0), 0, T3))));
    Hash32 extension = key("0200000000000000" + "07");
    Hash32 lookup = key("01000000" + "000000000000000a");
    BigInteger chain = BigInteger.valueOf(7).shiftLeft(248).add(BigInteger.TEN);
    assertThat(decode(lookup, extension, T3))
        .isEqualTo(
            new Decoded(List.of(new Access(ChainId.of(chain), new LogPosition(0, 0), 0, T3))));
    assertThat(((Decoded) decode(T1, T3, T1, T3)).accesses()).hasSize(2);
  }

  @Test
  void groupMayCarryAnExtensionOfZeros() {
    assertThat(decode(T1, T2, T3))
        .isEqualTo(new Decoded(List.of(new Access(ChainId.of(0), new LogPosition(0, 0), 0, T3))));
  }

  @Test
  void refusesBrokenGroupsAtTheirPlace() {
    assertThat(decode(T3)).isEqualTo(unexpected(0, 0, 3));
    assertThat(decode(T1, T2)).isEqualTo(new Malformed(2, 0, Cause.EXPECTED_ENTRY, 0));
    assertThat(decode(T1, T2, T2)).isEqualTo(unexpected(2, 0, 2));
    assertThat(decode(T1, T3, T2)).isEqualTo(unexpected(2, 1, 2));
    assertThat(decode(T1, T3, T3)).isEqualTo(unexpected(2, 1, 3));
    assertThat(decode(T1, key("0200000000000001"), T3))
        .isEqualTo(new Malformed(1, 0, Cause.MALFORMED, 2));
    assertThat(decode(T1, T3, key("01000001"), T3))
        .isEqualTo(new Malformed(2, 1, Cause.MALFORMED, 1));
  }

  @Test
  void decodeUndoesEncode() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Access> accesses = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        accesses.add(randomAccess(random));
      }

      assertThat(AccessListCodec.decode(AccessListCodec.encodeAll(accesses)))
          .as("seed %d", seed)
          .isEqualTo(new Decoded(accesses));
    }
  }

  @Test
  void anyListOfKeysIsDecodedOrRefused() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      List<Hash32> keys = new ArrayList<>();
      for (int i = random.nextInt(7); i > 0; i--) {
        long type = random.nextInt(5);
        long noise = random.nextInt(8) == 0 ? random.nextLong() >>> 8 : 0;
        keys.add(new Hash32(type << 56 | noise, random.nextLong(), 0, random.nextLong()));
      }

      switch (AccessListCodec.decode(keys)) {
        case Decoded(List<Access> accesses) ->
            assertThat(accesses.size())
                .as("seed %d", seed)
                .isBetween(keys.size() / 3, keys.size() / 2);
        case Malformed malformed ->
            assertThat(malformed.position()).as("seed %d", seed).isBetween(0, keys.size());
      }
    }
  }

  private static Access randomAccess(Random random) {
    BigInteger chain = new BigInteger(random.nextInt(257), random);
    LogPosition position = new LogPosition(random.nextLong(), random.nextInt() & 0xffff_ffffL);
    Hash32 checksum =
        new Hash32(
            3L << 56 | random.nextLong() >>> 8,
            random.nextLong(),
            random.nextLong(),
            random.nextLong());
    return new Access(ChainId.of(chain), position, random.nextLong(), checksum);
  }

  private static AccessListDecoding decode(Hash32... keys) {
    return AccessListCodec.decode(List.of(keys));
  }

  private static Malformed unexpected(int position, int group, int type) {
    return new Malformed(position, group, Cause.UNEXPECTED_TYPE, type);
  }

  /** A key that begins with these digits and goes on with zeros. */
  private static Hash32 key(String digits) {
    return Hash32.literal("0x" + digits + "0".repeat(64 - digits.length()));
  }
}
