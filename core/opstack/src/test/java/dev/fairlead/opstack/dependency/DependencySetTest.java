package dev.fairlead.opstack.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DependencySetTest {
  @Test
  void meshAcceptsAllMembersAndNobodyElse() {
    DependencySet set = DependencySet.mesh(chains(901, 902), ExpiryWindow.STANDARD);

    assertThat(set.accepts(chain(901), chain(902))).isTrue();
    assertThat(set.accepts(chain(901), chain(901))).isTrue();
    assertThat(set.accepts(chain(901), chain(903))).isFalse();
    assertThat(set.accepts(chain(903), chain(901))).isFalse();
    assertThat(set.accepts(chain(903), chain(903))).isFalse();
  }

  @Test
  void directionCounts() throws DecodingException {
    DependencySet set = directed(Map.of(901L, List.of(902L), 902L, List.of()));

    assertThat(set.accepts(chain(901), chain(902))).isTrue();
    assertThat(set.accepts(chain(902), chain(901))).isFalse();
  }

  @Test
  void memberAcceptsItselfWithoutSayingSo() throws DecodingException {
    DependencySet set = directed(Map.of(901L, List.of(902L), 902L, List.of()));

    assertThat(set.accepts(chain(901), chain(901))).isTrue();
    assertThat(set.accepts(chain(902), chain(902))).isTrue();
  }

  @Test
  void refusesASourceOutsideTheSet() {
    assertThatThrownBy(() -> directed(Map.of(901L, List.of(999L))))
        .isInstanceOf(DecodingException.class)
        .hasMessage("chain 901 accepts 999, which is not in the set");
  }

  @Test
  void transitiveSetFollowsTheDirection() throws DecodingException {
    DependencySet set =
        directed(Map.of(1L, List.of(2L), 2L, List.of(3L), 3L, List.of(), 4L, List.of(1L)));

    assertThat(set.transitive(chain(1))).isEqualTo(chains(1, 2, 3));
    assertThat(set.transitive(chain(3))).isEqualTo(chains(3));
    assertThat(set.transitive(chain(9))).isEmpty();
  }

  @Test
  void componentsIgnoreTheDirection() throws DecodingException {
    DependencySet set =
        directed(
            Map.of(
                1L, List.of(3L), 2L, List.of(3L), 3L, List.of(), 4L, List.of(5L), 5L, List.of()));

    assertThat(set.components()).containsExactly(chains(1, 2, 3), chains(4, 5));
  }

  @Test
  void routeIsShortestThenSmallest() throws DecodingException {
    DependencySet set =
        directed(
            Map.of(
                1L, List.of(),
                2L, List.of(1L),
                3L, List.of(1L),
                10L, List.of(2L, 3L),
                11L, List.of(10L)));

    assertThat(set.route(chain(1), chain(11)))
        .containsExactly(chain(1), chain(2), chain(10), chain(11));
    assertThat(set.route(chain(1), chain(1))).containsExactly(chain(1));
    assertThat(set.route(chain(11), chain(1))).isEmpty();
    assertThat(set.route(chain(1), chain(99))).isEmpty();
  }

  @Test
  void explainsAnUnfollowedTransitiveDependency() throws DecodingException {
    DependencySet set =
        directed(Map.of(1L, List.of(2L), 2L, List.of(3L), 3L, List.of(), 4L, List.of()));

    assertThat(set.unfollowedDependency(chains(1, 2)))
        .contains(List.of(chain(1), chain(2), chain(3)));
    assertThat(set.unfollowedDependency(chains(1))).contains(List.of(chain(1), chain(2)));
    assertThat(set.unfollowedDependency(chains(1, 2, 3))).isEmpty();
    assertThat(set.unfollowedDependency(chains(4))).isEmpty();
  }

  @Test
  void t12_windowMayBeShortenedNeverLengthened() throws DecodingException {
    assertThat(ExpiryWindow.ofOverride(0)).isEqualTo(ExpiryWindow.STANDARD);
    assertThat(ExpiryWindow.ofOverride(10).seconds()).isEqualTo(10);
    assertThat(ExpiryWindow.ofOverride(604_800)).isEqualTo(ExpiryWindow.STANDARD);
    assertThatThrownBy(() -> ExpiryWindow.ofOverride(604_801))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> ExpiryWindow.ofOverride(-1)).isInstanceOf(DecodingException.class);
  }

  @Test
  void windowHoldsUpToItsLastSecondIncludingTheTimeout() {
    ExpiryWindow window = new ExpiryWindow(10);

    assertThat(window.covers(10, 0)).isTrue();
    assertThat(window.covers(11, 0)).isFalse();
    assertThat(window.covers(4, 6)).isTrue();
    assertThat(window.covers(4, 7)).isFalse();
    assertThat(window.covers(-1, 0)).isFalse();
    assertThat(window.covers(0, -1)).isFalse();
  }

  @Test
  void firstMessageIsOneBlockAfterActivation() {
    ChainRules rules = new ChainRules(new Activation.At(1000), 2);

    assertThat(rules.allowsMessagesAt(1001)).isFalse();
    assertThat(rules.allowsMessagesAt(1002)).isTrue();
    assertThat(rules.allowsMessagesAt(-1)).isTrue();
  }

  @Test
  void noMessageWhereActivationIsMissingOrBeyondTheEndOfTime() {
    assertThat(ChainRules.INACTIVE.allowsMessagesAt(-1)).isFalse();
    assertThat(new ChainRules(new Activation.At(-1), 2).allowsMessagesAt(-1)).isFalse();
    assertThat(new ChainRules(new Activation.At(-3), 2).allowsMessagesAt(-1)).isTrue();
  }

  private static DependencySet directed(Map<Long, List<Long>> accepts) throws DecodingException {
    Map<ChainId, List<ChainId>> typed =
        accepts.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    entry -> chain(entry.getKey()),
                    entry -> entry.getValue().stream().map(DependencySetTest::chain).toList()));
    return DependencySet.directed(typed, ExpiryWindow.STANDARD);
  }

  private static ChainId chain(long id) {
    return ChainId.of(id);
  }

  private static SortedSet<ChainId> chains(long... ids) {
    return new TreeSet<>(Arrays.stream(ids).mapToObj(ChainId::of).toList());
  }
}
