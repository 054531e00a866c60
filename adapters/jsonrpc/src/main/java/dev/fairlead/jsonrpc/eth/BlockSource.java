package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.evm.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches blocks that have been checked: the header against the block hash, the receipts against
 * the header. A source that is trusted may list logs instead of receipts; then nothing proves that
 * the list is complete. Anything that does not fit is a {@link SourceFailure}, never a block.
 *
 * @param rpc carries the calls; stays its owner's to close
 * @param isTrusted whether logs are taken from {@code eth_getLogs}
 */
public record BlockSource(RpcClient rpc, boolean isTrusted) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The header of a block; empty if the source has no such block. */
  public Optional<BlockHeader> header(BlockSelector block) throws SourceFailure {
    return headers(List.of(block)).getFirst();
  }

  /** Headers in the order asked for; empty where the source has no such block. */
  public List<Optional<BlockHeader>> headers(List<? extends BlockSelector> blocks)
      throws SourceFailure {
    List<RpcCall> calls = blocks.stream().map(BlockSource::headerCall).toList();
    List<RpcAnswer<Optional<HeaderReader.Claim>>> answers = rpc.exchange(calls, new HeaderReader());
    List<Optional<BlockHeader>> headers = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      headers.add(check(blocks.get(i), foundIn(answers.get(i), "block " + blocks.get(i))));
    }
    return headers;
  }

  /** The blocks from {@code first} on, logs included; one that is missing is a failure. */
  public List<SealedBlock> sealedBlocks(long first, int count) throws SourceFailure {
    List<BlockSelector> selectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      selectors.add(BlockSelector.number(first + i));
    }
    List<BlockHeader> headers = new ArrayList<>(count);
    for (Optional<BlockHeader> header : headers(selectors)) {
      BlockSelector block = selectors.get(headers.size());
      headers.add(header.orElseThrow(() -> missing("block " + block)));
    }
    return seal(headers);
  }

  /** One block, logs included. */
  public SealedBlock sealedBlock(BlockSelector block) throws SourceFailure {
    return seal(List.of(header(block).orElseThrow(() -> missing("block " + block)))).getFirst();
  }

  /** The block that a {@code newHeads} notification announces; nothing of it is checked. */
  public static BlockRef announcedBy(JsonNode head) throws DecodingException {
    return new BlockRef(
        Json.number(head.path("number"), "number"), Json.hash(head.path("hash"), "hash"));
  }

  private List<SealedBlock> seal(List<BlockHeader> headers) throws SourceFailure {
    return isTrusted ? sealByLogs(headers) : sealByReceipts(headers);
  }

  private List<SealedBlock> sealByReceipts(List<BlockHeader> headers) throws SourceFailure {
    List<RpcCall> calls =
        headers.stream()
            .map(header -> RpcCall.of("eth_getBlockReceipts", text(header.hash())))
            .toList();
    List<RpcAnswer<Optional<ReceiptsReader.Claim>>> answers =
        rpc.exchange(calls, new ReceiptsReader());
    List<SealedBlock> blocks = new ArrayList<>(headers.size());
    for (int i = 0; i < answers.size(); i++) {
      BlockHeader header = headers.get(i);
      String what = "receipts of block " + header;
      ReceiptsReader.Claim receipts =
          foundIn(answers.get(i), what).orElseThrow(() -> missing(what));
      demandNone(BlockAssembler.flaw(header, receipts));
      blocks.add(BlockAssembler.assemble(header, receipts.logs()));
    }
    return blocks;
  }

  private List<SealedBlock> sealByLogs(List<BlockHeader> headers) throws SourceFailure {
    List<RpcCall> calls =
        headers.stream().map(header -> RpcCall.of("eth_getLogs", logFilter(header))).toList();
    ResultReader<Optional<LogsReader.Claim>> reader =
        parser -> Optional.of(new LogsReader().read(parser));
    List<RpcAnswer<Optional<LogsReader.Claim>>> answers = rpc.exchange(calls, reader);
    List<SealedBlock> blocks = new ArrayList<>(headers.size());
    for (int i = 0; i < answers.size(); i++) {
      BlockHeader header = headers.get(i);
      String what = "logs of block " + header;
      LogsReader.Claim logs = foundIn(answers.get(i), what).orElseThrow(() -> missing(what));
      demandNone(BlockAssembler.flaw(header, logs));
      blocks.add(BlockAssembler.assemble(header, logs.logs()));
    }
    return blocks;
  }

  private Optional<BlockHeader> check(BlockSelector asked, Optional<HeaderReader.Claim> claim)
      throws SourceFailure {
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    BlockHeader header = claim.get().header();
    demandNone(claim.get().flaw());
    boolean isAskedFor =
        switch (asked) {
          case BlockSelector.AtHeight(long number) -> header.number() == number;
          case BlockSelector.WithHash(var hash) -> header.hash().equals(hash);
          case BlockSelector.Tag _ -> true;
        };
    if (!isAskedFor) {
      demandNone(Optional.of("block " + header + " came instead of block " + asked));
    }
    return Optional.of(header);
  }

  private void demandNone(Optional<String> flaw) throws SourceFailure {
    if (flaw.isPresent()) {
      throw new SourceFailure(
          SourceFailure.Kind.CONTRADICTORY, rpc.endpoint() + " contradicts itself: " + flaw.get());
    }
  }

  // Services tell of a missing block by null or by an error; there is no code for it.
  private <T> Optional<T> foundIn(RpcAnswer<Optional<T>> answer, String what) throws SourceFailure {
    return switch (answer) {
      case RpcAnswer.Value<Optional<T>>(Optional<T> value) -> value;
      case RpcAnswer.Refusal<Optional<T>>(RpcError error) -> {
        String message = error.message().toLowerCase(Locale.ROOT);
        if (message.contains("not found") || message.contains("unknown block")) {
          yield Optional.empty();
        }
        throw new SourceFailure(
            rpc.endpoint() + " refused " + what + ": " + Json.excerpt(error.message()), error);
      }
    };
  }

  private SourceFailure missing(String what) {
    return new SourceFailure(
        SourceFailure.Kind.NOT_FOUND, rpc.endpoint() + " does not have " + what);
  }

  private static RpcCall headerCall(BlockSelector block) {
    String method =
        switch (block) {
          case BlockSelector.WithHash _ -> "eth_getBlockByHash";
          case BlockSelector.AtHeight _, BlockSelector.Tag _ -> "eth_getBlockByNumber";
        };
    return RpcCall.of(method, text(block.toParam()), NODES.booleanNode(false));
  }

  private static ObjectNode logFilter(BlockHeader header) {
    return Json.object().put("blockHash", header.hash().toString());
  }

  private static JsonNode text(Object value) {
    return NODES.stringNode(value.toString());
  }
}
