package dev.fairlead.simulator.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What the paras of a world send to each other. Every message is followed by tokens, so that the
 * supply has something to lose. Depends on para and block number alone.
 *
 * @param pattern who sends to whom
 * @param messageBytes of each message
 * @param everyBlocks a para sends with every so many of its blocks
 * @param untilRelayBlock the first relay parent with which nothing new is sent; 0 = always send
 * @param bodyUnit one byte of a body stands for so many: large messages are short ones that count
 *     as long, so that nothing large is hashed or copied; 1 = bodies are what they are
 */
public record Traffic(
    Pattern pattern, int messageBytes, int everyBlocks, long untilRelayBlock, int bodyUnit) {
  /** The account that pays, on every para. */
  public static final Hash32 PAYER = Hash32.ofNumber(0xa);

  /** The account that is paid, on every para. */
  public static final Hash32 PAYEE = Hash32.ofNumber(0xb);

  /** Who sends to whom. */
  public enum Pattern {
    /** Each to the next, the last to the first. */
    RING,
    /** Each to every other. */
    ALL,
    /** All to the first. */
    MANY_TO_ONE
  }

  /** Refuses sizes below 1. */
  public Traffic {
    if (messageBytes < 1 || everyBlocks < 1 || bodyUnit < 1) {
      throw new IllegalArgumentException(
          messageBytes + " bytes every " + everyBlocks + " blocks, in units of " + bodyUnit);
    }
  }

  /** Bodies that are what they are. */
  public Traffic(Pattern pattern, int messageBytes, int everyBlocks, long untilRelayBlock) {
    this(pattern, messageBytes, everyBlocks, untilRelayBlock, 1);
  }

  /** The channels that it needs. */
  public List<ChannelId> channels(List<ParaId> paras) {
    List<ChannelId> channels = new ArrayList<>();
    for (ParaId sender : paras) {
      for (ParaId recipient : recipients(paras, sender)) {
        channels.add(new ChannelId(sender, recipient));
      }
    }
    return channels;
  }

  /** What a block of a para does. */
  List<Bytes> transactions(List<ParaId> paras, ParaId sender, long number, long relayParent) {
    boolean isOver = untilRelayBlock != 0 && relayParent >= untilRelayBlock;
    if (isOver || number % everyBlocks != 0) {
      return List.of();
    }
    List<Bytes> transactions = new ArrayList<>();
    for (ParaId recipient : recipients(paras, sender)) {
      transactions.add(new LedgerEntry.Send(recipient, content(sender, number)).encode());
      transactions.add(new LedgerEntry.Transfer(PAYER, recipient, PAYEE, 1).encode());
    }
    return transactions;
  }

  private List<ParaId> recipients(List<ParaId> paras, ParaId sender) {
    int at = paras.indexOf(sender);
    return switch (pattern) {
      case RING -> paras.size() < 2 ? List.of() : List.of(paras.get((at + 1) % paras.size()));
      case ALL -> paras.stream().filter(one -> !one.equals(sender)).toList();
      case MANY_TO_ONE -> at == 0 ? List.of() : List.of(paras.getFirst());
    };
  }

  private Bytes content(ParaId sender, long number) {
    byte[] content = new byte[Math.max(1, messageBytes / bodyUnit)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (sender.value() * 31 + number * 7 + i);
    }
    return Bytes.of(content);
  }
}
