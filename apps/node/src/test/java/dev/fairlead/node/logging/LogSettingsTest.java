package dev.fairlead.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogSettingsTest {
  private final LogLevel before = LogSettings.level();

  @AfterEach
  void restore() {
    LogSettings.level(before);
  }

  @Test
  void levelChosenAfterLoggingHasStartedStillCounts() {
    Logger ours = LoggerFactory.getLogger("dev.fairlead.node.SomeClass");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    LogSettings.level(LogLevel.ERROR);
    assertThat(ours.isWarnEnabled()).isFalse();
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.ERROR);
    LogSettings.level(LogLevel.DEBUG);

    assertThat(ours.isDebugEnabled()).isTrue();
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).hasNext();
  }
}
