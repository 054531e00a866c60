package dev.fairlead.storage;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.MessageLogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on real files. */
final class SegmentedMessageLogOnFilesTest extends MessageLogContract {
  private static final SegmentLimits LIMITS = new SegmentLimits(100, 200_000, 4_000);

  @TempDir private Path folder;

  @Override
  protected MessageLog create() throws Exception {
    return SegmentedMessageLog.open(FileDisk.at(folder), ChainId.of(901), LIMITS);
  }

  @Override
  protected MessageLog restarted(MessageLog running) throws Exception {
    running.close();
    return create();
  }

  @Override
  protected int randomRuns() {
    return 1;
  }
}
