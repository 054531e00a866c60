/**
 * Durable storage: the segmented log of sealed blocks, journals of small transactional state, the
 * data directory around them and the disk port beneath. Numbers are big-endian, checksums CRC-32C.
 *
 * <h2>Message log, format version 1</h2>
 *
 * <p>A log is a folder of segments. Segment {@code n} is a block table {@code n.blocks} and a
 * record file {@code n.logs}; {@code n} has twelve digits, rises, and is never used twice.
 *
 * <pre>
 * n.blocks   header, rows
 *
 * header  0        8       12     16       48       56          64      96     100
 *         +--------+-------+------+--------+--------+-----------+-------+------+
 *         |FAIRLSEG|version| kind | chain  |sequence|first block|parent |check-|
 *         |        |       | 1, 2 | id     | n      |           |hash   |sum   |
 *         +--------+-------+------+--------+--------+-----------+-------+------+
 *         kind 1: starts anew, all segments below n are void; first block and parent are zero
 *         kind 2: continues, blocks from "first block" on are void in all segments below n
 *
 * row     0      8      40     72        80   84    88     96    128     160    164    168
 *         +------+------+------+---------+----+-----+------+-----+-------+------+------+
 *         |number| hash |parent|timestamp|logs|refs |offset|state| outbox|commit|check-|
 *         |      |      |hash  |         |    |     |in    |root | root  |start |sum   |
 *         +------+------+------+---------+----+-----+------+-----+-------+------+------+
 *         one per block, ascending without gaps; offset: of its records in n.logs
 *         commit start: row, in this file, of the first block of the same commit
 *
 * n.logs     the records of each block, one block after the other
 *
 * records ( up to 32 log hashes of 32 bytes, checksum )*   one group per 32 logs
 *         ( references of 88 bytes, checksum )?            if the block has executing messages
 *         a checksum covers: block hash, number of the group (-1 for references), content
 *
 * ref     0        4        36     44    48        56         88
 *         +--------+--------+------+-----+---------+----------+
 *         |position|chain   |block |log  |timestamp| checksum |   position: log index in this block
 *         |        |id      |number|index|         |          |   the rest: what it refers to
 *         +--------+--------+------+-----+---------+----------+
 * </pre>
 *
 * <p>A log takes 32.125 bytes, a block 168 more. Segments only grow. Nothing that a commit has
 * covered is written again, and files are never cut while the log is open: views read them without
 * locks.
 *
 * <ul>
 *   <li><b>Commit:</b> records, force, rows, force. An intact row proves its records, and every
 *       commit before its own.
 *   <li><b>Rewind:</b> a new segment of kind 2 from the first removed block on; it takes effect
 *       when it gets its name. Where little would stay in the segment that is cut, its rows and
 *       records are copied into the new one, which then takes its place.
 *   <li><b>Clear:</b> a new segment of kind 1. <b>Prune:</b> the oldest segments are removed.
 *   <li><b>New segment:</b> {@code n.logs}, then {@code n.blocks.new}, both forced, then renamed to
 *       {@code n.blocks}, and the folder forced before and after.
 *   <li><b>Recovery:</b> headers are read in ascending order and void parts dropped. Only the
 *       newest segment can have a torn tail: what follows the last intact row, and a broken row of
 *       the same commit as that row, is cut off. Everything else that does not check is damage:
 *       opening or reading fails with file and offset, and no file is changed.
 * </ul>
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
 *
 * <h2>Verifier journals, tag SAFE, version 1</h2>
 *
 * <p>Journals {@code 00000001.journal}, … with rising numbers and no gap; a new one is begun when
 * the last has 16 MiB. A commit is one transaction. The first commit of each journal is a snapshot:
 * record 0, then the changes that lead to the state without the results. Results are read back from
 * where they were written; a journal is removed once no result lies in it or below it.
 *
 * <pre>
 * record  kind 1 byte, then
 *   0 snapshot begins   –
 *   1 started           timestamp 8, count 4, ( chain 32, block )*
 *   2 verified          size 4, result, checksum of the result
 *   3 verified dropped  from timestamp 8
 *   4 denied            denial         5 denial dropped   denial
 *   6 orders pending    count 4, ( 1, denial | 2, chain 32, block )*
 *   7 finalized up to   timestamp 8    8 results pruned   below timestamp 8
 *
 * block   number 8, hash 32
 * denial  chain 32, block, decision timestamp 8, state root 32, outbox root 32
 * result  timestamp 8, inclusion ( 0 | 1, block ), count 4,
 *         ( chain 32, output, ( 0 | 1, optimistic output ) )*
 * output  block, state root 32, storage root 32
 * </pre>
 */
@NullMarked
package dev.fairlead.storage;

import org.jspecify.annotations.NullMarked;
