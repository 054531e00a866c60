package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.contracts.DevnetContract;
import dev.fairlead.opstack.message.SentMessage;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads how many tokens a message carries, in the two forms in which the demonstration token sends
 * them:
 *
 * <pre>
 *   receiveFrom(to, amount)                        from the token to the token
 *   pass(route, (source, sender, target, payload)) from forwarder to forwarder; sender and target
 *                                                  are the token, the payload is (to, amount)
 * </pre>
 */
final class TokenMessage {
  private static final Address20 TOKEN = DemoToken.ADDRESS;
  private static final Address20 FORWARDER = DevnetContract.FORWARDER.address();
  private static final int SELECTOR = 4;
  private static final Bytes RECEIVE = Calldata.of("receiveFrom(address,uint256)").encode();
  private static final Bytes PASS =
      Calldata.of("pass(uint256[],(uint256,address,address,bytes))").encode();

  private TokenMessage() {}

  /** The amount in the token's smallest unit; empty if the message carries none. */
  static Optional<BigInteger> amount(SentMessage sent) {
    Bytes call = sent.message();
    try {
      if (isBetween(sent, TOKEN) && hasSelector(call, RECEIVE)) {
        return Optional.of(number(word(call, 1)));
      }
      if (isBetween(sent, FORWARDER) && hasSelector(call, PASS)) {
        return parcel(call);
      }
      return Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty(); // none of the token's own messages: those have the canonical form
    }
  }

  private static Optional<BigInteger> parcel(Bytes call) throws DecodingException {
    int parcel = offset(call, 1);
    Address20 sender = Address20.fromWord(word(call, parcel + 1));
    Address20 target = Address20.fromWord(word(call, parcel + 2));
    if (!sender.equals(TOKEN) || !target.equals(TOKEN)) {
      return Optional.empty();
    }
    int payload = parcel + offset(call, parcel + 3);
    return Optional.of(number(word(call, payload + 2)));
  }

  private static boolean isBetween(SentMessage sent, Address20 contract) {
    return sent.sender().equals(contract) && sent.target().equals(contract);
  }

  private static boolean hasSelector(Bytes call, Bytes selector) {
    return call.size() >= SELECTOR && call.slice(0, SELECTOR).equals(selector);
  }

  /** A byte offset, in words. */
  private static int offset(Bytes call, int index) throws DecodingException {
    Hash32 word = word(call, index);
    if (word.compareTo(Hash32.ofNumber(call.size())) > 0) {
      throw new DecodingException("offset beyond the end: " + word);
    }
    return (int) (word.w3() / Hash32.SIZE);
  }

  private static Hash32 word(Bytes call, int index) throws DecodingException {
    int at = SELECTOR + Hash32.SIZE * index;
    if (at + Hash32.SIZE > call.size()) {
      throw new DecodingException("call ends before word " + index);
    }
    return Hash32.of(call.slice(at, at + Hash32.SIZE).toByteArray());
  }

  private static BigInteger number(Hash32 word) {
    return new ChainId(word).toBigInteger();
  }
}
