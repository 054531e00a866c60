package dev.fairlead.node.relayer.config;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.SmallFile;
import dev.fairlead.node.tx.Keystore;
import dev.fairlead.node.tx.KeystoreException;
import dev.fairlead.node.tx.PrivateKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the account's key comes from: an environment variable that the configuration names, or a
 * key file whose password comes from a file or an environment variable. No message shows a key or a
 * password.
 */
final class KeySource {
  private final String place;
  private final Optional<String> variable;
  private final Optional<Path> keystore;
  private final Optional<Path> passwordFile;
  private final Optional<String> passwordVariable;

  private KeySource(ConfigSection section) throws ConfigException {
    place = section.place();
    variable = section.string("environment").optional();
    keystore = section.path("keystore").optional();
    passwordFile = section.path("password-file").optional();
    passwordVariable = section.string("password-environment").optional();
  }

  static KeySource read(ConfigSection section) throws ConfigException {
    KeySource source = new KeySource(section);
    if (source.variable.isPresent() == source.keystore.isPresent()) {
      throw new ConfigException(source.place + ": set either environment or keystore");
    }
    boolean hasOnePassword = source.passwordFile.isPresent() != source.passwordVariable.isPresent();
    if (source.keystore.isPresent() && !hasOnePassword) {
      throw new ConfigException(
          source.place + ": a keystore needs either password-file or password-environment");
    }
    return source;
  }

  PrivateKey open(Map<String, String> environment) throws ConfigException {
    try {
      if (variable.isPresent()) {
        return PrivateKey.parse(value(environment, variable.get()).strip());
      }
      String password =
          passwordVariable.isPresent()
              ? value(environment, passwordVariable.get())
              : firstLine(SmallFile.read(passwordFile.orElseThrow(), "the password"));
      return Keystore.open(SmallFile.read(keystore.orElseThrow(), "the key"), password);
    } catch (DecodingException | KeystoreException e) {
      String where =
          variable.isPresent() ? "variable " + variable.get() : keystore.orElseThrow().toString();
      throw new ConfigException(place + ": " + where + ": " + e.getMessage(), e);
    }
  }

  private String value(Map<String, String> environment, String name) throws ConfigException {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new ConfigException(place + ": the environment variable " + name + " is not set");
    }
    return value;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
