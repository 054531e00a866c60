package dev.fairlead.opstack.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlockHeaderTest {
  @Test
  void genesisOfEthereum_hasTheWellKnownHash() throws Exception {
    BlockHeader header = BlockHeader.of(ethereumGenesis());

    assertThat(header.hash())
        .hasToString("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");
    assertThat(header.number()).isZero();
    assertThat(header.baseFee()).isEmpty();
    assertThat(header.messagePasserRoot()).isEmpty();
  }

  @Test
  void everyField_changesTheHash() throws Exception {
    Map<HeaderField, Bytes> fields = ethereumGenesis();
    BlockHeader original = BlockHeader.of(fields);
    for (HeaderField field : HeaderField.values()) {
      Map<HeaderField, Bytes> altered = new EnumMap<>(fields);
      int size = fields.getOrDefault(field, Bytes.EMPTY).size();
      if (field.isOptional()) {
        size = field.isNumber() ? 1 : 32;
      }
      byte[] value = new byte[Math.max(1, size)];
      value[0] = 9;
      altered.put(field, Bytes.of(value));

      assertThat(BlockHeader.of(altered).hash()).as("%s", field).isNotEqualTo(original.hash());
    }
  }

  @Test
  void fieldsOfAWrongForm_areRefused() throws Exception {
    Map<HeaderField, Bytes> fields = ethereumGenesis();

    assertRefused(fields, HeaderField.STATE_ROOT, Bytes.literal("0x00"));
    assertRefused(fields, HeaderField.NUMBER, Bytes.literal("0x0001"));
    assertRefused(fields, HeaderField.NUMBER, Bytes.literal("0x010000000000000000"));
    assertRefused(fields, HeaderField.LOGS_BLOOM, Bytes.EMPTY);
    fields.remove(HeaderField.NONCE);
    assertThatThrownBy(() -> BlockHeader.of(fields))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("NONCE is missing");
  }

  private static void assertRefused(
      Map<HeaderField, Bytes> fields, HeaderField field, Bytes value) {
    Map<HeaderField, Bytes> altered = new EnumMap<>(fields);
    altered.put(field, value);
    assertThatThrownBy(() -> BlockHeader.of(altered))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining(field.name());
  }

  private static Map<HeaderField, Bytes> ethereumGenesis() {
    Bytes zero = Bytes.of(new byte[32]);
    Map<HeaderField, Bytes> fields = new EnumMap<>(HeaderField.class);
    fields.put(HeaderField.PARENT_HASH, zero);
    fields.put(
        HeaderField.OMMERS_HASH,
        Bytes.literal("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"));
    fields.put(HeaderField.BENEFICIARY, Bytes.of(new byte[20]));
    fields.put(
        HeaderField.STATE_ROOT,
        Bytes.literal("0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544"));
    fields.put(HeaderField.TRANSACTIONS_ROOT, Bytes.of(TrieRoot.EMPTY.toByteArray()));
    fields.put(HeaderField.RECEIPTS_ROOT, Bytes.of(TrieRoot.EMPTY.toByteArray()));
    fields.put(HeaderField.LOGS_BLOOM, Bytes.of(new byte[256]));
    fields.put(HeaderField.DIFFICULTY, Bytes.literal("0x0400000000"));
    fields.put(HeaderField.NUMBER, Bytes.EMPTY);
    fields.put(HeaderField.GAS_LIMIT, Bytes.literal("0x1388"));
    fields.put(HeaderField.GAS_USED, Bytes.EMPTY);
    fields.put(HeaderField.TIMESTAMP, Bytes.EMPTY);
    fields.put(
        HeaderField.EXTRA_DATA,
        Bytes.literal("0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa"));
    fields.put(HeaderField.MIX_HASH, zero);
    fields.put(HeaderField.NONCE, Bytes.literal("0x0000000000000042"));
    return fields;
  }
}
