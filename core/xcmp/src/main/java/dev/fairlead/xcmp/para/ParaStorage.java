package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.StorageKey;
import dev.fairlead.xcmp.trie.WitnessMissing;
import dev.fairlead.xcmp.trie.WitnessTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a para while it is read and changed. Everything that consensus needs is in it; of
 * bodies sent, only their hashes. Owned by one thread.
 *
 * <pre>
 *  Para.Ingress             watermark, and the last consumed link per sender (RX1)
 *  Para.Egress(recipient)   links since the recipient's proven watermark (P3)
 *  Para.Outbox(recipient)   messages that wait to be sent (P1)
 *  Para.Recipients          whose outbox is not empty, ascending
 *  Para.Inbox               first entry, entry after the last, messages of the first already done
 *  Para.InboxEntry(number)  sender and body (RX3)
 * </pre>
 */
public final class ParaStorage {
  /** Largest outbox, bytes of its messages. */
  public static final int OUTBOX_BYTES_MAX = 4 * XcmpLimits.BODY_BYTES_MAX;

  private static final Bytes PALLET = StorageKey.name("Para");
  private static final Bytes INGRESS = plain("Ingress");
  private static final Bytes RECIPIENTS = plain("Recipients");
  private static final Bytes INBOX = plain("Inbox");
  private static final Bytes EGRESS = plain("Egress");
  private static final Bytes OUTBOX = plain("Outbox");
  private static final Bytes INBOX_ENTRY = plain("InboxEntry");

  private final ParaId self;
  private final WitnessTrie trie;

  ParaStorage(ParaId self, WitnessTrie trie) {
    this.self = self;
    this.trie = trie;
  }

  /** A view of a whole state; what is done to it changes nothing outside of it. */
  public static ParaStorage of(ParaId self, StateTrie whole) {
    return new ParaStorage(self, WitnessTrie.recording(whole));
  }

  /** The para whose state it is. */
  public ParaId self() {
    return self;
  }

  /** The value of a key. */
  public Optional<Bytes> get(Bytes key) throws WitnessMissing {
    return trie.get(key);
  }

  /** Sets a value. */
  public void put(Bytes key, Bytes value) throws WitnessMissing {
    trie.put(key, value);
  }

  /** Puts a message into the outbox of a recipient (P1); false if that is full. */
  public boolean send(ParaId recipient, Bytes message) throws WitnessMissing {
    List<Bytes> waiting = new ArrayList<>(outbox(recipient));
    long bytes = waiting.stream().mapToLong(Bytes::size).sum() + message.size();
    if (bytes > OUTBOX_BYTES_MAX || message.size() > XcmpLimits.BODY_BYTES_MAX / 2) {
      return false;
    }
    waiting.add(message);
    setOutbox(recipient, waiting);
    return true;
  }

  /** Messages that wait to be sent to a recipient, oldest first. */
  public List<Bytes> outbox(ParaId recipient) throws WitnessMissing {
    return read(
        entry(OUTBOX, recipient),
        List.of(),
        reader -> reader.readList(Integer.MAX_VALUE, 1, one -> one.readBytes(Integer.MAX_VALUE)));
  }

  /** Paras to which messages wait to be sent, ascending. */
  public List<ParaId> recipients() throws WitnessMissing {
    return read(
        RECIPIENTS,
        List.of(),
        reader -> reader.readList(Integer.MAX_VALUE, 4, one -> new ParaId(one.readU32())));
  }

  /** What is remembered of the ingress queue. */
  public IngressState ingress() throws WitnessMissing {
    return read(INGRESS, IngressState.start(self), this::readIngress);
  }

  /** What is remembered of an outgoing channel. */
  public EgressState egress(ParaId recipient) throws WitnessMissing {
    Bytes key = entry(EGRESS, recipient);
    ChannelId channel = new ChannelId(self, recipient);
    Optional<Bytes> value = get(key);
    try {
      return value.isPresent()
          ? EgressState.decode(channel, value.get())
          : new EgressState(channel, List.of());
    } catch (DecodingException e) {
      throw new WitnessMissing(key, e);
    }
  }

  /**
   * Bounds of the inbox.
   *
   * @param first number of the first entry
   * @param next number that the next entry gets
   * @param done messages of the first entry that are executed
   */
  record Inbox(long first, long next, long done) {}

  /**
   * One acknowledged body.
   *
   * @param sender para that sent it
   * @param body what it sent
   */
  public record InboxEntry(ParaId sender, Bytes body) {}

