package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.FeeTerms;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * All forms in which a transaction can be handed to a chain, each by the name of its method: signed
 * by an account of ours, with its next nonce, or to be signed by the chain.
 */
public final class SubmitForms {
  private static final FeeTerms.Caps FEES =
      new FeeTerms.Caps(BigInteger.ONE, BigInteger.TEN.pow(10));
  private static final long GAS_MAX = 1_000_000;

  private final DevnetChain chain;
  private final PrivateKey key;

  private SubmitForms(DevnetChain chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /** The forms for one chain; our account gets funds there. */
  public static SubmitForms on(DevnetChain chain) throws Exception {
    PrivateKey key = PrivateKey.of(Hash32.ofNumber(0x1234).toByteArray());
    chain.rpc().setBalance(key.address(), BigInteger.TEN.pow(20));
    return new SubmitForms(chain, key);
  }

  /** The names of all methods by which a transaction can be handed in. */
  public static List<String> methods() {
    return Arrays.stream(SubmitMethod.values()).map(SubmitForms::name).toList();
  }

  /** Spelled out here, so that the ingress is asked by the names that people use. */
  static String name(SubmitMethod method) {
    return switch (method) {
      case RAW -> "eth_sendRawTransaction";
      case RAW_SYNC -> "eth_sendRawTransactionSync";
      case UNLOCKED -> "eth_sendTransaction";
      case UNLOCKED_SYNC -> "eth_sendTransactionSync";
      case UNSIGNED -> "eth_sendUnsignedTransaction";
    };
  }

  /** The call that hands a transaction in. */
  public RpcCall call(String method, Address20 to, Bytes input, List<Hash32> inboxKeys)
      throws Exception {
    return RpcCall.of(
        method,
        method.startsWith("eth_sendRaw")
            ? signed(to, input, inboxKeys)
            : new TestCalls(chain.rpc().client(), TestChain.account(chain))
                .transaction(to, input, inboxKeys));
  }

  private JsonNode signed(Address20 to, Bytes input, List<Hash32> inboxKeys) throws Exception {
    List<AccessTuple> accessList =
        inboxKeys.isEmpty()
            ? List.of()
            : List.of(new AccessTuple(Predeploys.CROSS_L2_INBOX, inboxKeys));
    TransactionCall call =
        new TransactionCall(new Recipient.Account(to), BigInteger.ZERO, input, accessList);
    FeeMarketTransaction transaction =
        new FeeMarketTransaction(chain.id(), nonce(), FEES, GAS_MAX, call);
    return JsonNodeFactory.instance.stringNode(key.sign(transaction).toString());
  }

  private long nonce() throws Exception {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    RpcCall call =
        RpcCall.of(
            "eth_getTransactionCount",
            nodes.stringNode(key.address().toString()),
            nodes.stringNode("latest"));
    return Json.number(chain.rpc().client().fetch(call, Json::readTree), "nonce");
  }
}
