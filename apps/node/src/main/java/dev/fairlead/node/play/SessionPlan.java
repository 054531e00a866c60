package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Who validates in a session: groups of neighbours, as equal as may be; a core for every chain.
 *
 * @param validators how many
 * @param groups how many
 * @param cores of paras that shall have a certain one; other chains take the lowest free ones
 */
record SessionPlan(int validators, int groups, SortedMap<ParaId, Integer> cores) {
  /** Six validators in two groups. */
  static final SessionPlan STANDARD = new SessionPlan(6, 2, new TreeMap<>());

  SessionPlan {
    cores = Collections.unmodifiableSortedMap(new TreeMap<>(cores));
  }

  /** This plan with what a script says in place of it. */
  SessionPlan with(ScriptCommand.Session wish) {
    return new SessionPlan(
        wish.validators().orElse(validators),
        wish.groups().orElse(groups),
        wish.cores().isEmpty() ? cores : wish.cores());
  }

  /** The session for these chains. */
  RelayBlock.NextSession session(SortedSet<ParaId> chains) {
    List<Validator> all = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      all.add(new Validator(Names.hashOf("validator " + i), Bytes.EMPTY, List.of()));
    }
    List<List<Integer>> members = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      List<Integer> one = new ArrayList<>();
      for (int i = group * validators / groups; i < (group + 1) * validators / groups; i++) {
        one.add(i);
      }
      members.add(one);
    }
    return new RelayBlock.NextSession(all, members, allCores(chains), Hash32.ZERO);
  }

  private SortedMap<ParaId, Integer> allCores(SortedSet<ParaId> chains) {
    SortedMap<ParaId, Integer> all = new TreeMap<>(cores);
    Set<Integer> taken = new HashSet<>(cores.values());
    int free = 0;
    for (ParaId chain : chains) {
      if (!all.containsKey(chain)) {
        while (!taken.add(free)) {
          free++;
        }
        all.put(chain, free);
      }
    }
    return all;
  }
}
