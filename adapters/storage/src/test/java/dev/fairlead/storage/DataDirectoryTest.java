package dev.fairlead.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageLogModel;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.messagelog.TestChain;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  private static final ChainId A = ChainId.of(901);
  private static final ChainId B = ChainId.of(902);
  private static final Hash32 GENESIS = Hash32.ofNumber(7);
  private static final ConfigurationFingerprint MESH =
      ConfigurationFingerprint.of(DependencySet.mesh(List.of(A, B), ExpiryWindow.STANDARD));

  @TempDir private Path folder;

  @Test
  void reopenedDirectory_hasTheLogsOfItsChains() throws Exception {
    List<SealedBlock> blocks = new TestChain(1, 5).run(10, 20);
    try (DataDirectory directory = open(MESH);
        SegmentedMessageLog log = directory.openLog(A, SegmentLimits.STANDARD)) {
      log.appendAll(blocks);
    }

    try (DataDirectory directory = open(MESH);
        SegmentedMessageLog log = directory.openLog(A, SegmentLimits.STANDARD);
        SegmentedMessageLog other = directory.openLog(B, SegmentLimits.STANDARD)) {
      MessageLogModel.assertHolds(log.view(), blocks);
      assertThat(other.view().tip()).isEmpty();
    }
  }

  @Test
  void otherConfiguration_isRefusedWithWhatDiffers() throws Exception {
    open(MESH).close();
    ConfigurationFingerprint now =
        ConfigurationFingerprint.of(
            DependencySet.directed(Map.of(A, List.of(A), B, List.of(A)), new ExpiryWindow(60)));

    assertThatThrownBy(() -> open(now))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            folder.toRealPath().resolve("directory")
                + " was written for another configuration"
                + " (chain 901 accepts: 901 902 there, 901 configured;"
                + " expiry window seconds: 604800 there, 60 configured):"
                + " go back to that one, or name another data directory");
    open(MESH).close();
  }

  @Test
  void secondProcess_isToldWhoHasTheDirectory() throws Exception {
    try (DataDirectory _ = open(MESH)) {
      assertThatThrownBy(() -> open(MESH))
          .hasMessageContaining("is in use by this process: stop that one");

      String other = OtherProcess.open(folder);

      assertThat(other)
          .startsWith("LOCKED the data directory of ")
          .contains(" is in use by process " + ProcessHandle.current().pid() + ", since 20")
          .endsWith(": stop that one, or name another data directory");
    }
    assertThat(OtherProcess.open(folder)).isEqualTo("opened");
  }

  @Test
  void refusedSecondOpening_leavesTheLockWithTheFirst() throws Exception {
    try (DataDirectory _ = open(MESH)) {
      assertThatThrownBy(() -> open(MESH)).isInstanceOf(StorageException.class);

      assertThat(OtherProcess.open(folder)).startsWith("LOCKED");
    }
  }

  @Test
  void newerVersion_isRefused() throws Exception {
    open(MESH).close();
    Path description = folder.resolve("directory");
    Files.writeString(
        description,
        Files.readString(description)
            .replace("fairlead data directory 1", "fairlead data directory 2"));

    assertThatThrownBy(() -> open(MESH))
        .hasMessageEndingWith(
            "directory has format version 2, this program reads up to 1:"
                + " start the newer program, or name another data directory");
  }

  @Test
  void damagedDescription_isNamed() throws Exception {
    open(MESH).close();
    Path description = folder.resolve("directory");
    Files.writeString(description, Files.readString(description).replace("604800", "604801"));

    assertThatThrownBy(() -> open(MESH))
        .hasMessageContaining("directory is damaged at offset 0: its checksum is wrong");
  }

  @Test
  void folderOfSomethingElse_isLeftAlone() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "dear");

    assertThatThrownBy(() -> open(MESH))
        .hasMessageContaining("letter.txt is in the way: the folder is neither empty nor");
  }

  @Test
  void chainThatStatesAnotherId_isRefused() throws Exception {
    try (DataDirectory directory = open(MESH)) {
      directory.confirmChain(A, A, GENESIS);

      assertThatThrownBy(() -> directory.confirmChain(A, B, GENESIS))
          .hasMessage("chain 901: its node states chain id 902: point it at a node of chain 901");
    }
  }

  @Test
  void chainWithAnotherGenesisThanBeforeTheRestart_isRefused() throws Exception {
    try (DataDirectory directory = open(MESH)) {
      directory.confirmChain(A, A, GENESIS);
      directory.confirmChain(B, B, Hash32.ZERO);
    }
    try (DataDirectory directory = open(MESH)) {
      directory.confirmChain(A, A, GENESIS);

      assertThatThrownBy(() -> directory.confirmChain(A, A, Hash32.ZERO))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("chain 901: block 0 is " + Hash32.ZERO + ", but ")
          .hasMessageContaining("was written for a chain whose block 0 is " + GENESIS)
          .hasMessageEndingWith("name an empty data directory");
    }
  }

  @Test
  void logInTheFolderOfAnotherChain_isRefused() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (SegmentedMessageLog log = SegmentedMessageLog.open(disk, A, SegmentLimits.STANDARD)) {
      log.append(new TestChain(1, 5).first(1, 1));
    }

    assertThatThrownBy(() -> SegmentedMessageLog.open(disk, B, SegmentLimits.STANDARD))
        .hasMessageContaining("holds blocks of chain 901, not of 902");
  }

  private DataDirectory open(ConfigurationFingerprint fingerprint) throws StorageException {
    return DataDirectory.open(FileDisk.at(folder), fingerprint);
  }
}
