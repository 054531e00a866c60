package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.xcmp.cost.BodyCopies;
import dev.fairlead.xcmp.cost.CostModel;
import dev.fairlead.xcmp.cost.CostProfile;
import dev.fairlead.xcmp.cost.CostStrategy;
import dev.fairlead.xcmp.cost.LinkCosts;
import dev.fairlead.xcmp.cost.Rational;
import dev.fairlead.xcmp.cost.RoleCosts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of {@code lab cost} as JSON and as tables.
 *
 * @param mode which counting
 * @param profile what is counted
 * @param bodyBytes size of a body, if bytes are asked for
 */
record CostReport(CostMode mode, CostProfile profile, Optional<Long> bodyBytes) {
  private static final int DIGITS = 2;

  /** One object; numbers are not rounded (a fraction without end has 34 digits). */
  ObjectNode json() {
    ObjectNode answer = Json.object();
    answer.put("mode", mode.toString());
    ObjectNode strategies = answer.putObject("strategies");
    for (CostStrategy strategy : CostStrategy.values()) {
      ObjectNode one = strategies.putObject(name(strategy));
      switch (mode) {
        case AS_PRINTED -> {
          RoleCosts costs = CostModel.asPrinted(strategy, profile);
          putRoles(one, costs);
          put(one, "total", costs.total());
        }
        case LINKS -> putLinks(one, CostModel.links(strategy, profile));
      }
    }
    if (mode == CostMode.AS_PRINTED) {
      ObjectNode perNode = answer.putObject("perNode");
      for (CostStrategy strategy : CostStrategy.values()) {
        putRoles(perNode.putObject(name(strategy)), CostModel.perNode(strategy, profile));
      }
    }
    putBodies(answer.putObject("perBody"));
    return answer;
  }

  /** Lines for people; fractions are rounded to two digits. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    switch (mode) {
      case AS_PRINTED -> {
        lines.add(row("contacts, as printed", "SC", "SV", "RV", "RC", "total"));
        for (CostStrategy strategy : CostStrategy.values()) {
          RoleCosts costs = CostModel.asPrinted(strategy, profile);
          lines.add(row(name(strategy), roles(costs), shown(costs.total())));
        }
        lines.add("");
        lines.add(row("contacts per node", "SC", "SV", "RV", "RC"));
        for (CostStrategy strategy : CostStrategy.values()) {
          lines.add(row(name(strategy), roles(CostModel.perNode(strategy, profile))));
        }
      }
      case LINKS -> {
        lines.add(row("distinct links", "col-col", "col-val", "val-val", "total"));
        for (CostStrategy strategy : CostStrategy.values()) {
          LinkCosts links = CostModel.links(strategy, profile);
          lines.add(
              row(
                  name(strategy),
                  shown(links.collatorCollator()),
                  shown(links.collatorValidator()),
                  shown(links.validatorValidator()),
                  shown(links.total())));
        }
      }
    }
    lines.add("");
    addBodies(lines);
    return lines;
  }

  /** A number for people. */
  static String shown(Rational number) {
    return number.isWhole() ? number.toString() : number.rounded(DIGITS).toPlainString();
  }

  private void putBodies(ObjectNode target) {
    put(target, "groupSize", profile.groupSize());
    bodyBytes.ifPresent(bytes -> target.put("bodyBytes", bytes));
    for (CostStrategy strategy : CostStrategy.values()) {
      BodyCopies copies = CostModel.copies(strategy, profile);
      ObjectNode one = target.putObject(name(strategy));
      put(one, "copies", copies.extra());
      put(one, "copiesWithPov", copies.withProofOfValidity());
      put(one, "copiesHalfStored", copies.halfStored());
      bodyBytes.ifPresent(bytes -> {
        put(one, "bytes", copies.extra().times(bytes));
        put(one, "bytesWithPov", copies.withProofOfValidity().times(bytes));
        put(one, "bytesHalfStored", copies.halfStored().times(bytes));
      });
    }
  }

  private void addBodies(List<String> lines) {
    String unit = bodyBytes.isPresent() ? "bytes per body" : "copies per body";
    lines.add(row(unit, "extra", "with PoV", "half stored"));
    Rational factor = Rational.of(bodyBytes.orElse(1L));
    for (CostStrategy strategy : CostStrategy.values()) {
      BodyCopies copies = CostModel.copies(strategy, profile);
      lines.add(
          row(
              name(strategy),
              shown(copies.extra().times(factor)),
              shown(copies.withProofOfValidity().times(factor)),
              shown(copies.halfStored().times(factor))));
    }
  }

  private static void putRoles(ObjectNode target, RoleCosts costs) {
    put(target, "SC", costs.sendingCollators());
    put(target, "SV", costs.sendingValidators());
    put(target, "RV", costs.receivingValidators());
    put(target, "RC", costs.receivingCollators());
  }

  private static void putLinks(ObjectNode target, LinkCosts links) {
    put(target, "total", links.total());
    put(target, "collatorCollator", links.collatorCollator());
    put(target, "collatorValidator", links.collatorValidator());
    put(target, "validatorValidator", links.validatorValidator());
  }

  private static void put(ObjectNode target, String key, Rational value) {
    if (value.isWhole()) {
      target.put(key, value.numerator());
    } else {
      target.put(key, new BigDecimal(value.toDecimal().toPlainString()));
    }
  }

  private static String name(CostStrategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }

  private static String[] roles(RoleCosts costs) {
    return new String[] {
      shown(costs.sendingCollators()),
      shown(costs.sendingValidators()),
      shown(costs.receivingValidators()),
      shown(costs.receivingCollators())
    };
  }

  private static String row(String head, String[] cells, String last) {
    List<String> all = new ArrayList<>(List.of(cells));
    all.add(last);
    return row(head, all.toArray(String[]::new));
  }

  private static String row(String head, String... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-22s", head));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "%14s", cell));
    }
    return line.toString();
  }
}
