package dev.fairlead.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small file of named values that people may read: a title with a version, a checksum, then one
 * {@code name = value} per line. Written in one step.
 *
 * @param version format version
 * @param values the lines
 */
record SmallText(int version, SortedMap<String, String> values) {
  private static final int BYTES_MAX = 1 << 20;
  private static final String SEPARATOR = " = ";

  SmallText {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  void write(Disk disk, String name, String title) throws IOException {
    StringBuilder body = new StringBuilder();
    values.forEach((key, value) -> body.append(key).append(SEPARATOR).append(value).append('\n'));
    String text = title + " " + version + "\nchecksum " + checksum(body.toString()) + "\n" + body;
    byte[] bytes = text.getBytes(UTF_8);
    String unfinished = name + ".new";
    disk.delete(unfinished);
    try (DiskFile file = disk.open(unfinished, Disk.OpenMode.NEW)) {
      file.write(0, bytes, 0, bytes.length);
      file.force();
    }
    disk.rename(unfinished, name);
    disk.forceNames();
  }

  /** The content of the file; empty if there is none. */
  static Optional<SmallText> read(Disk disk, String name, String title, int knownVersion)
      throws IOException {
    if (!disk.files().contains(name)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (DiskFile file = disk.open(name, Disk.OpenMode.EXISTING)) {
      bytes = new byte[(int) Math.min(file.size(), BYTES_MAX)];
      file.read(0, bytes, 0, bytes.length);
    }
    String[] parts = new String(bytes, UTF_8).split("\n", 3);
    String path = disk.describe(name);
    if (parts.length < 3 || !parts[0].matches(title + " [0-9]{1,9}")) {
      throw damaged(path, "it does not start with \"" + title + "\" and a version");
    }
    int version = Integer.parseInt(parts[0].substring(title.length() + 1));
    if (version > knownVersion) {
      throw StorageException.newer(path, version, knownVersion);
    }
    if (!parts[1].equals("checksum " + checksum(parts[2]))) {
      throw damaged(path, "its checksum is wrong");
    }
    return Optional.of(new SmallText(version, values(parts[2], path)));
  }

  private static SortedMap<String, String> values(String body, String path)
      throws StorageException {
    SortedMap<String, String> values = new TreeMap<>();
    for (String line : body.lines().toList()) {
      int separator = line.indexOf(SEPARATOR);
      if (separator < 0) {
        throw damaged(path, "a line has no \"=\"");
      }
      values.put(line.substring(0, separator), line.substring(separator + SEPARATOR.length()));
    }
    return values;
  }

  private static StorageException damaged(String path, String what) {
    return StorageException.damaged(
        path, 0, what, "Restore it from a copy, or name another data directory");
  }

  private static String checksum(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return String.format("%08x", Checksums.of(bytes, 0, bytes.length));
  }
}
