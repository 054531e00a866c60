package dev.fairlead.xcmp.peer;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which responses answer a request. A response that decodes and does not fit its request is the
 * answering peer's fault, like one that does not decode.
 */
public final class AnswerRule {
  private AnswerRule() {}

  /** Whether the response keeps to what was asked; a refusal always does. */
  public static boolean fits(PeerRequest request, PeerResponse response) {
    if (response instanceof PeerResponse.Refusal) {
      return true;
    }
    return switch (request) {
      case PeerRequest.Fetch fetch ->
          response instanceof PeerResponse.Fetched fetched && fits(fetch, fetched);
      case PeerRequest.Push push ->
          response instanceof PeerResponse.Pushed pushed && fits(push, pushed);
      case PeerRequest.Queue queue ->
          response instanceof PeerResponse.Listed(List<PeerResponse.Waiting> entries)
              && entries.size() <= queue.max()
              && entries.stream().allMatch(one -> one.id().recipient().equals(queue.recipient()));
      case PeerRequest.Probe probe ->
          response instanceof PeerResponse.Probed probed
              && probed.macs().size() == probe.entries().size();
      case PeerRequest.Handover handover ->
          response instanceof PeerResponse.HandedOver handed
              && handed.pending().stream()
                  .allMatch(one -> one.id().recipient().equals(handover.recipient()));
      case PeerRequest.Submit _ -> response instanceof PeerResponse.Taken;
      case PeerRequest.FetchPov _ -> response instanceof PeerResponse.PovFound;
      case PeerRequest.PushChunk _ -> response instanceof PeerResponse.Taken;
      case PeerRequest.FetchChunk fetch ->
          response instanceof PeerResponse.ChunkFound found
              && found.chunk().index() == fetch.index();
    };
  }

  private static boolean fits(PeerRequest.Fetch fetch, PeerResponse.Fetched fetched) {
    long bytes = fetched.items().stream().mapToLong(item -> item.body().size()).sum();
    boolean isBodies = fetch.want() == PeerRequest.Want.BODIES;
    return fetched.anchor().equals(fetch.anchor())
        && fetched.items().size() <= fetch.itemsMax()
        && bytes <= (isBodies ? fetch.bytesMax() : 0)
        && fetched.items().stream().allMatch(item -> isAskedFor(fetch, item.id()));
  }

  private static boolean isAskedFor(PeerRequest.Fetch fetch, EntryId id) {
    return id.recipient().equals(fetch.recipient())
        && fetch.senders().map(senders -> senders.contains(id.sender())).orElse(true)
        && (id.isPipelined() || id.block() >= fetch.from().block());
  }

  private static boolean fits(PeerRequest.Push push, PeerResponse.Pushed pushed) {
    Stream<Integer> positions =
        Stream.of(
                pushed.accepted().stream(),
                pushed.duplicate().stream(),
                pushed.rejected().stream().map(PeerResponse.Rejected::position))
            .flatMap(one -> one);
    int answered = pushed.accepted().size() + pushed.duplicate().size() + pushed.rejected().size();
    return answered == push.items().size()
        && positions.allMatch(position -> position < push.items().size());
  }
}
