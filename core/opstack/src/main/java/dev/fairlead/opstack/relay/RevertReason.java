package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a reverted call answered. A target's answer passes through the messenger unchanged.
 *
 * @param output the answer; at most the first 4096 bytes are kept
 */
public record RevertReason(Bytes output) {
  private static final int OUTPUT_MAX = 4096;
  private static final int TEXT_MAX = 512;
  private static final int SELECTOR_SIZE = 4;
  private static final int HEAD_SIZE = SELECTOR_SIZE + 64;

  private static final Bytes ALREADY_RELAYED = Bytes.literal("0x9ca9480b");
  private static final Bytes ERROR = Bytes.literal("0x08c379a0");
  private static final Bytes PANIC = Bytes.literal("0x4e487b71");
  private static final Map<Bytes, String> NAMES =
      Map.ofEntries(
          Map.entry(ALREADY_RELAYED, "MessageAlreadyRelayed"),
          Map.entry(Bytes.literal("0xe3c00816"), "NotInAccessList"),
          Map.entry(Bytes.literal("0x7987c157"), "IdOriginNotL2ToL2CrossDomainMessenger"),
          Map.entry(Bytes.literal("0xdf1eb586"), "EventPayloadNotSentMessage"),
          Map.entry(Bytes.literal("0x31ac2211"), "MessageDestinationNotRelayChain"),
          Map.entry(Bytes.literal("0x4faa2509"), "MessageTargetL2ToL2CrossDomainMessenger"),
          Map.entry(Bytes.literal("0x2a11f58e"), "MessageTargetUnsafe"),
          Map.entry(Bytes.literal("0x37ed32e8"), "ReentrantCall"),
          Map.entry(Bytes.literal("0x82b42900"), "Unauthorized"),
          Map.entry(Bytes.literal("0xbc22e2aa"), "InvalidCrossDomainSender"),
          Map.entry(Bytes.literal("0x5e38ca86"), "RequiredMessageNotSuccessful"));

  /** Keeps the beginning of a long answer. */
  public RevertReason {
    output = output.size() > OUTPUT_MAX ? output.slice(0, OUTPUT_MAX) : output;
  }

  /** Whether the messenger says that the message has been executed before. */
  public boolean isAlreadyRelayed() {
    return selector().equals(ALREADY_RELAYED);
  }

  /** The reason for people: text, panic code, name of a known error, or the bytes. */
  public String text() {
    if (output.isEmpty()) {
      return "reverted without a reason";
    }
    if (selector().equals(ERROR) && output.size() >= HEAD_SIZE) {
      return '"' + errorText() + '"';
    }
    if (selector().equals(PANIC) && output.size() == SELECTOR_SIZE + 32) {
      return "panic 0x" + Integer.toHexString(output.byteAt(output.size() - 1));
    }
    String name = NAMES.get(selector());
    return name != null ? name : output.slice(0, Math.min(output.size(), 68)).toString();
  }

  private Bytes selector() {
    return output.slice(0, Math.min(output.size(), SELECTOR_SIZE));
  }

  private String errorText() {
    long size = 0;
    for (int i = HEAD_SIZE - 4; i < HEAD_SIZE; i++) {
      size = size << 8 | output.byteAt(i);
    }
    int end = (int) Math.min(output.size(), HEAD_SIZE + Math.min(size, TEXT_MAX));
    byte[] text = output.slice(HEAD_SIZE, end).toByteArray();
    return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
  }
}
