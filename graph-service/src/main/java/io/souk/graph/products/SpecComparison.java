package io.souk.graph.products;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import io.souk.events.Finding.Verdict;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Knowledge.Direction;
import io.souk.graph.products.ProductGraph.Sheet;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts products side by side: every spec that any of them has, which is better where better has a meaning, and what that comes to. */
@Component
public class SpecComparison {
    private static final String PRICE = "Price";
    private static final int MOST_SAID = 4;
    /** Differences below two per cent are nothing to decide by. */
    private static final double ALIKE = 0.02;

    private final Knowledge knowledge;

    SpecComparison(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Compares in the order of {@code sheets}; rows follow the order of their specs, price first. */
    public Comparison of(List<Sheet> sheets) {
        var products = sheets.stream().map(Sheet::product).toList();
        var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var order = new LinkedHashSet<String>();
        for (var product : products) {
            product.specs().keySet().forEach(name -> order.add(names.computeIfAbsent(name, same -> same)));
        }
        var rows = new ArrayList<SpecRow>();
        rows.add(price(products));
        var unknown = new ArrayList<String>();
        for (var name : order) {
            var row = row(name, sheets);
            rows.add(row);
            missing(name, row, products).ifPresent(unknown::add);
        }
        return new Comparison(products, rows, verdicts(sheets), unknown);
    }

    private SpecRow price(List<ProductView> products) {
        var values = products.stream()
                .map(product -> product.price().toPlainString() + ' ' + product.currency())
                .toList();
        var oneCurrency =
                products.stream().map(ProductView::currency).distinct().count() == 1;
        var numbers = products.stream()
                .map(product -> Optional.of(product.price().doubleValue()))
                .toList();
        return marked(PRICE, values, oneCurrency ? numbers : List.of(), false);
    }

    private SpecRow row(String name, List<Sheet> sheets) {
        var texts = sheets.stream().map(sheet -> text(sheet, name)).toList();
        var direction = directions(name)
                .filter(one -> sheets.stream().anyMatch(sheet -> own(sheet, name, one.measure()) != null))
                .findFirst();
        if (direction.isEmpty()) {
            return marked(name, aligned(name, sheets, texts), List.of(), false);
        }
        var numbers = sheets.stream()
                .map(sheet ->
                        Optional.ofNullable(own(sheet, name, direction.get().measure())))
                .toList();
        return marked(
                name, aligned(name, sheets, texts), numbers, direction.get().more());
    }

    private java.util.stream.Stream<Direction> directions(String name) {
        return knowledge.directions().stream()
                .filter(direction -> direction.spec().equalsIgnoreCase(name) && direction.measure() != null);
    }

    /** Quantities in one unit where sellers use several: 1.29 kg beside 980 g reads 0.98 kg. Words stay as they are. */
    private static List<String> aligned(String name, List<Sheet> sheets, List<String> texts) {
        var whole = texts.stream()
                .filter(text -> !text.isEmpty())
                .map(Quantity::wholeOf)
                .toList();
        if (whole.size() < 2 || whole.stream().anyMatch(Optional::isEmpty)) {
            return texts;
        }
        var units = whole.stream()
                .map(quantity -> quantity.orElseThrow().text().replaceAll("[\\d.,\\s\\u00a0-]", ""))
                .distinct()
                .count();
        var dimensions = whole.stream()
                .map(quantity -> quantity.orElseThrow().dimension())
                .distinct()
                .toList();
        if (units < 2 || dimensions.size() > 1) {
            return texts;
        }
        return IntStream.range(0, texts.size())
                .mapToObj(at -> {
                    var amount = measure(sheets.get(at), name, dimensions.getFirst());
                    return texts.get(at).isEmpty() || amount == null
                            ? texts.get(at)
                            : Quantity.natural(dimensions.getFirst(), amount);
                })
                .toList();
    }

    private static SpecRow marked(String name, List<String> values, List<Optional<Double>> numbers, boolean more) {
        var differs = values.stream().map(String::toLowerCase).distinct().count() > 1;
        var known = numbers.stream().flatMap(Optional::stream).toList();
        var someUnknown = values.stream().anyMatch(String::isEmpty);
        if (known.size() < 2) {
            return someUnknown
                    ? new SpecRow(
                            name,
                            values,
                            differs,
                            null,
                            values.stream()
                                    .map(value -> value.isEmpty() ? "unknown" : "")
                                    .toList())
                    : new SpecRow(name, values, differs, null);
        }
        var least = known.stream().min(Double::compare).orElseThrow();
        var most = known.stream().max(Double::compare).orElseThrow();
        var best = more ? most : least;
        var worst = more ? least : most;
        var marks = numbers.stream()
                .map(number -> number.isEmpty()
                        ? "unknown"
                        : least.equals(most)
                                ? "equal"
                                : number.get().equals(best)
                                        ? "better"
                                        : number.get().equals(worst) ? "worse" : "between")
                .toList();
        var winners = IntStream.range(0, marks.size())
                .filter(at -> marks.get(at).equals("better"))
                .boxed()
                .toList();
        var decided = winners.size() == 1 && known.size() == numbers.size();
        return new SpecRow(name, values, differs, decided ? winners.getFirst() : null, marks);
    }

    private static Optional<String> missing(String name, SpecRow row, List<ProductView> products) {
        var silent = IntStream.range(0, products.size())
                .filter(at -> row.values().get(at).isEmpty())
                .mapToObj(at -> products.get(at).name())
                .toList();
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " is not known of " + String.join(" and ", silent));
    }

