package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder in which a process keeps all that must survive it: of one format version, for one
 * configuration, for one process at a time, and for chains that stay the same.
 *
 * <pre>
 * LOCK                 held as long as the process lives; names the holder
 * directory            format version and configuration fingerprint
 * chains/ID/identity   what tells the chain from another one of the same id
 * chains/ID/log/       its message log
 * state/…              whatever else the program keeps
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  private static final int FORMAT_VERSION = 1;
  private static final String LOCK = "LOCK";
  private static final String DESCRIPTION = "directory";
  private static final String DESCRIPTION_TITLE = "fairlead data directory";
  private static final String IDENTITY = "identity";
  private static final String IDENTITY_TITLE = "fairlead chain";
  private static final String GENESIS = "genesis";

  private final Disk disk;
  private final Disk.DiskLock lock;

  private DataDirectory(Disk disk, Disk.DiskLock lock) {
    this.disk = disk;
    this.lock = lock;
  }

  /**
   * Takes the directory for this process; an empty folder becomes a data directory.
   *
   * @throws StorageException if another process has it, or its version or configuration differ
   */
  public static DataDirectory open(Disk disk, ConfigurationFingerprint fingerprint)
      throws StorageException {
    try {
      Disk.DiskLock lock = lock(disk);
      DataDirectory directory = new DataDirectory(disk, lock);
      try {
        directory.check(fingerprint);
      } catch (IOException e) {
        directory.close();
        throw e;
      }
      return directory;
    } catch (IOException e) {
      throw StorageException.device("opening", disk.describe(DESCRIPTION), e);
    }
  }

  /**
   * Makes sure that a chain is the one whose blocks are stored here; remembers it the first time.
   *
   * @param configured the id under which it is configured
   * @param reported the id that its node states
   * @param genesis hash of its block 0
   * @throws StorageException if the id or the genesis is another one
   */
  public void confirmChain(ChainId configured, ChainId reported, Hash32 genesis)
      throws StorageException {
    if (!configured.equals(reported)) {
      throw otherChain(
          "chain " + configured + ": its node states chain id " + reported,
          "point it at a node of chain " + configured);
    }
    try {
      Disk folder = chain(configured);
      Optional<SmallText> known = SmallText.read(folder, IDENTITY, IDENTITY_TITLE, FORMAT_VERSION);
      if (known.isEmpty()) {
        TreeMap<String, String> values = new TreeMap<>();
        values.put(GENESIS, genesis.toString());
        new SmallText(FORMAT_VERSION, values).write(folder, IDENTITY, IDENTITY_TITLE);
      } else if (!genesis.toString().equals(known.get().values().get(GENESIS))) {
        throw otherChain(
            "chain "
                + configured
                + ": block 0 is "
                + genesis
                + ", but "
                + folder.describe(IDENTITY)
                + " was written for a chain whose block 0 is "
                + known.get().values().get(GENESIS),
            "point it at a node of that chain, or, if the chain was started anew, name an empty"
                + " data directory");
      }
    } catch (IOException e) {
      throw StorageException.device("checking", disk.describe("chains"), e);
    }
  }

  /** Opens the message log of a chain. */
  public SegmentedMessageLog openLog(ChainId chain, SegmentLimits limits) throws StorageException {
    try {
      return SegmentedMessageLog.open(chain(chain).folder("log"), chain, limits);
    } catch (IOException e) {
      throw StorageException.device("opening", disk.describe("chains"), e);
    }
  }

  /** The folder of that name for what the program keeps beside the logs. */
  public Disk state(String name) throws StorageException {
    try {
      return disk.folder("state").folder(name);
    } catch (IOException e) {
      throw StorageException.device("opening", disk.describe("state"), e);
    }
  }

  /** Lets another process in. Logs and journals must be closed before. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw StorageException.device("releasing", disk.describe(LOCK), e).unchecked();
    }
  }

  private Disk chain(ChainId chain) throws IOException {
    return disk.folder("chains").folder(chain.toString());
  }

  private static Disk.DiskLock lock(Disk disk) throws IOException {
    String note =
        "process "
            + ProcessHandle.current().pid()
            + ", since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return switch (disk.lock(LOCK, note)) {
      case Disk.LockResult.Held(Disk.DiskLock handle) -> handle;
      case Disk.LockResult.Refused(String holder) ->
          throw new StorageException(
              StorageException.Kind.LOCKED,
              "the data directory of "
                  + disk.describe(LOCK)
                  + " is in use by "
                  + (holder.isBlank() ? "another process" : holder)
                  + ": stop that one, or name another data directory");
    };
  }

  private void check(ConfigurationFingerprint now) throws IOException {
    Optional<SmallText> description =
        SmallText.read(disk, DESCRIPTION, DESCRIPTION_TITLE, FORMAT_VERSION);
    if (description.isEmpty()) {
      refuseForeignFiles();
      new SmallText(FORMAT_VERSION, now.facts()).write(disk, DESCRIPTION, DESCRIPTION_TITLE);
      return;
    }
    ConfigurationFingerprint then = new ConfigurationFingerprint(description.get().values());
    List<String> differences = then.differences(now);
    if (!differences.isEmpty()) {
      throw new StorageException(
          StorageException.Kind.OTHER_CONFIGURATION,
          disk.describe(DESCRIPTION)
              + " was written for another configuration ("
              + String.join("; ", differences)
              + "): go back to that one, or name another data directory");
    }
  }

  private void refuseForeignFiles() throws IOException {
    for (String name : disk.files()) {
      if (!name.equals(LOCK) && !name.startsWith(DESCRIPTION)) {
        throw new StorageException(
            StorageException.Kind.OTHER_CONFIGURATION,
            disk.describe(name)
                + " is in the way: the folder is neither empty nor a data directory; name another"
                + " one");
      }
    }
  }

  private static StorageException otherChain(String cause, String remedy) {
    return new StorageException(StorageException.Kind.OTHER_CHAIN, cause + ": " + remedy);
  }
}
