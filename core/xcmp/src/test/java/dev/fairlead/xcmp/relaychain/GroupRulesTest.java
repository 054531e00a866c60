package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static dev.fairlead.xcmp.relaychain.RelayBed.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.NaiveTree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sessions and groups as relay state keeps them: AM19, N-G4 and the rotation of section 5.5. */
final class GroupRulesTest {
  private static final int ROTATION = 10;

  private final RelayBed bed = RelayBed.standard();

  @Test
  void am19_groups_moveOnByOneCorePerRotationPeriod() {
    assertThat(bed.state.groupOf(A, 1)).isZero();
    assertThat(bed.state.groupOf(A, ROTATION)).isZero();
    assertThat(bed.state.groupOf(A, ROTATION + 1)).isEqualTo(1);
    assertThat(bed.state.groupOf(B, ROTATION + 1)).isZero();
    assertThat(bed.state.groupOf(A, 2 * ROTATION + 1)).isZero();
  }

  @Test
  void am19_rotation_countsFromTheFirstBlockOfTheSession() {
    bed.mine(6);
    bed.session();
    long start = bed.state.number() + 1;

    assertThat(bed.state.groupOf(A, start + ROTATION - 1)).isZero();
    assertThat(bed.state.groupOf(A, start + ROTATION)).isEqualTo(1);
  }

  @Test
  void am19_group_isThatOfTheBlockThatBacks() {
    bed.mine(ROTATION - 1);
    Candidate candidate = bed.candidate(A).build();
    assertThat(bed.judge(candidate, RelayBed.validators(3))).isEmpty();
    bed.mine(1);

    assertThat(bed.judge(candidate, RelayBed.validators(3)))
        .contains(new CandidateFault.TooFewSigners(1, 2, 0));
    bed.mine(content -> content.back(candidate));
    assertThat(bed.state.inFlight(A).getFirst().group()).isEqualTo(1);
  }

  @Test
  void am19_coresMayShareAGroup() {
    assertThat(bed.state.groupOf(A, 1)).isEqualTo(bed.state.groupOf(P, 1));
    assertThat(bed.state.session().core(T)).isEmpty();
  }

  @Test
  void am19_nG4_paraWithoutACore_hasAHashedGroup_constantForTheSession() {
    for (int number = 1; number < 60; number++) {
      ParaId para = new ParaId(number);
      RelaySession session = RelayBed.nextSession().begin(number % 7, 1);
      BigInteger hash =
          new BigInteger(
              1,
              NaiveTree.hash(
                      "xcmp-rv".getBytes(StandardCharsets.US_ASCII),
                      NaiveTree.u32(number % 7),
                      NaiveTree.u32(number))
                  .toByteArray());

      int group = hash.mod(BigInteger.TWO).intValue();
      assertThat(session.groupOf(para, 1, ROTATION)).isEqualTo(group);
      assertThat(session.groupOf(para, 1 + 3 * ROTATION, ROTATION)).isEqualTo(group);
    }
  }

  @Test
  void am19_threads_areBackedByTheirHashedGroup() {
    int group = bed.state.groupOf(T, 1);
    List<Integer> members = bed.state.session().members(group);
    Candidate candidate = bed.candidate(T).build();

    assertThat(bed.judge(candidate, new TreeSet<>(members))).isEmpty();
    List<Integer> others = bed.state.session().members(1 - group);
    assertThat(bed.judge(candidate, new TreeSet<>(others)))
        .contains(new CandidateFault.TooFewSigners(group, 2, 0));
  }

  @Test
  void am19_thread_keepsItsHashedGroup_evenIfTheSessionNamesACoreForIt() {
    RelayBlock.NextSession next = RelayBed.nextSession();
    int hashed = next.begin(1, 2).hashedGroup(T);
    RelayBlock.NextSession withCore =
        new RelayBlock.NextSession(
            next.validators(), next.groups(), new TreeMap<>(Map.of(T, 1 - hashed)), next.seed());

    bed.mine(content -> content.nextSession = Optional.of(withCore));

    assertThat(bed.state.groupOf(T, 2)).isEqualTo(hashed);
    List<Integer> members = bed.state.session().members(hashed);
    assertThat(bed.judge(bed.candidate(T).build(), new TreeSet<>(members))).isEmpty();
  }

  @Test
  void am19_session_isKeptFor25Hours_afterItsEnd() {
    RelaySession first = bed.state.session();
    bed.session();
    RelaySession second = bed.state.session();
    bed.mine(15_000 - 1);
    bed.session();
    assertThat(bed.state.session(0)).contains(first);
    assertThat(bed.state.session(1)).contains(second);

    bed.session();

    assertThat(bed.state.session(0)).isEmpty();
    assertThat(bed.state.session(1)).contains(second);
    assertThat(bed.state.session(2).map(RelaySession::index)).contains(2L);
    assertThat(bed.state.session(3)).contains(bed.state.session());
  }

  @Test
  void am19_session_keepsKeysPeersAddressesGroupsCoresAndSeed() {
    Validator validator =
        new Validator(RelayBed.hash(4), RelayBed.body(3), List.of(RelayBed.body(5)));
    RelayBlock.NextSession next =
        new RelayBlock.NextSession(
            List.of(validator), List.of(List.of(0)), new TreeMap<>(Map.of(A, 7)), RelayBed.hash(9));

    bed.mine(content -> content.nextSession = Optional.of(next));

    assertThat(bed.state.session(1))
        .contains(
            new RelaySession(
                1,
                2,
                List.of(validator),
                List.of(List.of(0)),
                new TreeMap<>(Map.of(A, 7)),
                RelayBed.hash(9)));
    assertThat(bed.state.session().groupOf(A, 2, ROTATION)).isZero();
  }

  @Test
  void am5_supermajority_isMoreThanTwoThirds() {
    int[] needed = new int[8];
    for (int count = 1; count < needed.length; count++) {
      Validator validator = new Validator(Hash32.ZERO, Bytes.EMPTY, List.of());
      needed[count] =
          new RelayBlock.NextSession(
                  Collections.nCopies(count, validator),
                  List.of(List.of(0)),
                  new TreeMap<>(),
                  Hash32.ZERO)
              .begin(0, 1)
              .supermajority();
    }

    assertThat(needed).containsExactly(0, 1, 2, 3, 3, 4, 5, 5);
  }

  @Test
  void session_withoutGroupsOrWithUnknownMembersOrCores_isACallersBug() {
    List<List<List<Integer>>> bad =
        List.of(List.of(), List.of(List.of()), List.of(List.of(6)), List.of(List.of(-1)));
    for (List<List<Integer>> groups : bad) {
      assertThatThrownBy(() -> session(groups, 0)).isInstanceOf(RuntimeException.class);
    }
    assertThatThrownBy(() -> session(List.of(List.of(0)), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(session(List.of(List.of(0)), 0).members(0)).containsExactly(0);
  }

  private static RelaySession session(List<List<Integer>> groups, int core) {
    return new RelayBlock.NextSession(
            RelayBed.nextSession().validators(),
            groups,
            new TreeMap<>(Map.of(A, core)),
            Hash32.ZERO)
        .begin(0, 1);
  }
}
