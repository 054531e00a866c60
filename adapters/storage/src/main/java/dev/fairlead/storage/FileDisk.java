package dev.fairlead.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder of the operating system's file system: the only class of this module that touches files.
 * Reads and writes are positional, so readers never disturb each other or the writer.
 *
 * <p>A thread that is interrupted in the middle of an operation on a file channel closes the
 * channel for everybody. Readers here are request threads that may be cancelled, so the handle
 * opens its file again and repeats the operation, and leaves the interrupt flag set.
 */
public final class FileDisk implements Disk {
  private static final int PIECE_BYTES_MAX = 256 * 1024;
  private static final int NOTE_BYTES_MAX = 1024;

  /** Closing any channel of a file drops a process's lock on it: never open a held one again. */
  private static final Set<Path> HELD_LOCKS = ConcurrentHashMap.newKeySet();

  private final Path folder;

  private FileDisk(Path folder) {
    this.folder = folder;
  }

  /** The folder at a path; created with its parents if absent. */
  public static FileDisk at(Path folder) throws StorageException {
    try {
      Files.createDirectories(folder);
      return new FileDisk(folder.toRealPath());
    } catch (IOException e) {
      throw StorageException.device("creating the folder", folder.toString(), e);
    }
  }

  @Override
  public Disk folder(String name) throws IOException {
    Path child = resolve(name);
    if (!Files.isDirectory(child)) {
      Files.createDirectory(child);
      forceNames();
    }
    return new FileDisk(child);
  }

  @Override
  public List<String> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public DiskFile open(String name, OpenMode mode) throws IOException {
    Path path = resolve(name);
    return switch (mode) {
      case EXISTING -> new ChannelFile(path, channel(path));
      case NEW -> new ChannelFile(path, channel(path, StandardOpenOption.CREATE_NEW));
      case ANY -> new ChannelFile(path, channel(path, StandardOpenOption.CREATE));
    };
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        resolve(from),
        resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(resolve(name));
  }

  @Override
  public void forceNames() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public LockResult lock(String name, String note) throws IOException {
    Path path = resolve(name);
    if (!HELD_LOCKS.add(path)) {
      return new LockResult.Refused("this process");
    }
    boolean isHeld = false;
    try {
      FileChannel channel = channel(path, StandardOpenOption.CREATE);
      LockResult result = lock(channel, note, () -> HELD_LOCKS.remove(path));
      isHeld = result instanceof LockResult.Held;
      return result;
    } finally {
      if (!isHeld) {
        HELD_LOCKS.remove(path);
      }
    }
  }

  private static LockResult lock(FileChannel channel, String note, Runnable afterRelease)
      throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String holder = readNote(channel);
        channel.close();
        return new LockResult.Refused(holder);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new LockResult.Held(() -> {
      channel.close();
      afterRelease.run();
    });
  }

  @Override
  public String describe(String name) {
    return resolve(name).toString();
  }

  private Path resolve(String name) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not a file name of ours: " + name);
    }
    return folder.resolve(name);
  }

  private static String readNote(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(NOTE_BYTES_MAX);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
  }

  private static FileChannel channel(Path path, OpenOption... more) throws IOException {
    OpenOption[] options = new OpenOption[more.length + 2];
    options[0] = StandardOpenOption.READ;
    options[1] = StandardOpenOption.WRITE;
    System.arraycopy(more, 0, options, 2, more.length);
    return FileChannel.open(path, options);
  }

  private static final class ChannelFile implements DiskFile {
    private final Path path;
    private volatile FileChannel channel;
    private volatile boolean isClosed;

    ChannelFile(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public long size() throws IOException {
      return retry(FileChannel::size);
    }

    @Override
    public int read(long position, byte[] target, int offset, int size) throws IOException {
      int done = 0;
      while (done < size) {
        int from = done;
        long count =
            retry(channel -> channel.read(piece(target, offset, from, size), position + from));
        if (count < 0) {
          break;
        }
        done += Math.toIntExact(count);
      }
      return done;
    }

    @Override
    public void write(long position, byte[] source, int offset, int size) throws IOException {
      int done = 0;
      while (done < size) {
        int from = done;
        long count =
            retry(channel -> channel.write(piece(source, offset, from, size), position + from));
        done += Math.toIntExact(count);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      retry(channel -> channel.truncate(size).position());
    }

    @Override
    public void force() throws IOException {
      retry(channel -> {
        channel.force(false);
        return 0L;
      });
    }

    @Override
    public void close() throws IOException {
      isClosed = true;
      channel.close();
    }

    private static ByteBuffer piece(byte[] bytes, int offset, int done, int size) {
      return ByteBuffer.wrap(bytes, offset + done, Math.min(size - done, PIECE_BYTES_MAX));
    }

    private long retry(Operation operation) throws IOException {
      boolean isInterrupted = Thread.interrupted();
      try {
        while (true) {
          try {
            return operation.on(channel);
          } catch (ClosedChannelException e) {
            isInterrupted |= Thread.interrupted();
            reopen();
          }
        }
      } finally {
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private synchronized void reopen() throws IOException {
      if (isClosed) {
        throw new ClosedChannelException();
      }
      if (!channel.isOpen()) {
        channel = channel(path);
      }
    }
  }

  @FunctionalInterface
  private interface Operation {
    long on(FileChannel channel) throws IOException;
  }
}
