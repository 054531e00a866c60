package dev.fairlead.xcmp.hrmp;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StorageKey;

/** Items of the live relay chain's storage that message passing reads (section 4.6). */
public enum HrmpItems {
  /** Channel structures by sender and recipient. */
  CHANNELS("Hrmp", "HrmpChannels"),
  /** Watermark block by para. */
  WATERMARKS("Hrmp", "HrmpWatermarks"),
  /** Senders by recipient. */
  INGRESS_CHANNELS_INDEX("Hrmp", "HrmpIngressChannelsIndex"),
  /** Recipients by sender. */
  EGRESS_CHANNELS_INDEX("Hrmp", "HrmpEgressChannelsIndex"),
  /** Pending blocks and senders by recipient. */
  CHANNEL_DIGESTS("Hrmp", "HrmpChannelDigests"),
  /** Waiting messages by sender and recipient. */
  CHANNEL_CONTENTS("Hrmp", "HrmpChannelContents"),
  /** Requests to open by sender and recipient. */
  OPEN_CHANNEL_REQUESTS("Hrmp", "HrmpOpenChannelRequests"),
  /** All requests to open. */
  OPEN_CHANNEL_REQUESTS_LIST("Hrmp", "HrmpOpenChannelRequestsList"),
  /** Requests to close by sender and recipient. */
  CLOSE_CHANNEL_REQUESTS("Hrmp", "HrmpCloseChannelRequests"),
  /** All requests to close. */
  CLOSE_CHANNEL_REQUESTS_LIST("Hrmp", "HrmpCloseChannelRequestsList"),
  /** Head of the downward message queue by para. */
  DOWNWARD_MESSAGE_QUEUE_HEADS("Dmp", "DownwardMessageQueueHeads"),
  /** The host configuration. */
  ACTIVE_CONFIG("Configuration", "ActiveConfig"),
  /** Para heads. */
  PARA_HEADS("Paras", "Heads");

  private final String pallet;
  private final String item;

  HrmpItems(String pallet, String item) {
    this.pallet = pallet;
    this.item = item;
  }

  /** The 32 bytes before every key of this item; the whole key of a single value. */
  public Bytes prefix() {
    return StorageKey.plain(StorageKey.name(pallet), StorageKey.name(item));
  }

  /** Key of one para's entry. */
  public Bytes key(ParaId para) {
    return entry(new ScaleWriter().writeU32(para.value()));
  }

  /** Key of one channel's entry. */
  public Bytes key(ParaId sender, ParaId recipient) {
    return entry(new ScaleWriter().writeU32(sender.value()).writeU32(recipient.value()));
  }

  private Bytes entry(ScaleWriter encodedKey) {
    return StorageKey.mapEntry(prefix(), encodedKey.toBytes());
  }
}
