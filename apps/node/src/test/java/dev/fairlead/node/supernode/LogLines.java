package dev.fairlead.node.supernode;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What one class says to operators, from the opening to the end. */
final class LogLines implements AutoCloseable {
  private final ch.qos.logback.classic.Logger logger;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  LogLines(Class<?> speaker) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    this.logger = context.getLogger(speaker.getName());
    appender.setContext(context);
    appender.start();
    logger.addAppender(appender);
  }

  /** The lines so far that begin with that event. */
  List<String> of(String event) {
    return lines.stream().filter(line -> line.startsWith(event + " ")).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
