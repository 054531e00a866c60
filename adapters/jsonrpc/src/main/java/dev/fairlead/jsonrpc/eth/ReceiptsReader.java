package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.evm.HeaderField;
import dev.fairlead.opstack.evm.ReceiptEncoder;
import dev.fairlead.opstack.evm.ReceiptFields;
import dev.fairlead.opstack.evm.RlpWriter;
import dev.fairlead.opstack.evm.TrieRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the receipts of a block from the stream: their root and what the message log keeps of their
 * logs. Null means that there is no such block.
 */
final class ReceiptsReader implements ResultReader<Optional<ReceiptsReader.Claim>> {
  /**
   * What the receipts say.
   *
   * @param block the block they name; empty without receipts
   * @param root computed over them
   * @param logs of all of them
   */
  record Claim(Optional<Hash32> block, Hash32 root, BlockLogs logs) {}

  @Override
  public Optional<Claim> read(JsonParser parser) throws DecodingException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new DecodingException("receipts must be a JSON array");
    }
    Pass pass = new Pass();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      pass.readReceipt(parser);
    }
    return Optional.of(pass.finish());
  }

  /** One reading; keeps its buffers between receipts. */
  private static final class Pass {
    private final BlockClaim claim = new BlockClaim();
    private final LogScanner logs = new LogScanner(claim);
    private final ReceiptEncoder encoder = new ReceiptEncoder();
    private final List<Bytes> receipts = new ArrayList<>();
    private final byte[] bloom = new byte[HeaderField.BLOOM_SIZE];
    private final byte[] hash = new byte[Hash32.SIZE];
    private Bytes outcome = Bytes.EMPTY;
    private long type;
    private long gas;
    private long depositNonce;
    private long depositVersion;
    private int found;

    void readReceipt(JsonParser parser) throws DecodingException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new DecodingException("a receipt must be a JSON object");
      }
      type = 0;
      depositNonce = -1;
      depositVersion = -1;
      found = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          readMember(parser, name);
        }
      }
      if (found != 31) {
        throw new DecodingException(
            "a receipt lacks status, cumulativeGasUsed, logsBloom, logs or blockHash");
      }
      receipts.add(encode());
    }

    Claim finish() {
      return new Claim(claim.block(), TrieRoot.ofList(receipts), logs.finish());
    }

    private void readMember(JsonParser parser, String name) throws DecodingException {
      switch (name) {
        case "type" -> type = HexText.number(parser, name);
        case "status" -> {
          outcome = new RlpWriter().writeNumber(HexText.number(parser, name)).toItems();
          found |= 1;
        }
        case "root" -> {
          HexText.decode(parser, hash, 0, Hash32.SIZE, name);
          outcome = new RlpWriter().writeString(Bytes.of(hash)).toItems();
          found |= 1;
        }
        case "cumulativeGasUsed" -> {
          gas = HexText.number(parser, name);
          found |= 2;
        }
        case "logsBloom" -> {
          HexText.decode(parser, bloom, 0, bloom.length, name);
          found |= 4;
        }
        case "logs" -> {
          readLogs(parser);
          found |= 8;
        }
        case "blockHash" -> {
          HexText.decode(parser, hash, 0, Hash32.SIZE, name);
          claim.demandHash(hash);
          found |= 16;
        }
        case "blockNumber" -> claim.demandNumber(HexText.number(parser, name));
        case "transactionIndex" -> {
          long index = HexText.number(parser, name);
          claim.demand(
              index == receipts.size(),
              () -> "receipt " + receipts.size() + " of the block has another index");
        }
        case "depositNonce" -> depositNonce = HexText.number(parser, name);
        case "depositReceiptVersion" -> depositVersion = HexText.number(parser, name);
        default -> parser.skipChildren();
      }
    }

    private void readLogs(JsonParser parser) throws DecodingException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new DecodingException("logs must be a JSON array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        logs.scan(parser, receipts.size());
        encoder.addLog(logs.lastLog(), logs.lastTopicCount(), logs.lastLogSize());
      }
    }

    private Bytes encode() throws DecodingException {
      if (type < 0 || type > 0x7f) {
        throw new DecodingException("a receipt has the impossible type " + type);
      }
      boolean hasTail = type == ReceiptFields.DEPOSIT && depositVersion >= 0;
      Bytes tail = hasTail ? ReceiptFields.depositTail(depositNonce, depositVersion) : Bytes.EMPTY;
      return encoder.finish(new ReceiptFields((int) type, outcome, gas, Bytes.of(bloom), tail));
    }
  }
}
