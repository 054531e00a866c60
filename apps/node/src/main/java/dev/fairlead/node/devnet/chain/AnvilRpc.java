package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the devnet asks of an anvil, past the ingress. Safe for use by many threads. */
public record AnvilRpc(RpcClient client) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Mines the transactions that are ready into one block with this timestamp. */
  void mine(long timestamp) throws SourceFailure {
    call("evm_mine", NODES.stringNode(Json.quantity(timestamp)));
  }

  /** Removes blocks from the top; their transactions are forgotten. */
  void rollback(long depth) throws SourceFailure {
    call("anvil_rollback", NODES.numberNode(depth));
  }

  /** Height of the newest block. */
  public long height() throws SourceFailure {
    return fetch("eth_blockNumber", result -> Json.number(result, "block number"));
  }

  /** A block at a height; empty above the head. */
  public Optional<ChainBlock> block(long height) throws SourceFailure {
    return fetch(
        "eth_getBlockByNumber", ChainBlock::parse, quantity(height), NODES.booleanNode(false));
  }

  /** A transaction in a block or in the pool, as it was signed. */
  Optional<Bytes> rawTransaction(Hash32 hash) throws SourceFailure {
    return fetch(
        "eth_getRawTransactionByHash",
        result ->
            result.isNull() ? Optional.empty() : Optional.of(Json.bytes(result, "transaction")),
        NODES.stringNode(hash.toString()));
  }

  /** Hashes of the transactions that wait to be mined, those of one sender by nonce. */
  List<Hash32> pool() throws SourceFailure {
    return fetch("txpool_content", PoolContent::parse);
  }

  /** Forgets all transactions that wait. */
  void dropPool() throws SourceFailure {
    call("anvil_dropAllTransactions");
  }

  /** Hands in a signed transaction. */
  public Hash32 send(Bytes raw) throws SourceFailure {
    return fetch(
        "eth_sendRawTransaction",
        result -> Json.hash(result, "transaction hash"),
        NODES.stringNode(raw.toString()));
  }

  /** Has anvil sign and take a transaction of one of its own accounts. */
  public Hash32 send(Address20 from, Address20 to, Bytes input) throws SourceFailure {
    ObjectNode transaction = Json.object();
    transaction.put("from", from.toString());
    transaction.put("to", to.toString());
    transaction.put("input", input.toString());
    return fetch(
        "eth_sendTransaction", result -> Json.hash(result, "transaction hash"), transaction);
  }

  /** Accounts that anvil has keys and funds for. */
  public List<Address20> accounts() throws SourceFailure {
    return fetch(
        "eth_accounts",
        result -> {
          List<Address20> accounts = new ArrayList<>();
          for (JsonNode account : result) {
            accounts.add(Json.address(account, "account"));
          }
          return accounts;
        });
  }

  /** Reads from a contract at the head. */
  public Bytes read(Address20 to, Bytes input) throws SourceFailure {
    return read(to, input, NODES.stringNode("latest"));
  }

  /** Reads from a contract as it was after a block. */
  public Bytes readAt(Address20 to, Bytes input, long height) throws SourceFailure {
    return read(to, input, quantity(height));
  }

  private Bytes read(Address20 to, Bytes input, JsonNode at) throws SourceFailure {
    ObjectNode transaction = Json.object();
    transaction.put("to", to.toString());
    transaction.put("input", input.toString());
    return fetch("eth_call", result -> Json.bytes(result, "call result"), transaction, at);
  }

  /** Puts code at an address. */
  void setCode(Address20 address, Bytes code) throws SourceFailure {
    call("anvil_setCode", NODES.stringNode(address.toString()), NODES.stringNode(code.toString()));
  }

  /** Gives an account this many wei. */
  public void setBalance(Address20 address, BigInteger wei) throws SourceFailure {
    call(
        "anvil_setBalance",
        NODES.stringNode(address.toString()),
        NODES.stringNode(Json.quantity(wei)));
  }

  private void call(String method, JsonNode... params) throws SourceFailure {
    fetch(method, result -> result, params);
  }

  private <T> T fetch(String method, TreeReader<T> reader, JsonNode... params)
      throws SourceFailure {
    ResultReader<T> whole = parser -> reader.read(Json.readTree(parser));
    return client.fetch(RpcCall.of(method, params), whole);
  }

  private static JsonNode quantity(long number) {
    return NODES.stringNode(Json.quantity(number));
  }

  /** Takes a small result as a tree. */
  @FunctionalInterface
  private interface TreeReader<T> {
    T read(JsonNode result) throws dev.fairlead.kernel.bytes.DecodingException;
  }
}
