package dev.fairlead.node.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes a log event as one JSON line: time, level, logger, thread, message, error if any. */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256).append('{');
    field(line, "time", event.getInstant().toString());
    field(line.append(','), "level", event.getLevel().toString());
    field(line.append(','), "logger", event.getLoggerName());
    field(line.append(','), "thread", event.getThreadName());
    field(line.append(','), "message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      field(line.append(','), "error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    line.append('"');
  }
}
