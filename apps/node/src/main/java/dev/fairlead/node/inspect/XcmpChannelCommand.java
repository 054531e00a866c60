package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.hrmp.HrmpChannel;
import java.io.InputStream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code channel}: the fields of a live HRMP channel. */
@Command(
    name = "channel",
    description = "Decodes a channel of a live relay chain; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"hex\":\"0x…\"}, the value of Hrmp.HrmpChannels, or its first six fields",
      "Output: {\"maxCapacity\",\"maxTotalSize\",\"maxMessageSize\",\"msgCount\",\"totalSize\",",
      "        \"mqcHead\",\"senderDeposit\",\"recipientDeposit\"}; null where absent"
    })
final class XcmpChannelCommand extends LineCommand {
  XcmpChannelCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    HrmpChannel channel = HrmpChannel.decode(line.bytes("hex"));
    ObjectNode answer = Json.object();
    answer.put("maxCapacity", channel.maxCapacity());
    answer.put("maxTotalSize", channel.maxTotalSize());
    answer.put("maxMessageSize", channel.maxMessageSize());
    answer.put("msgCount", channel.messageCount());
    answer.put("totalSize", channel.totalSize());
    answer.put("mqcHead", channel.mqcHead().map(Object::toString).orElse(null));
    channel
        .deposits()
        .ifPresentOrElse(
            both -> {
              answer.set("senderDeposit", JsonForms.number(both.sender()));
              answer.set("recipientDeposit", JsonForms.number(both.recipient()));
            },
            () -> answer.putNull("senderDeposit").putNull("recipientDeposit"));
    return new LineAnswer.Done(answer);
  }
}
