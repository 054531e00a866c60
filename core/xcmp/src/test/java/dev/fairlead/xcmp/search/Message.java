package dev.fairlead.xcmp.search;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * One message of the search: it carries one token, and the account that it mints to tells its
 * number.
 *
 * @param block relay block that enacted it
 * @param sender para that sent it
 * @param number from 1, per sender
 */
record Message(long block, ParaId sender, int number) {
  /** Its entry in the recipient's queue. */
  Watermark entry() {
    return new Watermark(block, sender);
  }

  @Override
  public String toString() {
    return sender + "#" + number + "@" + block;
  }
}
