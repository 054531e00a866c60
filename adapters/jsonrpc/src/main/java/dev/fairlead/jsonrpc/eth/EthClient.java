package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The {@code eth_} calls on accounts and transactions, in core types. Blocks are fetched with a
 * {@link BlockSource}. Blocks the calling thread; safe for use from many.
 *
 * @param rpc carries the calls; stays its owner's to close
 */
public record EthClient(RpcClient rpc) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A reader of one value from a tree. */
  @FunctionalInterface
  private interface ValueReader<T> {
    T read(JsonNode node, String place) throws DecodingException;
  }

  /** Where it calls. */
  public Endpoint endpoint() {
    return rpc.endpoint();
  }

  /** {@code eth_chainId}. */
  public ChainId chainId() throws SourceFailure {
    return fetch(Json::chainId, "eth_chainId");
  }

  /** Fails if the service serves another chain. */
  public void demandChain(ChainId expected) throws SourceFailure {
    ChainId found = chainId();
    if (!found.equals(expected)) {
      throw new SourceFailure(
          SourceFailure.Kind.WRONG_CHAIN,
          endpoint() + " serves chain " + found + " instead of " + expected);
    }
  }

  /** {@code eth_getTransactionCount}: the next nonce of an account. */
  public long transactionCount(Address20 account, BlockSelector at) throws SourceFailure {
    return fetch(Json::number, "eth_getTransactionCount", text(account), text(at.toParam()));
  }

  /** {@code eth_getBalance}, wei. */
  public BigInteger balance(Address20 account, BlockSelector at) throws SourceFailure {
    return fetch(Json::bigNumber, "eth_getBalance", text(account), text(at.toParam()));
  }

  /** {@code eth_getCode}. */
  public Bytes code(Address20 account, BlockSelector at) throws SourceFailure {
    return fetch(Json::bytes, "eth_getCode", text(account), text(at.toParam()));
  }

  /** {@code eth_gasPrice}, wei per gas. */
  public BigInteger gasPrice() throws SourceFailure {
    return fetch(Json::bigNumber, "eth_gasPrice");
  }

  /** {@code eth_maxPriorityFeePerGas}, wei per gas. */
  public BigInteger priorityFee() throws SourceFailure {
    return fetch(Json::bigNumber, "eth_maxPriorityFeePerGas");
  }

  /** {@code eth_call}: what it returns, or the error with the revert data. */
  public RpcAnswer<Bytes> call(CallRequest request, BlockSelector at) throws SourceFailure {
    return ask(Json::bytes, "eth_call", request.toJson(), text(at.toParam()));
  }

  /** {@code eth_estimateGas}: gas, or the error with the revert data. */
  public RpcAnswer<Long> estimateGas(CallRequest request) throws SourceFailure {
    return ask(Json::number, "eth_estimateGas", request.toJson());
  }

  /** {@code eth_sendRawTransaction}: the hash, or why the pool refused it. */
  public RpcAnswer<Hash32> sendRawTransaction(Bytes signed) throws SourceFailure {
    return ask(Json::hash, "eth_sendRawTransaction", text(signed));
  }

  /** {@code eth_getTransactionReceipt}; empty while the transaction is in no block. */
  public Optional<TransactionReceipt> receipt(Hash32 transaction) throws SourceFailure {
    return fetch(
        (node, _) -> TransactionReceipt.parse(node),
        "eth_getTransactionReceipt",
        text(transaction));
  }

  /** {@code eth_getLogs} over a range of heights. What a source leaves out cannot be noticed. */
  public List<PlacedLog> logs(LogFilter filter) throws SourceFailure {
    return fetch((node, _) -> PlacedLog.parseAll(node), "eth_getLogs", filter.toJson());
  }

  /** Whether the service has answered to know the transaction, in a block or in its pool. */
  public boolean knowsTransaction(Hash32 transaction) throws SourceFailure {
    return fetch((node, _) -> !node.isNull(), "eth_getTransactionByHash", text(transaction));
  }

  private <T> T fetch(ValueReader<T> reader, String method, JsonNode... params)
      throws SourceFailure {
    return rpc.fetch(RpcCall.of(method, params), tree(reader, method));
  }

  private <T> RpcAnswer<T> ask(ValueReader<T> reader, String method, JsonNode... params)
      throws SourceFailure {
    return rpc.exchange(List.of(RpcCall.of(method, params)), tree(reader, method)).getFirst();
  }

  private static <T> ResultReader<T> tree(ValueReader<T> reader, String method) {
    return parser -> reader.read(Json.readTree(parser), "result of " + method);
  }

  private static JsonNode text(Object value) {
    return NODES.stringNode(value.toString());
  }
}
