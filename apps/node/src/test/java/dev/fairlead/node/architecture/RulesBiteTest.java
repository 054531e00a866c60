package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule is seen failing on a small bad sample, and passing on its good neighbour. */
class RulesBiteTest {
  @TempDir private Path folder;

  @Test
  void r1_adapterThatUsesAnotherAdapter_andCoreThatUsesAnApp() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.storage; "
                + "public class Uses { Object o = dev.fairlead.jsonrpc.RpcLimits.class; }",
            "package dev.fairlead.kernel; class Up { Object o = dev.fairlead.node.Main.class; }",
            "package dev.fairlead.opstack; "
                + "class Side { Object o = dev.fairlead.xcmp.Thing.class; }",
            "package dev.fairlead.xcmp; public class Thing { }",
            "package dev.fairlead.storage; "
                + "class Fine { Object o = dev.fairlead.kernel.bytes.Hash32.class; }");

    List<String> failures =
        ModuleRules.r1Arrows().flatMap(rule -> failures(rule, sample).stream()).toList();

    assertThat(failures).hasSize(3);
    assertThat(String.join("\n", failures)).contains("Uses", "Up", "Side").doesNotContain("Fine");
  }

  @Test
  void r2_clockThreadLoggerFileAndUnseededRandom() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.kernel; class A { long now() { return System.nanoTime(); } }",
            "package dev.fairlead.kernel; class B { Object t = Thread.currentThread(); }",
            "package dev.fairlead.opstack; class C { Object l = System.getLogger(\"x\"); }",
            "package dev.fairlead.opstack; class D { Object f = java.nio.file.Path.of(\"x\"); }",
            "package dev.fairlead.kernel; class E { Object r = new java.util.Random(); }",
            "package dev.fairlead.kernel; class F { Object i = java.time.Instant.now(); }",
            "package dev.fairlead.kernel; "
                + "class G { Object c = new java.util.concurrent.locks.ReentrantLock(); }",
            "package dev.fairlead.kernel; class Ok { Object r = new java.util.Random(7); }");

    String types = String.join("\n", failures(CoreRules.r2UsesPureTypesOnly(), sample));
    String calls = String.join("\n", failures(CoreRules.r2MakesNoImpureCall(), sample));

    assertThat(types).contains("kernel.B", "opstack.D", "kernel.G");
    assertThat(calls).contains("kernel.A", "opstack.C", "kernel.E", "kernel.F");
    assertThat(types + calls).doesNotContain("kernel.Ok");
  }

  @Test
  void r3_packagesThatUseEachOther() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.kernel.a; public class A { public dev.fairlead.kernel.b.B b; }",
            "package dev.fairlead.kernel.b; public class B { public dev.fairlead.kernel.a.A a; }");

    assertThat(ModuleRules.r3NoCyclesInside().flatMap(rule -> failures(rule, sample).stream()))
        .singleElement()
        .asString()
        .contains("Cycle");
  }

  @Test
  void r4_classThatOpensFilesOrSocketsThoughItIsNoDoor() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.storage; class Sly { Object f = new java.io.File(\"x\"); }",
            "package dev.fairlead.jsonrpc; class Sneaky { Object s = new java.net.Socket(); }",
            "package dev.fairlead.storage; class FileDisk { Object f = new java.io.File(\"x\"); }");

    String failures = String.join("\n", failures(ModuleRules.r4OnlyDoorsLeadOutside(), sample));

    assertThat(failures).contains("Sly", "Sneaky").doesNotContain("FileDisk");
  }

  @Test
  void r5_openClassAndMutableValue() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.kernel; class Open { }",
            "package dev.fairlead.kernel; interface Anyone { }",
            "package dev.fairlead.kernel; "
                + "sealed interface Kind { record One() implements Kind { } }",
            "package dev.fairlead.opstack.message; final class Value { int changes; }");

    try (URLClassLoader loader = sample.loader()) {
      String closed = String.join("\n", failures(CoreRules.r5IsClosed(loader), sample));
      assertThat(closed).contains("kernel.Open", "kernel.Anyone").doesNotContain("Kind", "Value");
    }
    assertThat(failures(CoreRules.r5ValuesAreImmutable(), sample))
        .singleElement()
        .asString()
        .contains("Value.changes");
  }

  @Test
  void r6_recordWithArrayOrText() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.storage; record Raw(byte[] bytes) { }",
            "package dev.fairlead.kernel; "
                + "record Named(String name) { static final String X = \"\"; }",
            "package dev.fairlead.node; record Free(String name) { }");

    assertThat(failures(CoreRules.r6RecordsCompareByValue(), sample))
        .singleElement()
        .asString()
        .contains("Raw");
    assertThat(failures(CoreRules.r6CoreRecordsHoldNoText(), sample))
        .singleElement()
        .asString()
        .contains("Named.name");
  }

  @Test
  void r7_machineThatIsNone_andNamesThatSayNothing() throws IOException {
    Sample sample =
        Sample.compile(
            folder,
            "package dev.fairlead.kernel; final class CoffeeMachine { }",
            "package dev.fairlead.node; class HexUtil { }",
            "package dev.fairlead.node; class ChainManager { }",
            "package dev.fairlead.node; class Utility { }");

    assertThat(failures(CoreRules.r7MachinesAreMachines(), sample))
        .singleElement()
        .asString()
        .contains("Coffee");
    assertThat(String.join("\n", failures(CoreRules.r7NamesSayWhat(), sample)))
        .contains("HexUtil", "ChainManager")
        .doesNotContain("Utility");
  }

  private static List<String> failures(ArchRule rule, Sample sample) {
    return rule.evaluate(sample.classes()).getFailureReport().getDetails();
  }
}
