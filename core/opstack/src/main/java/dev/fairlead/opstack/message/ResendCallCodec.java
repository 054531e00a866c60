package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;

/**
 * Calldata of {@code resendMessage(uint256 destination, uint256 nonce, address sender, address
 * target, bytes message)} of the messenger on the source: emits the same message once more, at a
 * new place and time (section 2.7). Anybody may call it.
 */
public final class ResendCallCodec {
  private static final int SELECTOR = 0x6b0c3c5e;
  private static final Hash32 MESSAGE_OFFSET = Hash32.ofNumber(5L * Hash32.SIZE);

  private ResendCallCodec() {}

  /** The calldata that emits a message again. */
  public static Bytes encode(SentMessage sent) {
    ByteWriter calldata = new ByteWriter(8 * Hash32.SIZE + sent.message().size());
    calldata
        .writeInt(SELECTOR)
        .writeHash(sent.destination().word())
        .writeHash(sent.nonce())
        .writeHash(sent.sender().toWord())
        .writeHash(sent.target().toWord())
        .writeHash(MESSAGE_OFFSET);
    AbiBytes.write(sent.message(), calldata);
    return calldata.toBytes();
  }
}
