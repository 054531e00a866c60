package dev.fairlead.node.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Rules on the modules in {@code core}: R2, R5, R6 and R7. */
final class CoreRules {
  static final String[] CORE = {
    "dev.fairlead.kernel..", "dev.fairlead.opstack..", "dev.fairlead.xcmp.."
  };

  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.util",
          "java.util.function",
          "java.util.random",
          "java.util.stream",
          "java.math",
          "java.time",
          "org.jspecify.annotations");

  /** Classes outside those packages that core may use, each with its reason. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "java.security.MessageDigest", "named by R2: pure function of its input",
          "java.security.NoSuchAlgorithmException", "thrown by MessageDigest.getInstance",
          "java.nio.ByteOrder", "names the byte order of a VarHandle view of an array",
          "java.nio.charset.Charset", "type of the constants below",
          "java.nio.charset.StandardCharsets", "bytes of protocol strings");

  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.time.Clock",
          "java.util.Timer");

  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getLogger",
          "java.lang.System.exit",
          "java.lang.Math.random",
          "java.time.Instant.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.util.UUID.randomUUID",
          "java.util.Collections.shuffle");

  /** Interfaces of core that the outside implements, hence not sealed. */
  private static final Map<String, String> PORTS =
      Map.ofEntries(
          entry("dev.fairlead.kernel.machine.Machine", "implemented by every family"),
          entry("dev.fairlead.kernel.machine.Effects", "the owner's recorder"),
          entry("dev.fairlead.kernel.messagelog.MessageLog", "port to the store"),
          entry("dev.fairlead.kernel.messagelog.LogView", "what a store lets machines read"),
          entry("dev.fairlead.kernel.messagelog.LogViews", "the stores of several chains"),
          entry("dev.fairlead.opstack.access.AdmissionView", "the state that a check is made on"),
          entry("dev.fairlead.opstack.rules.SourceView", "the blocks that a message is judged on"),
          entry("dev.fairlead.opstack.relay.RelaySigner", "port to whoever holds keys"),
          entry("dev.fairlead.opstack.verifier.ChainAuthority", "port to whoever rewinds chains"),
          entry("dev.fairlead.opstack.verifier.VerifierRecords", "what that store holds, to read"),
          entry("dev.fairlead.opstack.verifier.VerifierStore", "port to the store of decisions"),
          entry("dev.fairlead.xcmp.para.ValidationFunction", "what a para computes"),
          entry("dev.fairlead.xcmp.scale.ScaleReader$Element", "reads a part, may throw"));

  private CoreRules() {}

  static ArchRule r2UsesPureTypesOnly() {
    DescribedPredicate<JavaClass> impure =
        describe(
            "types outside of what is pure",
            type -> {
              JavaClass base = type.getBaseComponentType();
              String name = base.getName();
              boolean listed =
                  PACKAGES.contains(base.getPackageName()) && !IMPURE_TYPES.contains(name);
              return !(base.isPrimitive()
                  || listed
                  || CLASSES.containsKey(name)
                  || base.getPackageName().startsWith("dev.fairlead."));
            });
    return noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(impure)
        .as("R2");
  }

  static ArchRule r2MakesNoImpureCall() {
    DescribedPredicate<JavaAccess<?>> impure =
        describe(
            "impure",
            access -> {
              String owner = access.getTargetOwner().getName();
              boolean unseeded =
                  owner.equals("java.util.Random")
                      && access instanceof JavaConstructorCall call
                      && call.getTarget().getRawParameterTypes().isEmpty();
              return unseeded || IMPURE_CALLS.contains(owner + "." + access.getName());
            });
    return noClasses().that().resideInAnyPackage(CORE).should().accessTargetWhere(impure).as("R2");
  }

  static ArchRule r5IsClosed(ClassLoader loader) {
    return classes()
        .that()
        .resideInAnyPackage(CORE)
        .should(
            check(
                "be a record, enum, final class, sealed type or listed port",
                type ->
                    type.isRecord()
                        || type.isEnum()
                        || type.isAnnotation()
                        || type.isAnonymousClass()
                        || type.getSimpleName().equals("package-info")
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || PORTS.containsKey(type.getName())
                        || type.getSimpleName().isEmpty()
                        || isSealed(type, loader)))
        .as("R5");
  }

  static ArchRule r5ValuesAreImmutable() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage("dev.fairlead..message..", "dev.fairlead..identity..")
        .and()
        .areDeclaredInClassesThat(
            describe(
                "are in core",
                type -> type.getPackageName().matches(".*\\.(kernel|opstack|xcmp)\\..*")))
        .should()
        .beFinal()
        .allowEmptyShould(true)
        .as("R5");
  }

  static ArchRule r6RecordsCompareByValue() {
    return fields()
        .that()
        .areDeclaredInClassesThat(describe("are records", JavaClass::isRecord))
        .and()
        .areNotStatic()
        .should()
        .notHaveRawType(describe("array", JavaClass::isArray))
        .allowEmptyShould(true)
        .as("R6");
  }

  static ArchRule r6CoreRecordsHoldNoText() {
    return fields()
        .that()
        .areDeclaredInClassesThat(describe("are records", JavaClass::isRecord))
        .and()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(CORE)
        .and()
        .areNotStatic()
        .should()
        .notHaveRawType(String.class)
        .allowEmptyShould(true)
        .as("R6");
  }

  static ArchRule r7MachinesAreMachines() {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Machine")
        .and()
        .doNotHaveFullyQualifiedName("dev.fairlead.kernel.machine.Machine")
        .should()
        .implement("dev.fairlead.kernel.machine.Machine")
        .andShould()
        .resideInAnyPackage(CORE)
        .allowEmptyShould(true)
        .as("R7");
  }

  static ArchRule r7NamesSayWhat() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Data|Info)")
        .as("R7");
  }

  private static boolean isSealed(JavaClass type, ClassLoader loader) {
    try {
      return Class.forName(type.getName(), false, loader).isSealed();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ArchCondition<JavaClass> check(
      String description, java.util.function.Predicate<JavaClass> holds) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String message =
            type.getName() + (holds.test(type) ? " does " : " does not ") + description;
        events.add(new SimpleConditionEvent(type, holds.test(type), message));
      }
    };
  }
}
