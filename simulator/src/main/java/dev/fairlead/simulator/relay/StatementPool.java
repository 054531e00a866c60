package dev.fairlead.simulator.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.ValidatorSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What validators have said and authors may use. Kept while a block of any fork may need it: a
 * candidate until its relay parent is too old for every block after the final one.
 */
final class StatementPool {
  private final SequencedMap<Hash32, Said> said = new LinkedHashMap<>();

  private static final class Said {
    final Candidate candidate;
    final SortedSet<Integer> valid = new TreeSet<>();
    final SortedSet<Integer> available = new TreeSet<>();

    Said(Candidate candidate) {
      this.candidate = candidate;
    }
  }

  void valid(Hash32 hash, Candidate candidate, int validator) {
    said.computeIfAbsent(hash, _ -> new Said(candidate)).valid.add(validator);
  }

  void available(Hash32 hash, Candidate candidate, int validator) {
    said.computeIfAbsent(hash, _ -> new Said(candidate)).available.add(validator);
  }

  int size() {
    return said.size();
  }

  /** Candidates that fit on a state, in the order in which they came; one per para. */
  List<RelayBlock.Backed> backed(RelayState parent) {
    Map<Object, RelayBlock.Backed> chosen = new LinkedHashMap<>();
    for (Said one : said.values()) {
      if (!chosen.containsKey(one.candidate.para()) && fits(parent, one)) {
        chosen.put(one.candidate.para(), new RelayBlock.Backed(one.candidate, one.valid));
      }
    }
    return List.copyOf(chosen.values());
  }

  private static boolean fits(RelayState parent, Said one) {
    Candidate candidate = one.candidate;
    Optional<ParaRecord> para = parent.para(candidate.para());
    if (para.isEmpty() || candidate.session() != parent.session().index()) {
      return false;
    }
    List<InFlight> ancestors = parent.inFlight(candidate.para());
    Hash32 head = ancestors.isEmpty() ? para.get().head() : ancestors.getLast().candidate().head();
    int group = parent.groupOf(candidate.para(), parent.number() + 1);
    long signers =
        parent.session().members(group).stream()
            .filter(member -> one.valid.contains(member))
            .count();
    return candidate.parentHead().equals(head)
        && ancestors.size() < parent.settings().candidates().inFlightMax()
        && signers >= parent.session().backingThreshold(group)
        && parent.relayParents().stream()
            .anyMatch(allowed -> allowed.ref().hash().equals(candidate.relayParent()));
  }

  /** Who newly says to hold the chunks of what is in flight. */
  SortedMap<Hash32, SortedSet<Integer>> available(RelayState parent, boolean isAssumed) {
    SortedMap<Hash32, SortedSet<Integer>> news = new TreeMap<>();
    ValidatorSet all = ValidatorSet.all(parent.session().validators().size());
    for (var para : parent.paras()) {
      for (InFlight one : parent.inFlight(para)) {
        ValidatorSet signed = isAssumed ? all : available(said.get(one.hash()));
        signed = signed.without(one.available());
        if (!signed.isEmpty()) {
          news.put(one.hash(), signed);
        }
      }
    }
    return news;
  }

  private static ValidatorSet available(@Nullable Said about) {
    return about == null ? ValidatorSet.EMPTY : ValidatorSet.copyOf(about.available);
  }

  void forgetBefore(long relayParent) {
    said.values().removeIf(one -> one.candidate.commitments().relayParentNumber() < relayParent);
  }
}
