package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the logs of one block as a trusted source lists them. Indices must run from zero without a
 * gap; that logs at the end are missing cannot be noticed.
 */
final class LogsReader implements ResultReader<LogsReader.Claim> {
  /**
   * What the list says.
   *
   * @param block the block it names; empty without logs
   * @param logs all of them
   */
  record Claim(Optional<Hash32> block, BlockLogs logs) {}

  @Override
  public Claim read(JsonParser parser) throws DecodingException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new DecodingException("logs must be a JSON array");
    }
    BlockClaim claim = new BlockClaim();
    LogScanner logs = new LogScanner(claim);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      logs.scan(parser, -1);
    }
    return new Claim(claim.block(), logs.finish());
  }
}
