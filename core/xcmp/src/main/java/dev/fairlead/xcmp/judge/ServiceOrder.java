package dev.fairlead.xcmp.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whom to serve first: proven collators, the sooner the better; then strangers from cool ranges;
 * and where nothing tells two apart, the notes of the previous group. Overdue collators are served
 * only while nobody else asks. A part of the slots is kept for the unknown, so that who came first
 * cannot keep the others out for good; a slot that its own kind does not use goes to the other.
 * Pure.
 */
public final class ServiceOrder {
  private final JudgeSettings settings;

  /** An order by these settings. */
  public ServiceOrder(JudgeSettings settings) {
    this.settings = settings;
  }

  /** All applicants, best first; equal ones keep their order. */
  public List<Applicant> rank(List<Applicant> applicants) {
    List<Applicant> ranked = new ArrayList<>(applicants);
    ranked.sort(order());
    return List.copyOf(ranked);
  }

  /** Those who get one of the slots, best first. */
  public List<Applicant> choose(List<Applicant> applicants, int slots) {
    List<Applicant> ranked = rank(applicants);
    if (ranked.size() <= slots) {
      return ranked;
    }
    int newcomers = Math.min(newcomersSlots(slots), unknown(ranked).size());
    List<Applicant> chosen = new ArrayList<>(unknown(ranked).subList(0, newcomers));
    ranked.stream()
        .filter(applicant -> !chosen.contains(applicant))
        .limit(slots - newcomers)
        .toList()
        .forEach(chosen::add);
    return rank(chosen);
  }

  /** Slots that are kept for the unknown: the configured part, rounded up. */
  public int newcomersSlots(int slots) {
    return settings.isOn(Protection.NEWCOMERS_SLOT)
        ? Math.ceilDiv(slots * settings.service().newcomersPercent(), 100)
        : 0;
  }

  private Comparator<Applicant> order() {
    Comparator<Applicant> order =
        Comparator.comparingInt((Applicant a) -> a.standing().rank())
            .thenComparingLong(ServiceOrder::medianBlocks);
    if (settings.isOn(Protection.HEAT_MAP)) {
      order = order.thenComparingDouble(Applicant::heat);
    }
    return settings.isOn(Protection.HAND_OVER) ? order.thenComparing(Applicant::note) : order;
  }

  private static long medianBlocks(Applicant applicant) {
    return applicant.standing() instanceof Standing.Proven proven ? proven.medianBlocks() : 0;
  }

  private static List<Applicant> unknown(List<Applicant> ranked) {
    return ranked.stream().filter(a -> a.standing() instanceof Standing.Unknown).toList();
  }
}
