package dev.fairlead.storage;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.MessageLogContract;

/** The contract with segments so small that every operation meets their borders. */
final class SegmentedMessageLogTest extends MessageLogContract {
  private static final SegmentLimits SMALL = new SegmentLimits(7, 20_000, 1_500);

  private final FaultyDisk disk = new FaultyDisk();

  @Override
  protected MessageLog create() throws Exception {
    return SegmentedMessageLog.open(disk, ChainId.of(901), SMALL);
  }

  @Override
  protected MessageLog restarted(MessageLog running) throws Exception {
    running.close();
    return create();
  }
}