    /** First each product against the others in a phrase; then, by use, the one that nothing speaks against. */
    private List<Verdict> verdicts(List<Sheet> sheets) {
        var verdicts = new ArrayList<Verdict>();
        for (var at = 0; at < sheets.size(); at++) {
            var mine = sheets.get(at);
            var others = new ArrayList<>(sheets);
            others.remove(at);
            phrase(mine, others)
                    .ifPresent(text ->
                            verdicts.add(new Verdict("overall", mine.product().id(), text)));
        }
        for (var use : knowledge.uses()) {
            for (var mine : sheets) {
                var ahead = new LinkedHashSet<String>();
                var clear = true;
                for (var other : sheets) {
                    if (other.product().id().equals(mine.product().id())) {
                        continue;
                    }
                    var before = new ArrayList<String>();
                    for (var direction : relevant(use.specs())) {
                        switch (Integer.signum(order(direction, mine, other))) {
                            case 1 -> before.add(direction.ahead());
                            case -1 -> clear = false;
                            default -> {}
                        }
                    }
                    clear &= !before.isEmpty();
                    ahead.addAll(before);
                }
                if (clear) {
                    verdicts.add(new Verdict(use.name(), mine.product().id(), list(ahead)));
                }
            }
        }
        return verdicts;
    }

    private List<Direction> relevant(Collection<String> specs) {
        return knowledge.directions().stream()
                .filter(direction -> specs.contains(direction.spec()))
                .toList();
    }

    /** "lighter and longer lasting, but half the storage": ahead of all others, behind all others. */
    private Optional<String> phrase(Sheet mine, List<Sheet> others) {
        var ahead = new LinkedHashSet<String>();
        var behind = new LinkedHashSet<String>();
        for (var direction : knowledge.directions()) {
            var orders =
                    others.stream().map(other -> order(direction, mine, other)).collect(Collectors.toSet());
            if (orders.equals(java.util.Set.of(1))) {
                ahead.add(times(direction, mine, others).orElse(direction.ahead()));
            } else if (orders.equals(java.util.Set.of(-1))) {
                behind.add(times(direction, mine, others).orElse(direction.behind()));
            }
        }
        if (ahead.isEmpty() && behind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                behind.isEmpty()
                        ? list(ahead)
                        : ahead.isEmpty() ? list(behind) : list(ahead) + ", but " + list(behind));
    }

    /** Half and twice are said as such, against one other product. */
    private static Optional<String> times(Direction direction, Sheet mine, List<Sheet> others) {
        if (direction.thing() == null || others.size() != 1) {
            return Optional.empty();
        }
        var own = number(mine, direction);
        var its = number(others.getFirst(), direction);
        if (own == null || its == null) {
            return Optional.empty();
        }
        var ratio = own / its;
        return ratio == 2
                ? Optional.of("twice the " + direction.thing())
                : ratio == 0.5 ? Optional.of("half the " + direction.thing()) : Optional.empty();
    }

    /** 1 if {@code mine} is ahead, -1 if behind, 0 if alike or if one of them is not known. */
    private static int order(Direction direction, Sheet mine, Sheet other) {
        var own = number(mine, direction);
        var its = number(other, direction);
        var otherMoney = direction.measure() == null
                && !mine.product().currency().equals(other.product().currency());
        if (otherMoney
                || own == null
                || its == null
                || Math.abs(own - its) <= ALIKE * Math.max(Math.abs(own), Math.abs(its))) {
            return 0;
        }
        return own > its == direction.more() ? 1 : -1;
    }

    private static @Nullable Double number(Sheet sheet, Direction direction) {
        if (direction.measure() == null) {
            return sheet.product().price().doubleValue();
        }
        return sheet.numbers().get(Knowledge.key(direction.spec(), direction.measure()));
    }

    private static @Nullable Double own(Sheet sheet, String name, @Nullable String measure) {
        return Dimension.BY_KEY.containsKey(measure) ? measure(sheet, name, Dimension.BY_KEY.get(measure)) : null;
    }

    private static @Nullable Double measure(Sheet sheet, String name, @Nullable Dimension dimension) {
        for (Map.Entry<String, Map<Dimension, Double>> spec : sheet.measures().entrySet()) {
            if (spec.getKey().equalsIgnoreCase(name) && dimension != null) {
                return spec.getValue().get(dimension);
            }
        }
        return null;
    }

    private static String text(Sheet sheet, String name) {
        return sheet.product().specs().entrySet().stream()
                .filter(spec -> spec.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String list(Collection<String> words) {
        var said = words.stream().limit(MOST_SAID).toList();
        return said.size() < 2
                ? String.join("", said)
                : String.join(", ", said.subList(0, said.size() - 1)) + " and " + said.getLast();
    }
}
