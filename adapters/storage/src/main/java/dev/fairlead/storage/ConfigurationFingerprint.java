package dev.fairlead.storage;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The part of a configuration that stored data depends on. Data written under one fingerprint must
 * not be read under another: its verdicts would no longer be those of the rules. What only concerns
 * the process (ports, endpoints, limits) does not belong here.
 *
 * @param facts name and value of each, as a person would write them, without line breaks
 */
public record ConfigurationFingerprint(SortedMap<String, String> facts) {
  /** No facts: for directories whose data does not depend on any configuration. */
  public static final ConfigurationFingerprint NONE =
      new ConfigurationFingerprint(Collections.emptySortedMap());

  /** Copies the facts and refuses names and values that do not fit on a line. */
  public ConfigurationFingerprint {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    facts.forEach((name, value) -> {
      if (!name.matches("[^\\s=][^=\\n\\r]*") || value.matches("(?s).*[\\n\\r].*")) {
        throw new IllegalArgumentException("not a fact: " + name);
      }
    });
  }

  /** Members of a dependency set, whom each accepts, and the expiry window. */
  public static ConfigurationFingerprint of(DependencySet set) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (ChainId chain : set.members()) {
      String sources =
          set.sources(chain).stream().map(ChainId::toString).collect(Collectors.joining(" "));
      facts.put("chain " + chain + " accepts", sources);
    }
    facts.put("expiry window seconds", Long.toString(set.expiryWindow().seconds()));
    return new ConfigurationFingerprint(facts);
  }

  /** These facts and one more. */
  public ConfigurationFingerprint with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(facts);
    more.put(name, value);
    return new ConfigurationFingerprint(more);
  }

  /** One line per fact in which this and another differ. */
  List<String> differences(ConfigurationFingerprint now) {
    SortedSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(now.facts.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = facts.getOrDefault(name, "nothing");
      String after = now.facts.getOrDefault(name, "nothing");
      if (!before.equals(after)) {
        differences.add(name + ": " + before + " there, " + after + " configured");
      }
    }
    return differences;
  }
}
