package dev.fairlead.xcmp.channel;

/**
 * Names a channel. Channels lead one way; the channel back is another one (D1).
 *
 * @param sender para that sends
 * @param recipient para that receives
 */
public record ChannelId(ParaId sender, ParaId recipient) implements Comparable<ChannelId> {
  @Override
  public int compareTo(ChannelId other) {
    int bySender = sender.compareTo(other.sender);
    return bySender != 0 ? bySender : recipient.compareTo(other.recipient);
  }

  @Override
  public String toString() {
    return sender + ">" + recipient;
  }
}
