package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.source.GenesisCheck;
import dev.fairlead.opstack.verifier.VerifierStore;
import dev.fairlead.storage.ConfigurationFingerprint;
import dev.fairlead.storage.DataDirectory;
import dev.fairlead.storage.FileDisk;
import dev.fairlead.storage.SegmentLimits;
import dev.fairlead.storage.SegmentedMessageLog;
import dev.fairlead.storage.StorageException;
import dev.fairlead.storage.VerifierJournal;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The data directory of a configuration, with all logs and stores open. */
public final class DiskStores implements SupernodeStores, GenesisCheck {
  private static final System.Logger LOG = System.getLogger(DiskStores.class.getName());

  private final DataDirectory directory;
  private final SortedMap<ChainId, SegmentedMessageLog> logs = new TreeMap<>();
  private final SortedMap<ChainId, VerifierStore> verifiers = new TreeMap<>();

  private DiskStores(DataDirectory directory) {
    this.directory = directory;
  }

  /**
   * Takes the directory for this process and recovers what a crash may have left.
   *
   * @throws CommandException naming cause and remedy if that cannot be done
   */
  public static DiskStores open(SupernodeConfig config) throws CommandException {
    try {
      DataDirectory directory =
          DataDirectory.open(FileDisk.at(config.dataDirectory()), fingerprint(config));
      DiskStores stores = new DiskStores(directory);
      try {
        stores.openAll(config);
      } catch (StorageException e) {
        stores.close();
        throw e;
      }
      return stores;
    } catch (StorageException e) {
      throw new CommandException(
          e.kind().restartMayHelp() ? ExitCode.RETRY : ExitCode.FATAL, message(e), e);
    }
  }

  private void openAll(SupernodeConfig config) throws StorageException {
    for (ChainId chain : config.chains().keySet()) {
      SegmentedMessageLog log = directory.openLog(chain, SegmentLimits.STANDARD);
      logs.put(chain, log);
      LOG.log(
          Level.INFO,
          "log_opened chain=%s tip=%s bytes_cut=%d"
              .formatted(
                  chain,
                  log.view().tip().map(tip -> Long.toUnsignedString(tip.number())).orElse("none"),
                  log.bytesCutAtOpen()));
    }
    for (SortedSet<ChainId> members : config.dependencySet().components()) {
      VerifierStore store = VerifierJournal.open(directory.state("component-" + members.first()));
      members.forEach(chain -> verifiers.put(chain, store));
    }
  }

  /** Stored verdicts are those of these rules; under others they would be wrong. */
  private static ConfigurationFingerprint fingerprint(SupernodeConfig config) {
    ConfigurationFingerprint fingerprint = ConfigurationFingerprint.of(config.dependencySet());
    for (FollowedChain chain : config.chains().values()) {
      fingerprint =
          fingerprint
              .with(
                  "chain " + chain.id() + " activation", Long.toUnsignedString(chain.activation()))
              .with("chain " + chain.id() + " block time", Long.toString(chain.blockTimeSeconds()));
    }
    return fingerprint;
  }

  @Override
  public void demand(ChainId chain, Hash32 genesis) throws SourceFailure {
    try {
      directory.confirmChain(chain, chain, genesis);
    } catch (StorageException e) {
      throw new SourceFailure(SourceFailure.Kind.WRONG_CHAIN, message(e), e);
    }
  }

  @Override
  public MessageLog log(ChainId chain) {
    return Optional.ofNullable(logs.get(chain)).orElseThrow();
  }

  @Override
  public VerifierStore verifier(SortedSet<ChainId> members) {
    return Optional.ofNullable(verifiers.get(members.first())).orElseThrow();
  }

  @Override
  public void close() {
    logs.values().forEach(MessageLog::close);
    verifiers.values().stream().distinct().forEach(VerifierStore::close);
    directory.close();
  }

  private static String message(StorageException e) {
    return String.valueOf(e.getMessage());
  }
}
