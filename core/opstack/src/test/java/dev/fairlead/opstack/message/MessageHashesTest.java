package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageHashesTest {
  @Test
  void v1_everyStepOfTheHashChain() {
    Identifier id =
        new Identifier(
            Address20.literal("0xe0e1e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f9"),
            0xa1a2a3a4a5a6a7a8L,
            0xb1b2b3b4L,
            0xc1c2c3c4c5c6c7c8L,
            ChainId.of(0xd1d2d3d4d5d6d7d8L));
    EventLog log =
        new EventLog(id.origin(), List.of(), Bytes.literal("0x6578616d706c65207061796c6f6164"));

    Hash32 logHash = MessageHashes.logHash(log);

    assertThat(MessageHashes.payloadHash(log))
        .hasToString("0x8017559a85b12c04b14a1a425d53486d1015f833714a09bd62f04152a7e2ae9b");
    assertThat(logHash)
        .hasToString("0xf9ed05990c887d3f86718aabd7e940faaa75d6a5cd44602e89642586ce85f2aa");
    assertThat(MessageHashes.packedIdentifier(id.position(), id.timestamp()))
        .hasToString("0x000000000000000000000000a1a2a3a4a5a6a7a8c1c2c3c4c5c6c7c8b1b2b3b4");
    assertThat(MessageHashes.identifiedLogHash(logHash, id.position(), id.timestamp()))
        .hasToString("0xa7fb136e1e6bfaca4f4994c497b32212e6de9dbd2b9a6e75df85a01574e9ffe8");
    assertThat(MessageHashes.checksum(id, MessageHashes.payloadHash(log)))
        .hasToString("0x03749e87fd7789575de9906569deb05aaf220dc4cfab3d8abbfd34a2e1d7d357");
  }
}
