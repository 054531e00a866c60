package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R1 to R7 over every module. Known violations stand in the rules, with their reasons. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
          .importPackages("dev.fairlead");

  static Stream<ArchRule> rules() {
    ClassLoader loader = ArchitectureTest.class.getClassLoader();
    return Stream.of(
            ModuleRules.r1Arrows(),
            Stream.of(CoreRules.r2UsesPureTypesOnly(), CoreRules.r2MakesNoImpureCall()),
            ModuleRules.r3NoCyclesInside(),
            Stream.of(ModuleRules.r4OnlyDoorsLeadOutside()),
            Stream.of(CoreRules.r5IsClosed(loader), CoreRules.r5ValuesAreImmutable()),
            Stream.of(CoreRules.r6RecordsCompareByValue(), CoreRules.r6CoreRecordsHoldNoText()),
            Stream.of(CoreRules.r7MachinesAreMachines(), CoreRules.r7NamesSayWhat()))
        .flatMap(rules -> rules);
  }

  @Test
  void seesEveryModule() {
    Stream.of("kernel", "opstack", "xcmp", "storage", "jsonrpc", "node")
        .forEach(m -> assertThat(MAIN).anyMatch(c -> c.getName().startsWith("dev.fairlead." + m)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyModuleKeepsTheRule(ArchRule rule) {
    EvaluationResult result = rule.evaluate(MAIN);

    assertThat(result.getFailureReport().getDetails()).as(rule.getDescription()).isEmpty();
  }
}
