package dev.fairlead.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Small sources compiled on the spot, to see a rule fail. */
final class Sample {
  private final Path classes;

  private Sample(Path classes) {
    this.classes = classes;
  }

  /** Compiles sources, each beginning with its package, beside our own classes. */
  static Sample compile(Path folder, String... sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (int i = 0; i < sources.length; i++) {
      String name = sources[i].replaceAll("(?s).*?(?:class|record|interface|enum) (\\w+).*", "$1");
      Path file = Files.createDirectories(folder.resolve("s" + i)).resolve(name + ".java");
      arguments.add(Files.writeString(file, sources[i]).toString());
    }
    int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).as("compiling the sample").isZero();
    return new Sample(classes);
  }

  /** The compiled classes. */
  JavaClasses classes() {
    return new ClassFileImporter().importPath(classes);
  }

  /** A loader that finds them. */
  URLClassLoader loader() throws IOException {
    return new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }
}
