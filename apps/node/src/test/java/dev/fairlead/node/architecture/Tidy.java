package dev.fairlead.node.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What is untidy in one source; line by line and, with the JDK's own parser, by method. */
final class Tidy {
  private static final int FILE_LINES_MAX = 500;
  private static final int LINE_LENGTH_MAX = 100;
  private static final int METHOD_LINES_MAX = 60;
  private static final Pattern DEBT =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
  // A line without a space cannot be broken: an import, or a long constant in a text block.
  private static final Pattern UNBREAKABLE = Pattern.compile("\\s*(import .*|\\S*)");

  /** Methods that may be longer, each with its reason. */
  private static final Map<String, String> LONG_METHODS =
      Map.of("Keccak256.java:permute", "one round unrolled, so that its 25 lanes stay in locals");

  private Tidy() {}

  /** The complaints about sources, given by name, each with its place. */
  static List<String> complaints(Map<String, String> sources) {
    List<String> found = new ArrayList<>();
    sources.forEach((name, text) -> found.addAll(lines(name, text)));
    found.addAll(longMethods(sources));
    return found;
  }

  private static List<String> lines(String name, String text) {
    List<String> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    if (lines.size() > FILE_LINES_MAX) {
      found.add(name + ": " + lines.size() + " lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = name + ":" + (i + 1) + ": ";
      if (line.indexOf('\t') >= 0) {
        found.add(place + "tab");
      }
      if (line.length() > LINE_LENGTH_MAX && !UNBREAKABLE.matcher(line).matches()) {
        found.add(place + line.length() + " columns");
      }
      if (DEBT.matcher(line).find()) {
        found.add(place + "debt without an issue number");
      }
    }
    return found;
  }

  private static List<String> longMethods(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(source(name, text)));
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<String> found = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new MethodLengths(unit, positions, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Adds a complaint for each method of one source that is too long. */
  private static final class MethodLengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      String file = unit.getSourceFile().getName().substring(1);
      long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
      long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
      long lines = last - first + 1;
      String key = file.substring(file.lastIndexOf('/') + 1) + ":" + method.getName();
      if (lines > METHOD_LINES_MAX && !LONG_METHODS.containsKey(key)) {
        found.add(file + ":" + first + ": method " + method.getName() + " has " + lines + " lines");
      }
      return super.visitMethod(method, null);
    }
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("mem:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
