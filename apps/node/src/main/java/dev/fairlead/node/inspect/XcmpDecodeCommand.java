package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpEgressCodec;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import java.io.InputStream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code decode}: the fields of an XCMP structure. */
@Command(
    name = "decode",
    description = "Decodes an XCMP structure; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"type\":\"XcmpIngress|XcmpEgress|Commitments\",\"hex\":\"0x…\"}",
      "Output: its fields; nothing is verified"
    })
final class XcmpDecodeCommand extends LineCommand {
  XcmpDecodeCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    String type = Json.string(line.required("type"), line.at("type"));
    Bytes encoded = line.bytes("hex");
    return new LineAnswer.Done(
        switch (type) {
          case "XcmpIngress" -> json(XcmpIngressCodec.decode(encoded));
          case "XcmpEgress" -> json(XcmpEgressCodec.decode(encoded));
          case "Commitments" -> json(Commitments.decode(encoded));
          default ->
              throw new DecodingException(
                  line.at("type")
                      + ": expected XcmpIngress, XcmpEgress or Commitments, got \""
                      + Json.excerpt(type)
                      + '"');
        });
  }

  private static ObjectNode json(XcmpIngress ingress) {
    ObjectNode node = Json.object();
    node.put("version", ingress.version());
    node.put("relayParentNumber", ingress.relayParentNumber());
    node.put("relayStorageRoot", ingress.relayStorageRoot().toString());
    node.set("trieNodes", XcmpForms.byteStrings(ingress.trieNodes()));
    ArrayNode channels = node.putArray("channels");
    ingress.channels().forEach(channel -> channels.add(json(channel)));
    return node;
  }

  private static ObjectNode json(ChannelProof channel) {
    ObjectNode node = Json.object();
    node.put("sender", channel.sender().value());
    node.put("slotIndex", channel.slotIndex());
    node.put("slotCount", channel.slotCount());
    node.set("rowSiblings", XcmpForms.hashes(channel.rowSiblings()));
    node.set("cell", cell(channel.messageRoot().toString(), channel.lastBlock()));
    channel
        .head()
        .ifPresentOrElse(
            head -> node.set("head", XcmpForms.proof(head)), () -> node.putNull("head"));
    ArrayNode links = node.putArray("links");
    for (ChannelProof.LinkClaim link : channel.links()) {
      links
          .addObject()
          .put("bodyHash", link.bodyHash().toString())
          .put("prevBlock", link.prevBlock());
    }
    node.set("bodies", XcmpForms.byteStrings(channel.bodies()));
    return node;
  }

  private static ObjectNode json(XcmpEgress egress) {
    ObjectNode node = Json.object();
    node.put("version", egress.version());
    node.put("relayParentNumber", egress.relayParentNumber());
    node.put("relayStorageRoot", egress.relayStorageRoot().toString());
    node.set("trieNodes", XcmpForms.byteStrings(egress.trieNodes()));
    node.put("slotCount", egress.slotCount());
    ArrayNode channels = node.putArray("channels");
    egress.channels().forEach(sent -> channels.add(json(sent)));
    return node;
  }

  private static ObjectNode json(XcmpEgress.Sent sent) {
    ObjectNode node = Json.object();
    node.put("recipient", sent.recipient().value());
    node.put("slotIndex", sent.slotIndex());
    node.set("rowSiblings", XcmpForms.hashes(sent.rowSiblings()));
    node.set("cell", cell(sent.messageRoot().toString(), sent.lastBlock()));
    sent.oldHead()
        .ifPresentOrElse(
            head -> {
              ObjectNode old = node.putObject("oldHead").put("link", head.link().toString());
              old.setAll(XcmpForms.proof(head.proof()));
            },
            () -> node.putNull("oldHead"));
    node.put("prevLink", sent.prevLink().toString());
    node.put("prevBlock", sent.prevBlock());
    node.put("body", sent.body().toString());
    return node;
  }

  private static ObjectNode json(Commitments commitments) {
    ObjectNode node = Json.object();
    node.put("version", Commitments.VERSION);
    node.put("messageRoot", commitments.messageRoot().toString());
    ArrayNode bits = node.putArray("bitfield");
    for (int i = 0; i < commitments.sent().size(); i++) {
      bits.add(commitments.sent().isSet(i));
    }
    node.set("watermark", XcmpForms.watermark(commitments.watermark()));
    node.put("relayParentNumber", commitments.relayParentNumber());
    node.put("relayParentStorageRoot", commitments.relayStorageRoot().toString());
    return node;
  }

  private static ObjectNode cell(String messageRoot, long lastBlock) {
    return Json.object().put("messageRoot", messageRoot).put("lastBlock", lastBlock);
  }
}
