package dev.fairlead.xcmp.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exhaustive search in small scopes: two senders, one recipient, one closing channel, one fork; the
 * real transition, the real collators and the real check. {@code -Dfairlead.search=deep} goes
 * further, for minutes.
 */
final class ExhaustiveSearchTest {
  private static final boolean IS_DEEP = "deep".equals(System.getProperty("fairlead.search"));

  static List<Scope> scopes() {
    return IS_DEEP ? Scope.DEEP : Scope.STANDARD;
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void everyReachableState_keepsEveryProperty(Scope scope) {
    Paras paras = new Paras(new TokenLedger(), UnaryOperator.identity());

    Search.Result result =
        new Search(scope, EnumSet.allOf(Property.class), RelayTransition::apply, paras).run();

    System.out.println("ExhaustiveSearchTest " + scope + ": " + result);
    assertThat(result.violation()).isEmpty();
    assertThat(result.states()).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void seededFault_isFoundByItsProperty(Fault fault) {
    Set<Property> properties = EnumSet.of(fault.broken());

    Search.Result result =
        new Search(fault.scope(), properties, fault.relay(), fault.paras()).run();

    assertThat(result.violation()).map(Violation::property).contains(fault.broken());
  }

  @Test
  void everyProperty_hasASeededFault() {
    Set<Property> broken = EnumSet.noneOf(Property.class);
    for (Fault fault : Fault.values()) {
      broken.add(fault.broken());
    }

    assertThat(broken).isEqualTo(EnumSet.allOf(Property.class));
  }

  @Test
  void violation_isReachedInTheFewestMoves() {
    Fault fault = Fault.MINTED_TWICE;

    Search.Result result =
        new Search(fault.scope(), EnumSet.of(fault.broken()), fault.relay(), fault.paras()).run();

    assertThat(result.violation().orElseThrow().trail())
        .isEqualTo(
            "104 block: available []; 2000 on 103 receives [1000#1@103]\n"
                + "105 block: available [2000]");
  }
}
