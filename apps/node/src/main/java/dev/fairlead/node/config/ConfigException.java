package dev.fairlead.node.config;

/** A configuration that cannot be used; the message is one line with place, key and remedy. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Made with the whole line. */
  public ConfigException(String line) {
    super(line);
  }

  /** The same with the error that lies behind it. */
  public ConfigException(String line, Throwable cause) {
    super(line, cause);
  }
}
