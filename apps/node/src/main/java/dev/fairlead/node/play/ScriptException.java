package dev.fairlead.node.play;

/** A script that cannot be played; says where and what was expected there. */
final class ScriptException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Lines and columns count from 1. */
  ScriptException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
  }

  ScriptException(String problem) {
    super(problem);
  }
}
