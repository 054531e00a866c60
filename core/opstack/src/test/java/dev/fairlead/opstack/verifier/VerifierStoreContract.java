package dev.fairlead.opstack.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.machine.InvariantViolation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every verifier store must do. Extended by the test of every implementation. */
public abstract class VerifierStoreContract {
  private final TestRecords records = new TestRecords(20261121);
  private VerifierStore store;

  /** A new, empty store. */
  protected abstract VerifierStore create() throws Exception;

  /** The same store after an orderly restart; the default has nothing to restart. */
  protected VerifierStore restarted(VerifierStore running) throws Exception {
    return running;
  }

  @BeforeEach
  void createStore() throws Exception {
    store = create();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void restart() throws Exception {
    store = restarted(store);
  }

  private void apply(StoreChange... changes) {
    store.apply(List.of(changes));
  }

  @Test
  void emptyStore_knowsNothing() throws Exception {
    restart();

    assertThat(store.start()).isEmpty();
    assertThat(store.last()).isEmpty();
    assertThat(store.atOrBefore(-1)).isEmpty();
    assertThat(store.after(0)).isEmpty();
    assertThat(store.denied()).isEmpty();
    assertThat(store.pendingOrders()).isEmpty();
    assertThat(store.finalizedTimestamp()).isEmpty();
  }

  @Test
  void results_areFoundByTime() throws Exception {
    VerifiedResult at10 = records.result(10);
    VerifiedResult at14 = records.result(14);
    VerifiedResult late = records.result(Long.MIN_VALUE);

    apply(new StoreChange.Verified(at10));
    apply(new StoreChange.Verified(at14), new StoreChange.Verified(late));
    restart();

    assertThat(store.last()).contains(late);
    assertThat(store.atOrBefore(9)).isEmpty();
    assertThat(store.atOrBefore(10)).contains(at10);
    assertThat(store.atOrBefore(13)).contains(at10);
    assertThat(store.atOrBefore(Long.MAX_VALUE)).contains(at14);
    assertThat(store.atOrBefore(-1)).contains(late);
    assertThat(store.after(0)).contains(at10);
    assertThat(store.after(10)).contains(at14);
    assertThat(store.after(14)).contains(late);
    assertThat(store.after(Long.MIN_VALUE)).isEmpty();
    assertThat(store.after(-1)).isEmpty();
  }

  @Test
  void sameResultAgain_changesNothing() throws Exception {
    VerifiedResult at10 = records.result(10);
    VerifiedResult at12 = records.result(12);

    apply(new StoreChange.Verified(at10), new StoreChange.Verified(at12));
    apply(new StoreChange.Verified(at10));
    apply(new StoreChange.Verified(at12));
    restart();

    assertThat(store.last()).contains(at12);
    assertThat(store.after(0)).contains(at10);
    assertThat(store.after(10)).contains(at12);
  }

  @Test
  void resultThatIsNeitherNewNorTheSame_isABug() {
    apply(new StoreChange.Verified(records.result(10)));
    apply(new StoreChange.Verified(records.result(12)));

    for (long timestamp : new long[] {9, 10, 11, 12}) {
      VerifiedResult other = records.result(timestamp);
      assertThatThrownBy(() -> apply(new StoreChange.Verified(other)))
          .isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void droppedResults_makeRoomForOthers() throws Exception {
    for (long timestamp = 10; timestamp < 20; timestamp++) {
      apply(new StoreChange.Verified(records.result(timestamp)));
    }
    VerifiedResult at14 = store.atOrBefore(14).orElseThrow();
    VerifiedResult other = records.result(15);

    apply(new StoreChange.VerifiedDropped(15), new StoreChange.Verified(other));
    restart();

    assertThat(store.last()).contains(other);
    assertThat(store.atOrBefore(14)).contains(at14);
    apply(new StoreChange.VerifiedDropped(0));
    restart();
    assertThat(store.last()).isEmpty();
  }

  @Test
  void prunedResults_leaveTheLast() throws Exception {
    for (long timestamp = 10; timestamp < 60; timestamp++) {
      apply(new StoreChange.Verified(records.result(timestamp)));
    }
    VerifiedResult last = store.last().orElseThrow();
    VerifiedResult at40 = store.atOrBefore(40).orElseThrow();

    apply(new StoreChange.ResultsPruned(40));
    restart();
    assertThat(store.atOrBefore(39)).isEmpty();
    assertThat(store.after(0)).contains(at40);

    apply(new StoreChange.ResultsPruned(-1));
    restart();
    assertThat(store.after(0)).contains(last);
    assertThat(store.last()).contains(last);
  }

  @Test
  void denials_enterOnceAndLeave() throws Exception {
    DeniedBlock first = records.denied();
    DeniedBlock second = records.denied();

    apply(new StoreChange.Denied(first), new StoreChange.Denied(second));
    apply(new StoreChange.Denied(first));
    restart();
    assertThat(store.denied()).containsExactly(first, second);

    apply(new StoreChange.DenialDropped(first));
    restart();
    assertThat(store.denied()).containsExactly(second);
  }

  @Test
  void startOrdersAndFinality_surviveEverythingElse() throws Exception {
    StartPoint start = records.start();
    List<ChainOrder> orders = records.orders();
    apply(
        new StoreChange.Started(start),
        new StoreChange.OrdersPending(orders),
        new StoreChange.FinalizedUpTo(7));
    for (long timestamp = 10; timestamp < 60; timestamp++) {
      apply(
          new StoreChange.Verified(records.result(timestamp)),
          new StoreChange.ResultsPruned(timestamp));
    }
    restart();

    assertThat(store.start()).contains(start);
    assertThat(store.pendingOrders()).isEqualTo(orders);
    assertThat(store.finalizedTimestamp()).hasValue(7);

    apply(new StoreChange.OrdersPending(List.of()), new StoreChange.FinalizedUpTo(-1));
    restart();
    assertThat(store.pendingOrders()).isEmpty();
    assertThat(store.finalizedTimestamp()).hasValue(-1);
  }
}
