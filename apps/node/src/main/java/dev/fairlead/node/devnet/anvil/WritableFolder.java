package dev.fairlead.node.devnet.anvil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a folder can be used by using it. */
final class WritableFolder {
  private WritableFolder() {}

  /** Creates the folder if need be; false if files cannot be made in it. */
  static boolean create(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "probe", ""));
      return true;
    } catch (IOException e) {
      // The caller goes on to its next choice, and names all of them if none is left.
      return false;
    }
  }
}
