package dev.fairlead.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk in memory with the habits of a bad one. It fills up or loses power at a chosen writing
 * operation; {@link #afterPowerCut} gives the disk as it may be found then: unforced writes are
 * there, missing, or torn at any byte, in any combination; unforced names are there up to some
 * point of their order.
 */
final class FaultyDisk implements Disk {
  private static final int SECTOR = 128;

  /** The process is dead: nothing may catch this but the test. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Faults faults;
  private final String path;
  private final Map<String, FaultyDisk> folders = new TreeMap<>();
  private final List<Map<String, Inode>> nameHistory = new ArrayList<>();
  private Map<String, Inode> names = new TreeMap<>();

  FaultyDisk() {
    this(new Faults(), "disk");
  }

  private FaultyDisk(Faults faults, String path) {
    this.faults = faults;
    this.path = path;
    nameHistory.add(new TreeMap<>());
  }

  /** Number of writing operations so far, over all folders. */
  int operations() {
    return faults.operations;
  }

  /** From the given writing operation on, counted from now, there is no space. */
  void fillAfter(int operationsFromNow) {
    faults.fullFrom = faults.operations + operationsFromNow;
  }

  /** Makes space again. */
  void free() {
    faults.fullFrom = Integer.MAX_VALUE;
  }

  /** The given writing operation, counted from now, is interrupted by a power cut. */
  void cutPowerAfter(int operationsFromNow) {
    faults.deadFrom = faults.operations + operationsFromNow;
  }

  /** What a new process finds. */
  FaultyDisk afterPowerCut(Random random) {
    FaultyDisk next = new FaultyDisk(new Faults(), path);
    copyInto(next, random);
    return next;
  }

  private void copyInto(FaultyDisk next, Random random) {
    Map<String, Inode> survived = nameHistory.get(random.nextInt(nameHistory.size()));
    survived.forEach((name, inode) -> next.names.put(name, inode.survivor(next, random)));
    next.nameHistory.clear();
    next.nameHistory.add(new TreeMap<>(next.names));
    folders.forEach((name, folder) -> {
      FaultyDisk child = new FaultyDisk(next.faults, folder.path);
      folder.copyInto(child, random);
      next.folders.put(name, child);
    });
  }

  /** Changes stored bytes behind the back of the program. */
  void damage(String name, Consumer<byte[]> change) {
    Inode inode = names.get(name);
    change.accept(inode.content);
    inode.forced = inode.content.clone();
    inode.pending.clear();
  }

  /** Bytes of a file as a reader sees them. */
  byte[] content(String name) {
    return names.get(name).content.clone();
  }

  @Override
  public Disk folder(String name) {
    return folders.computeIfAbsent(name, key -> new FaultyDisk(faults, path + "/" + key));
  }

  @Override
  public List<String> files() {
    return List.copyOf(names.keySet());
  }

  @Override
  public DiskFile open(String name, OpenMode mode) throws IOException {
    boolean isThere = names.containsKey(name);
    if (mode == OpenMode.EXISTING && !isThere) {
      throw new FileNotFoundException(name);
    }
    if (mode == OpenMode.NEW && isThere) {
      throw new FileAlreadyExistsException(name);
    }
    if (!isThere) {
      faults.operation();
      Map<String, Inode> next = new TreeMap<>(names);
      next.put(name, new Inode(this));
      remember(next);
    }
    return new Handle(names.get(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    if (!names.containsKey(from)) {
      throw new FileNotFoundException(from);
    }
    faults.operation();
    Map<String, Inode> next = new TreeMap<>(names);
    next.put(to, next.remove(from));
    remember(next);
  }

  @Override
  public void delete(String name) throws IOException {
    if (names.containsKey(name)) {
      faults.operation();
      Map<String, Inode> next = new TreeMap<>(names);
      next.remove(name);
      remember(next);
    }
  }

  @Override
  public void forceNames() throws IOException {
    faults.operation();
    nameHistory.clear();
    remember(names);
  }

  @Override
  public LockResult lock(String name, String note) {
    return new LockResult.Held(() -> {});
  }

  @Override
  public String describe(String name) {
    return path + "/" + name;
  }

  private void remember(Map<String, Inode> next) {
    names = next;
    nameHistory.add(next);
  }

  private static final class Faults {
    int operations;
    int fullFrom = Integer.MAX_VALUE;
    int deadFrom = Integer.MAX_VALUE;

    void operation() throws IOException {
      int number = operations++;
      if (number >= deadFrom) {
        throw new PowerCut();
      }
      if (number >= fullFrom) {
        throw new IOException("No space left on device");
      }
    }
  }

  private static final class Write {
    final long position;
    final byte[] bytes;

    Write(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    Write prefix(int size) {
      return new Write(position, Arrays.copyOf(bytes, size));
    }
  }

  private static final class Inode {
    private final FaultyDisk disk;
    private byte[] content = new byte[0];
    private byte[] forced = new byte[0];
    private final List<Write> pending = new ArrayList<>();

    Inode(FaultyDisk disk) {
      this.disk = disk;
    }

    Inode survivor(FaultyDisk next, Random random) {
      Inode found = new Inode(next);
      byte[] bytes = forced;
      for (Write write : pending) {
        bytes =
            switch (random.nextInt(4)) {
              case 0 -> bytes;
              case 1 -> applied(bytes, write);
              case 2 -> applied(bytes, write.prefix(random.nextInt(write.bytes.length + 1)));
              default -> scattered(bytes, write, random);
            };
      }
      found.content = bytes;
      found.forced = bytes.clone();
      return found;
    }

    /** Some sectors of the write arrived, others show what was there before. */
    private static byte[] scattered(byte[] before, Write write, Random random) {
      byte[] after = before;
      for (int at = 0; at < write.bytes.length; at += SECTOR) {
        if (random.nextBoolean()) {
          int end = Math.min(at + SECTOR, write.bytes.length);
          after =
              applied(
                  after, new Write(write.position + at, Arrays.copyOfRange(write.bytes, at, end)));
        }
      }
      return after;
    }

    private static byte[] applied(byte[] before, Write write) {
      if (write.bytes.length == 0) {
        return before;
      }
      int end = Math.toIntExact(write.position) + write.bytes.length;
      byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
      System.arraycopy(write.bytes, 0, after, (int) write.position, write.bytes.length);
      return after;
    }
  }

  private record Handle(Inode inode) implements DiskFile {
    @Override
    public long size() {
      return inode.content.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int size) {
      int count = (int) Math.max(0, Math.min(size, inode.content.length - position));
      System.arraycopy(
          inode.content, (int) Math.min(position, inode.content.length), target, offset, count);
      return count;
    }

    @Override
    public void write(long position, byte[] source, int offset, int size) throws IOException {
      Write whole = new Write(position, Arrays.copyOfRange(source, offset, offset + size));
      try {
        inode.disk.faults.operation();
      } catch (IOException | PowerCut e) {
        Write part = whole.prefix(size / 2);
        inode.content = Inode.applied(inode.content, part);
        inode.pending.add(e instanceof PowerCut ? whole : part);
        throw e;
      }
      inode.content = Inode.applied(inode.content, whole);
      inode.pending.add(whole);
    }

    @Override
    public void truncate(long size) throws IOException {
      inode.disk.faults.operation();
      inode.content = Arrays.copyOf(inode.content, (int) size);
      inode.forced = Arrays.copyOf(inode.forced, (int) Math.min(size, inode.forced.length));
      inode.pending.removeIf(write -> write.position + write.bytes.length > size);
    }

    @Override
    public void force() throws IOException {
      inode.disk.faults.operation();
      inode.forced = inode.content.clone();
      inode.pending.clear();
    }

    @Override
    public void close() {}
  }
}