  /** Acknowledged bodies that are not executed to their end, oldest first. */
  public List<InboxEntry> inbox() throws WitnessMissing {
    Inbox bounds = inboxBounds();
    List<InboxEntry> entries = new ArrayList<>();
    for (long number = bounds.first(); number < bounds.next(); number++) {
      entries.add(inboxEntry(number));
    }
    return List.copyOf(entries);
  }

  /** How many messages of the oldest acknowledged body are executed. */
  public long inboxDone() throws WitnessMissing {
    return inboxBounds().done();
  }

  Inbox inboxBounds() throws WitnessMissing {
    return read(
        INBOX,
        new Inbox(0, 0, 0),
        reader -> new Inbox(reader.readU64(), reader.readU64(), reader.readU32()));
  }

  void setInboxBounds(Inbox bounds) throws WitnessMissing {
    put(
        INBOX,
        new ScaleWriter()
            .writeU64(bounds.first())
            .writeU64(bounds.next())
            .writeU32(bounds.done())
            .toBytes());
  }

  InboxEntry inboxEntry(long number) throws WitnessMissing {
    InboxEntry none = new InboxEntry(ParaId.LOWEST, Bytes.EMPTY);
    return read(
        inboxKey(number),
        none,
        reader ->
            new InboxEntry(new ParaId(reader.readU32()), reader.readBytes(Integer.MAX_VALUE)));
  }

  void setInboxEntry(long number, InboxEntry entry) throws WitnessMissing {
    put(
        inboxKey(number),
        new ScaleWriter().writeU32(entry.sender().value()).writeBytes(entry.body()).toBytes());
  }

  void dropInboxEntry(long number) throws WitnessMissing {
    trie.remove(inboxKey(number));
  }

  void setIngress(IngressState state) throws WitnessMissing {
    ScaleWriter target = new ScaleWriter();
    target.writeU32(state.watermark().block()).writeU32(state.watermark().para().value());
    target.writeList(
        List.copyOf(state.channels().entrySet()),
        (writer, one) ->
            writer
                .writeU32(one.getKey().value())
                .writeHash(one.getValue().lastLink())
                .writeU32(one.getValue().lastBlock()));
    put(INGRESS, target.toBytes());
  }

  void setEgress(EgressState state) throws WitnessMissing {
    put(entry(EGRESS, state.channel().recipient()), state.encode());
  }

  void setOutbox(ParaId recipient, List<Bytes> waiting) throws WitnessMissing {
    List<ParaId> recipients = new ArrayList<>(recipients());
    if (waiting.isEmpty()) {
      trie.remove(entry(OUTBOX, recipient));
      recipients.remove(recipient);
    } else {
      put(entry(OUTBOX, recipient), MessageBatch.encode(waiting));
      if (!recipients.contains(recipient)) {
        recipients.add(recipient);
        recipients.sort(null);
      }
    }
    put(
        RECIPIENTS,
        new ScaleWriter()
            .writeList(recipients, (writer, one) -> writer.writeU32(one.value()))
            .toBytes());
  }

  private IngressState readIngress(ScaleReader reader) throws DecodingException {
    Watermark watermark = new Watermark(reader.readU32(), new ParaId(reader.readU32()));
    SortedMap<ParaId, IngressState.Channel> channels = new TreeMap<>();
    int count = reader.readLength(Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      channels.put(
          new ParaId(reader.readU32()),
          new IngressState.Channel(reader.readHash(), reader.readU32()));
    }
    return new IngressState(self, watermark, channels);
  }

  private <T> T read(Bytes key, T absent, ScaleReader.Element<T> element) throws WitnessMissing {
    Optional<Bytes> value = get(key);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      ScaleReader reader = ScaleReader.of(value.get());
      T read = element.read(reader);
      reader.demandEnd();
      return read;
    } catch (DecodingException e) {
      throw new WitnessMissing(key, e);
    }
  }

  private static Bytes plain(String item) {
    return StorageKey.plain(PALLET, StorageKey.name(item));
  }

  private static Bytes entry(Bytes map, ParaId para) {
    return StorageKey.mapEntry(map, new ScaleWriter().writeU32(para.value()).toBytes());
  }

  private static Bytes inboxKey(long number) {
    return StorageKey.mapEntry(INBOX_ENTRY, new ScaleWriter().writeU64(number).toBytes());
  }
}
