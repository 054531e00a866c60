package dev.fairlead.jsonrpc.eth;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.evm.BlockHeader;
import java.util.Optional;

/** Joins a header with what was read of its logs; refuses parts that do not belong together. */
final class BlockAssembler {
  private BlockAssembler() {}

  /** Why receipts and header do not belong together; empty if they do. */
  static Optional<String> flaw(BlockHeader header, ReceiptsReader.Claim receipts) {
    Optional<String> flaw = flaw(header, receipts.block(), receipts.logs());
    if (flaw.isEmpty() && !receipts.root().equals(header.receiptsRoot())) {
      return Optional.of(
          "receipts of block "
              + header
              + " have root "
              + receipts.root()
              + ", its header commits to "
              + header.receiptsRoot());
    }
    return flaw;
  }

  /** Why logs and header do not belong together, as far as that can be seen. */
  static Optional<String> flaw(BlockHeader header, LogsReader.Claim logs) {
    return flaw(header, logs.block(), logs.logs());
  }

  /** The block as the message log keeps it. */
  static SealedBlock assemble(BlockHeader header, BlockLogs logs) {
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(header.number(), header.hash()),
            header.parentHash(),
            header.timestamp(),
            logs.hashes().size(),
            header.stateRoot(),
            header.messagePasserRoot().orElse(Hash32.ZERO));
    return new SealedBlock(seal, logs.hashes(), logs.references());
  }

  private static Optional<String> flaw(BlockHeader header, Optional<Hash32> block, BlockLogs logs) {
    if (!logs.flaw().isEmpty()) {
      return Optional.of(logs.flaw() + " (block " + header + ")");
    }
    return block
        .filter(named -> !named.equals(header.hash()))
        .map(named -> "receipts or logs asked for block " + header + " name block " + named);
  }
}
