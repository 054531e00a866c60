package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The message of vectors V10 to V13: one send on chain 901 and its relay on 902. */
final class Vectors {
  static final Identifier V10_IDENTIFIER =
      new Identifier(Predeploys.L2_TO_L2_MESSENGER, 5, 0, 1795170207L, ChainId.of(901));

  static final Hash32 V10_PAYLOAD_HASH =
      Hash32.literal("0x24c79fcedc5859b852fa850153b0d5c64695c3f76565ed6e6b0581fd4c4fc351");

  static final Hash32 V10_CHECKSUM =
      Hash32.literal("0x03faeac16d871751c250b9ac173d842b0f83372c8f6c8116048d8349025bbd5d");

  static final SentMessage V10_SENT =
      new SentMessage(
          ChainId.of(902),
          Address20.literal("0x1111111111111111111111111111111111111111"),
          Hash32.ZERO,
          Address20.literal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"),
          Bytes.literal("0xdeadbeef"));

  private Vectors() {}

  static EventLog v10Log() {
    return new EventLog(
        Predeploys.L2_TO_L2_MESSENGER,
        List.of(
            SentMessageCodec.TOPIC,
            Hash32.ofNumber(902),
            Hash32.literal("0x000000000000000000000000" + "11".repeat(20)),
            Hash32.ZERO),
        read("v10-data"));
  }

  static Bytes read(String name) {
    String path = "/vectors/interop/" + name + ".hex";
    try (InputStream file = Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Bytes.literal(text.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
