package dev.fairlead.node.lab;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a channel carries in one relay block, as people write it: {@code (1000,1001,27)}, with
 * parentheses and spaces or without.
 *
 * @param channel from sender to recipient
 * @param block number of the relay block that includes it
 */
record MessageName(ChannelId channel, long block) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(\\()?\\s*(\\d{1,10})\\s*,\\s*(\\d{1,10})\\s*,\\s*(\\d{1,10})\\s*(\\))?\\s*");

  @Override
  public String toString() {
    return "(" + channel.sender() + "," + channel.recipient() + "," + block + ")";
  }

  /** Reads the value of the flag. */
  static final class Converter implements ITypeConverter<MessageName> {
    @Override
    public MessageName convert(String text) {
      Matcher parts = FORM.matcher(text);
      if (parts.matches() && (parts.group(1) == null) == (parts.group(5) == null)) {
        long sender = Long.parseLong(parts.group(2));
        long recipient = Long.parseLong(parts.group(3));
        if (Math.max(sender, recipient) <= ParaId.HIGHEST.value()) {
          return new MessageName(
              new ChannelId(new ParaId(sender), new ParaId(recipient)),
              Long.parseLong(parts.group(4)));
        }
      }
      throw new TypeConversionException(
          "expected (sender,recipient,block), for example (1000,1001,27), got '" + text + "'");
    }
  }
}
