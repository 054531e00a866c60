package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.BodyPost;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the next relay block of a script will hold. */
final class PreparedBlock {
  private final List<RelayBlock.Backed> candidates = new ArrayList<>();
  private final List<RelayCall> calls = new ArrayList<>();
  private final List<BodyPost> posts = new ArrayList<>();
  private final SortedMap<Hash32, SortedSet<Integer>> votes = new TreeMap<>();
  private boolean isSessionEnding;

  void add(RelayBlock.Backed candidate) {
    candidates.add(candidate);
  }

  void add(RelayCall call) {
    calls.add(call);
  }

  void add(BodyPost post) {
    posts.add(post);
  }

  void addVotes(Hash32 candidate, SortedSet<Integer> voters) {
    votes.put(candidate, voters);
  }

  void endSession() {
    isSessionEnding = true;
  }

  boolean isSessionEnding() {
    return isSessionEnding;
  }

  /** The limits of a channel that a call in here asks for. */
  Optional<RelayCall.InitOpen> request(ParaId sender, ParaId recipient) {
    return calls.stream()
        .filter(RelayCall.InitOpen.class::isInstance)
        .map(RelayCall.InitOpen.class::cast)
        .filter(open -> open.origin().equals(sender) && open.recipient().equals(recipient))
        .findFirst();
  }

  /** The block, when the rest of it is known. */
  RelayBlock seal(
      BlockRef ref,
      Hash32 parent,
      SortedMap<Hash32, SortedSet<Integer>> available,
      Optional<RelayBlock.NextSession> nextSession) {
    return new RelayBlock(ref, parent, available, candidates, calls, posts, votes, nextSession);
  }
}
