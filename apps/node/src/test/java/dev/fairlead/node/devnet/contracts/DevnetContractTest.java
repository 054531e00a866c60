package dev.fairlead.node.devnet.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.devnet.Oracles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevnetContractTest {
  @TempDir private Path folder;

  @Test
  void shippedCodeIsWhatThePinnedCompilerMakesOfTheSources() throws Exception {
    Oracles.run(Path.of("src/main/solidity/compile.cjs"), folder.toString());

    for (DevnetContract contract : DevnetContract.values()) {
      assertThat(contract.code().toString())
          .as(contract.source())
          .isEqualTo(Files.readString(folder.resolve(contract.source() + ".hex")).strip());
    }
  }
}
