/**
 * Durable storage: journals of small transactional state, and the disk port beneath everything.
 * Numbers are big-endian, checksums CRC-32C.
 *
 * <h2>Journal, container version 1</h2>
 *
 * <pre>
 * file    header, frames
 *
 * header  0        8         12        16        20       24
 *         +--------+---------+---------+---------+--------+
 *         |FAIRLJNL|container| tag     | version | check- |   tag, version: JournalFormat
 *         |        |version  | 4 ASCII |         | sum    |   checksum of bytes 0 to 19
 *         +--------+---------+---------+---------+--------+
 *
 * frame   0      4        8         12        16            16+n    20+n
 *         +------+--------+---------+---------+-------------+-------+
 *         | FLJF |sequence| n, size | checksum| body        | check-|   one frame per commit;
 *         |      | from 0 | of body | 0 to 11 |             | sum   |   checksum of the body
 *         +------+--------+---------+---------+-------------+-------+
 *
 * body    ( length of record 4 bytes, record )*
 * </pre>
 *
 * <p>A commit is one write at the end of the file and one force. Recovery walks the frames from the
 * front. The first one that is not intact, or does not have the next sequence number, ends the
 * walk: if no intact frame follows it anywhere, it is the torn remains of a commit that never
 * returned and is cut off; otherwise the file is damaged and opening fails without changing it. A
 * snapshot is written as a new file with one frame, forced, and renamed over the old one.
 */
@NullMarked
package dev.fairlead.storage;

import org.jspecify.annotations.NullMarked;
