package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The methods of one server by name; unknown names get {@link RpcError#METHOD_NOT_FOUND}. */
public final class RpcMethods implements RpcHandler {
  private final List<RpcMethod> methods;
  private final Map<String, RpcMethod> byName = new LinkedHashMap<>();

  /** Registers all methods under all their names; a name given twice is a bug. */
  public RpcMethods(List<RpcMethod> methods) {
    this.methods = List.copyOf(methods);
    for (RpcMethod method : methods) {
      register(method.spec().name(), method);
      method.spec().aliases().forEach(alias -> register(alias, method));
    }
  }

  @Override
  public RpcReply handle(RpcRequest request, RpcSession session) throws DecodingException {
    RpcMethod method = byName.get(request.method());
    if (method == null) {
      return RpcReply.failure(
          RpcError.METHOD_NOT_FOUND, "no method " + Json.excerpt(request.method()));
    }
    return method.call(request.params().named(method.spec().parameters()), session);
  }

  /** The method table of the documentation, in Markdown. */
  public String markdownTable() {
    StringBuilder table = new StringBuilder();
    table.append("| Method | Does | Parameters | Result | Errors |\n");
    table.append("|---|---|---|---|---|\n");
    for (RpcMethod method : methods) {
      RpcMethodSpec spec = method.spec();
      table.append("| `").append(spec.name()).append('`');
      spec.aliases().forEach(alias -> table.append(", `").append(alias).append('`'));
      table.append(" | ").append(spec.summary());
      table.append(" | ").append(parameters(spec));
      table.append(" | ").append(spec.result());
      table.append(" | ").append(errors(spec)).append(" |\n");
    }
    return table.toString();
  }

  private static String parameters(RpcMethodSpec spec) {
    return spec.parameters().stream()
        .map(p -> "`" + p.name() + "` " + p.type() + (p.isRequired() ? "" : " (optional)"))
        .collect(Collectors.joining("; "));
  }

  private static String errors(RpcMethodSpec spec) {
    return spec.errors().stream()
        .map(error -> error.code() + " " + error.meaning())
        .collect(Collectors.joining("; "));
  }

  private void register(String name, RpcMethod method) {
    if (byName.put(name, method) != null) {
      throw new IllegalArgumentException("method registered twice: " + name);
    }
  }
}
