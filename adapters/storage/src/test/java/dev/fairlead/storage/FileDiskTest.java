package dev.fairlead.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDiskTest {
  @TempDir private Path folder;

  @Test
  void interruptedThread_readsAndWritesAndKeepsItsFlag() throws Exception {
    try (DiskFile file = FileDisk.at(folder).open("a", Disk.OpenMode.NEW)) {
      Thread.currentThread().interrupt();
      file.write(0, new byte[] {1, 2, 3}, 0, 3);
      file.force();
      byte[] read = new byte[3];

      assertThat(file.read(0, read, 0, 3)).isEqualTo(3);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(read).containsExactly(1, 2, 3);
    }
  }

  @Test
  void threadsInterruptedWhileReading_disturbNobody() throws Exception {
    try (DiskFile file = FileDisk.at(folder).open("a", Disk.OpenMode.NEW);
        ExecutorService readers = Executors.newFixedThreadPool(2)) {
      byte[] content = new byte[100_000];
      file.write(0, content, 0, content.length);
      AtomicBoolean isOver = new AtomicBoolean();
      CountDownLatch running = new CountDownLatch(1);
      Future<Thread> victim =
          readers.submit(() -> {
            Thread self = Thread.currentThread();
            running.countDown();
            return self;
          });
      Thread interrupted = victim.get();
      Future<Long> reading = readers.submit(() -> readUntil(file, isOver));
      Future<Long> alsoReading = readers.submit(() -> readUntil(file, isOver));
      running.await();
      for (int i = 0; i < 2000; i++) {
        interrupted.interrupt();
        Thread.onSpinWait();
      }
      isOver.set(true);

      assertThat(reading.get()).isPositive();
      assertThat(alsoReading.get()).isPositive();
    }
  }

  private static long readUntil(DiskFile file, AtomicBoolean isOver) throws IOException {
    byte[] target = new byte[100_000];
    long reads = 0;
    do {
      assertThat(file.read(0, target, 0, target.length)).isEqualTo(target.length);
      Thread.interrupted();
      reads++;
    } while (!isOver.get());
    return reads;
  }

  @Test
  void closedFile_isNotOpenedAgain() throws Exception {
    DiskFile file = FileDisk.at(folder).open("a", Disk.OpenMode.NEW);
    file.close();

    assertThatThrownBy(() -> file.read(0, new byte[1], 0, 1))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void removedFile_staysReadableForOpenHandles() throws Exception {
    Disk disk = FileDisk.at(folder);
    try (DiskFile file = disk.open("a", Disk.OpenMode.NEW)) {
      file.write(0, new byte[] {7}, 0, 1);

      disk.delete("a");

      byte[] read = new byte[1];
      assertThat(file.read(0, read, 0, 1)).isEqualTo(1);
      assertThat(read[0]).isEqualTo((byte) 7);
      assertThat(disk.files()).isEmpty();
    }
  }

  @Test
  void namesThatLeaveTheFolder_areRefused() throws Exception {
    Disk disk = FileDisk.at(folder);

    for (String name : new String[] {"", "..", "a/b", ".hidden", "/etc/passwd"}) {
      assertThatThrownBy(() -> disk.open(name, Disk.OpenMode.ANY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void folderThatCannotBeMade_isOneClearMessage() throws Exception {
    FileDisk.at(folder).open("file", Disk.OpenMode.NEW).close();

    assertThatThrownBy(() -> FileDisk.at(folder.resolve("file")))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("creating the folder " + folder.resolve("file") + " failed: ");
  }
}
