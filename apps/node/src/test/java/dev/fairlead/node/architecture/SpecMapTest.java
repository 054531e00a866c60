package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Every target of docs/spec-map.yml exists. */
class SpecMapTest {
  private static final SourceTree TREE = SourceTree.here();

  @Test
  void everyTargetExists() {
    SpecMap map = SpecMap.parse(SourceTree.text(TREE.root().resolve("docs/spec-map.yml")));

    assertThat(map.rows()).isNotEmpty();
    assertThat(map.missing(TREE)).isEmpty();
  }

  @Test
  void noticesMissingClassAndMember() {
    String absent = "noSuch" + "Test";
    SpecMap map =
        SpecMap.parse(
            """
            # comment

            - clause: a
              code: kernel.bytes.Hash32#of
              test: node.architecture.SpecMapTest#%s
            - clause: b
              code: kernel.bytes.Hash64
              test: node.architecture.SpecMapTest
            """
                .formatted(absent));

    assertThat(map.missing(TREE))
        .containsExactly(
            "line 3: no node.architecture.SpecMapTest#" + absent + " in test sources",
            "line 6: no kernel.bytes.Hash64 in main sources");
  }

  @Test
  void refusesRowsOfAnotherForm() {
    assertThatThrownBy(() -> SpecMap.parse("- clause: a\n  test: b\n"))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> SpecMap.parse("clause: a\n")).hasMessageContaining("line 1");
  }
}
