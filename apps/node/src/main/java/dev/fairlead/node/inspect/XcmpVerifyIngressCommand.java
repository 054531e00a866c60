package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.IngressCheck;
import dev.fairlead.xcmp.proof.IngressClaim;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.IngressVerdict;
import dev.fairlead.xcmp.proof.ProofFault;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code verify-ingress}: the verdict on the incoming part of a proof of validity. */
@Command(
    name = "verify-ingress",
    description = "Checks an incoming proof step by step; one JSON object.",
    footer = {
      "",
      "Input:  {\"recipient\",\"relayParent\":{\"number\",\"storageRoot\"},",
      "        \"watermark\":{\"block\",\"para\"},\"newWatermark\":{\"block\",\"para\"},",
      "        \"channels\":[{\"sender\",\"lastLink\",\"lastBlock\"}],\"ingress\":\"0x…\",",
      "        \"order\":\"id|shuffle\"}",
      "Output: {\"verdict\":\"valid\",\"consumed\":[{\"block\",\"sender\"}]}",
      "        or {\"verdict\":\"invalid\",\"step\":\"V8\",\"detail\"}; both exit with 0"
    })
final class XcmpVerifyIngressCommand extends DocumentCommand {
  XcmpVerifyIngressCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  ObjectNode answer(JsonFields question) throws DecodingException {
    JsonFields relayParent = question.object("relayParent");
    IngressState state =
        new IngressState(
            XcmpForms.para(question, "recipient"),
            XcmpForms.watermark(question, "watermark"),
            channels(question));
    IngressClaim claim =
        new IngressClaim(
            XcmpForms.u32(relayParent, "number"),
            relayParent.hash("storageRoot"),
            XcmpForms.watermark(question, "newWatermark"),
            order(question),
            XcmpLimits.BODY_BYTES_MAX);
    return json(
        IngressCheck.judge(state, claim, XcmpIngressCodec.decode(question.bytes("ingress"))));
  }

  private static SortedMap<ParaId, IngressState.Channel> channels(JsonFields question)
      throws DecodingException {
    SortedMap<ParaId, IngressState.Channel> channels = new TreeMap<>();
    int index = 0;
    for (JsonNode node : question.array("channels")) {
      JsonFields channel = JsonFields.of(node, question.at("channels") + "[" + index++ + "]");
      ParaId sender = XcmpForms.para(channel, "sender");
      IngressState.Channel last =
          new IngressState.Channel(channel.hash("lastLink"), XcmpForms.u32(channel, "lastBlock"));
      if (channels.put(sender, last) != null) {
        throw new DecodingException(channel.at("sender") + ": " + sender + " is given twice");
      }
    }
    return channels;
  }

  private static QueueOrder order(JsonFields question) throws DecodingException {
    Optional<JsonNode> order = question.optional("order");
    String name = order.isPresent() ? Json.string(order.get(), question.at("order")) : "id";
    return switch (name) {
      case "id" -> QueueOrder.BY_ID;
      case "shuffle" -> QueueOrder.SHUFFLE;
      default ->
          throw new DecodingException(
              question.at("order") + ": expected id or shuffle, got \"" + Json.excerpt(name) + '"');
    };
  }

  private static ObjectNode json(IngressVerdict verdict) {
    return switch (verdict) {
      case IngressVerdict.Valid(List<Watermark> consumed, IngressState _) -> {
        ObjectNode answer = Json.object().put("verdict", "valid");
        ArrayNode entries = answer.putArray("consumed");
        for (Watermark entry : consumed) {
          entries.addObject().put("block", entry.block()).put("sender", entry.para().value());
        }
        yield answer;
      }
      case IngressVerdict.Invalid(ProofFault fault, Optional<ParaId> sender) ->
          Json.object()
              .put("verdict", "invalid")
              .put("step", fault.step().name())
              .put(
                  "detail",
                  sender.map(para -> "channel from " + para + ": ").orElse("") + fault.sentence());
    };
  }
}
