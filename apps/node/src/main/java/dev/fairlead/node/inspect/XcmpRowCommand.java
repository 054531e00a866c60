package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code row}: the root of a row of the channel state table, and the proof of one slot in it. */
@Command(
    name = "row",
    description = "Computes a row root and the proof of one slot; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"sender\":1000,\"slots\":[{\"recipient\",\"messageRoot\",\"lastBlock\"}|null],",
      "        \"prove\":0}; null is a tombstone",
      "Output: {\"rowRoot\"}, with prove also {\"slotCount\",\"siblings\"}, bottom-up"
    })
final class XcmpRowCommand extends LineCommand {
  XcmpRowCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    ParaId sender = XcmpForms.para(line, "sender");
    List<ChannelCell> slots = new ArrayList<>();
    for (JsonNode node : line.array("slots")) {
      slots.add(cell(node, line.at("slots") + "[" + slots.size() + "]"));
    }
    ObjectNode answer = Json.object();
    answer.put("rowRoot", RowRoot.of(sender, slots).toString());
    if (line.optional("prove").isPresent()) {
      long slot = XcmpForms.u32(line, "prove");
      if (slot >= slots.size()) {
        throw new DecodingException(
            line.at("prove") + ": the row has " + slots.size() + " slots, got " + slot);
      }
      answer.put("slotCount", slots.size());
      answer.set("siblings", XcmpForms.hashes(RowRoot.prove(slots, (int) slot)));
    }
    return new LineAnswer.Done(answer);
  }

  private static ChannelCell cell(JsonNode node, String place) throws DecodingException {
    if (node.isNull()) {
      return ChannelCell.TOMBSTONE;
    }
    JsonFields slot = JsonFields.of(node, place);
    return new ChannelCell(
        XcmpForms.para(slot, "recipient"),
        slot.hash("messageRoot"),
        XcmpForms.u32(slot, "lastBlock"));
  }
}
