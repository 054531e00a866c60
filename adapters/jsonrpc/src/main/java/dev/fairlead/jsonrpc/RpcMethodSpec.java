package dev.fairlead.jsonrpc;

import java.util.List;

/**
 * Describes one method to callers.
 *
 * @param name full name with its namespace
 * @param aliases further names that mean the same method
 * @param summary one line
 * @param parameters in order; those that may be left out come last
 * @param result one line on the result
 * @param errors the codes of its own, beside the standard ones
 */
public record RpcMethodSpec(
    String name,
    List<String> aliases,
    String summary,
    List<Parameter> parameters,
    String result,
    List<ErrorCode> errors) {
  /** Copies the lists; a parameter that must be given cannot follow one that may be left out. */
  public RpcMethodSpec {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    errors = List.copyOf(errors);
    boolean isOptionalSeen = false;
    for (Parameter parameter : parameters) {
      if (isOptionalSeen && parameter.isRequired()) {
        throw new IllegalArgumentException(name + ": " + parameter.name() + " is out of order");
      }
      isOptionalSeen |= !parameter.isRequired();
    }
  }

  /** A method without aliases, parameters and error codes of its own. */
  public static RpcMethodSpec of(String name, String summary, String result) {
    return new RpcMethodSpec(name, List.of(), summary, List.of(), result, List.of());
  }

  /** The same with further names. */
  public RpcMethodSpec withAliases(String... names) {
    return new RpcMethodSpec(name, List.of(names), summary, parameters, result, errors);
  }

  /** The same with these parameters. */
  public RpcMethodSpec withParameters(Parameter... all) {
    return new RpcMethodSpec(name, aliases, summary, List.of(all), result, errors);
  }

  /** The same with these error codes. */
  public RpcMethodSpec withErrors(ErrorCode... all) {
    return new RpcMethodSpec(name, aliases, summary, parameters, result, List.of(all));
  }

  /**
   * One parameter.
   *
   * @param name for calls by name and for messages
   * @param type short description of the form, for example {@code hex quantity}
   * @param isRequired whether a call without it is refused
   */
  public record Parameter(String name, String type, boolean isRequired) {
    /** One that must be given. */
    public static Parameter required(String name, String type) {
      return new Parameter(name, type, true);
    }

    /** One that may be left out. */
    public static Parameter optional(String name, String type) {
      return new Parameter(name, type, false);
    }
  }

  /**
   * One error code of a method.
   *
   * @param code number in the answer
   * @param meaning when it is given
   */
  public record ErrorCode(int code, String meaning) {}
}
