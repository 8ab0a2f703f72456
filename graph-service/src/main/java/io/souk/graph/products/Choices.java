package io.souk.graph.products;

import io.souk.events.Finding.Choosing;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Place;
import io.souk.events.Finding.ProductName;
import io.souk.events.Finding.SpecRow;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.products.ProductGraph.Sheet;
import io.souk.graph.products.SheetQuestions.Extreme;
import io.souk.graph.products.SheetQuestions.Rule;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which of several products it is: the lightest, the one with the most ports, the one in between; by any line of their data sheets. */
@Component
public class Choices {
    private static final String PRICE = "Price";
    private static final int SIDE_BY_SIDE = 4;
    private static final int BEST = 3;
    /** A line is shown whole if it is no longer. */
    private static final int MOST_SHOWN = 24;

    private static final Pattern MOST = Pattern.compile(
            "(?i)\\b(?:most|more|highest|higher|biggest|bigger|largest|larger|longest|longer|greatest|maximum|max|best|better|fastest|faster|strongest|widest|tallest|quickest)\\b");
    private static final Pattern LEAST = Pattern.compile(
            "(?i)\\b(?:least|less|fewest|fewer|lowest|lower|smallest|smaller|shortest|shorter|minimum|slowest|worst)\\b");
    private static final Pattern BEST_OF = Pattern.compile("(?i)\\b(?:best|better|fastest|faster|quickest)\\b");
    private static final Pattern MIDDLE = Pattern.compile(
            "(?i)\\b(?:in[- ]between|between (?:the|those|them)|middle|mid(?:dle)?[- ](?:range|priced)|medium|average)\\b");
    /** "2 x USB-C, 1 x USB-A, HDMI" are four. */
    private static final Pattern SEVERAL = Pattern.compile("(\\d+)\\s?[x×]?\\b");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?");
    private static final Pattern ABSENT = Pattern.compile("(?i)^(?:none|no|not)\\b.*");

    private final Knowledge knowledge;
    private final SheetQuestions questions;
    private final SpecComparison comparisons;

    Choices(Knowledge knowledge, SheetQuestions questions, SpecComparison comparisons) {
        this.knowledge = knowledge;
        this.questions = questions;
        this.comparisons = comparisons;
    }

    /** By what, and which end of it. */
    private record Criterion(
            String name, List<String> lines, @Nullable Dimension measure, boolean counted, Order order) {}

    private enum Order {
        MOST,
        LEAST,
        MIDDLE
    }

    /** @param text as the data sheet has it */
    private record Amount(Sheet sheet, double number, String text) {}

    /** The products side by side with the one that is asked for; of more than four the best three. Empty if the words choose nothing. */
    public Optional<Comparison> of(String question, List<Sheet> sheets) {
        return criterion(question, sheets).flatMap(criterion -> chosen(criterion, sheets));
    }

    private Optional<Criterion> criterion(String question, List<Sheet> sheets) {
        var specs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sheets.forEach(sheet -> specs.addAll(sheet.product().specs().keySet()));
        var middle = MIDDLE.matcher(question).find();
        for (var extreme : questions.extremes()) {
            if (!middle && extreme.said().matcher(question).find() && !isOfAnother(question, extreme, specs)) {
                var order = extreme.most() ? Order.MOST : Order.LEAST;
                return Optional.of(
                        extreme.spec().equals(PRICE) ? price(order) : criterion(extreme.spec(), specs, order));
            }
        }
        var most = MOST.matcher(question).find();
        var least = LEAST.matcher(question).find();
        if (!most && !least && !middle) {
            return Optional.empty();
        }
        var rule = questions.ruleFor(MIDDLE.matcher(question).replaceAll(" "), specs);
        if (middle) {
            return Optional.of(rule.map(one -> criterion(one, Order.MIDDLE)).orElseGet(() -> price(Order.MIDDLE)));
        }
        return rule.map(one -> criterion(one, order(one, question, least)));
    }

    /** "The biggest battery" is not about size. */
    private boolean isOfAnother(String question, Extreme extreme, Set<String> specs) {
        var rest = extreme.said().matcher(question).replaceAll(" ");
        return questions
                .ruleFor(rest, specs)
                .filter(rule ->
                        !rule.name().equals(extreme.spec()) && !rule.lines().contains(extreme.spec()))
                .filter(rule ->
                        MOST.matcher(question).find() || LEAST.matcher(question).find())
                .isPresent();
    }

    /** The best of something is the least of it where less is better. */
    private Order order(Rule rule, String question, boolean least) {
        if (!BEST_OF.matcher(question).find()) {
            return least ? Order.LEAST : Order.MOST;
        }
        return knowledge.directions().stream()
                .filter(direction -> rule.lines().contains(direction.spec()))
                .findFirst()
                .map(direction -> direction.more() ? Order.MOST : Order.LEAST)
                .orElse(Order.MOST);
    }

    private static Criterion price(Order order) {
        return new Criterion(PRICE, List.of(), null, false, order);
    }

    private static Criterion criterion(Rule rule, Order order) {
        return new Criterion(rule.name(), rule.lines(), rule.measure(), rule.counted(), order);
    }

    private Criterion criterion(String spec, Set<String> specs, Order order) {
        return questions
                .named(spec)
                .filter(rule -> rule.lines().stream().anyMatch(specs::contains))
                // what has no screen is large or small by its dimensions
                .or(() -> questions.named("Dimensions").filter(_ -> spec.equals("Screen")))
                .map(rule -> criterion(rule, order))
                .orElseGet(() -> new Criterion(spec, List.of(spec), null, false, order));
    }

    private Optional<Comparison> chosen(Criterion criterion, List<Sheet> sheets) {
        var amounts = criterion.name().equals(PRICE) ? prices(sheets) : amounts(criterion, sheets);
        if (amounts.isEmpty()) {
            return Optional.empty();
        }
        var ascending = amounts.stream()
                .sorted(Comparator.comparingDouble(Amount::number))
                .toList();
        var ordered =
                switch (criterion.order()) {
                    case LEAST -> ascending;
                    case MOST -> ascending.reversed();
                    case MIDDLE -> aroundTheMiddle(ascending);
                };
        var places = new ArrayList<Place>();
        for (var at = 0; at < ordered.size(); at++) {
            var one = ordered.get(at);
            var rank = at > 0 && one.number() == ordered.get(at - 1).number()
                    ? places.getLast().rank()
                    : at + 1;
            places.add(
                    new Place(one.sheet().product().id(), one.sheet().product().name(), rank, one.text()));
        }
        var known = amounts.stream().map(one -> one.sheet().product().id()).toList();
        var unknown = sheets.stream()
                .map(Sheet::product)
                .filter(product -> !known.contains(product.id()))
                .map(product -> new ProductName(product.id(), product.name()))
                .toList();
        var choice = new Choosing(
                row(criterion, ordered.getFirst().sheet()),
                criterion.order().name().toLowerCase(Locale.ROOT),
                places,
                unknown);
        var shown = sheets.size() <= SIDE_BY_SIDE
                ? sheets
                : ordered.stream().map(Amount::sheet).limit(BEST).toList();
        return shown.size() < 2 ? Optional.empty() : Optional.of(marked(comparisons.of(shown), choice));
    }

    /** The middle one, then the nearest to it. */
    private static List<Amount> aroundTheMiddle(List<Amount> ascending) {
        var middle = (ascending.size() - 1) / 2;
        return ascending.stream()
                .sorted(Comparator.comparingInt(one -> Math.abs(ascending.indexOf(one) - middle)))
                .toList();
    }

    /** The data sheet's own name of what was measured. */
    private static String row(Criterion criterion, Sheet sheet) {
        return criterion.lines().stream()
                .flatMap(line -> sheet.product().specs().keySet().stream().filter(line::equalsIgnoreCase))
                .findFirst()
                .orElse(criterion.name());
    }

    /** With the chosen one marked in its line, where it stands alone. */
    private static Comparison marked(Comparison comparison, Choosing choice) {
        var first = choice.places().stream().filter(place -> place.rank() == 1).toList();
        var ids = comparison.products().stream().map(product -> product.id()).toList();
        var rows = comparison.rows().stream()
                .map(row -> first.size() == 1 && row.name().equalsIgnoreCase(choice.property())
                        ? new SpecRow(
                                row.name(),
                                row.values(),
                                row.differs(),
                                ids.indexOf(first.getFirst().productId()),
                                row.marks())
                        : row)
                .toList();
        return new Comparison(comparison.products(), rows, comparison.verdicts(), comparison.unknown(), choice);
    }

    /** Of the money that most of them cost; what costs other money has no place among them. */
    private static List<Amount> prices(List<Sheet> sheets) {
        var money = commonest(sheets, sheet -> Optional.of(sheet.product().currency()));
        return sheets.stream()
                .filter(sheet ->
                        money.filter(sheet.product().currency()::equals).isPresent())
                .map(sheet -> new Amount(
                        sheet,
                        sheet.product().price().doubleValue(),
                        sheet.product().price().toPlainString()
                                + ' '
                                + sheet.product().currency()))
                .toList();
    }

    private static List<Amount> amounts(Criterion criterion, List<Sheet> sheets) {
        if (criterion.counted()) {
            return sheets.stream()
                    .flatMap(sheet -> line(criterion, sheet)
                            .map(text -> new Amount(sheet, ABSENT.matcher(text).matches() ? 0 : count(text), text))
                            .stream())
                    .toList();
        }
        var measured = Optional.ofNullable(criterion.measure())
                .or(() -> commonest(
                        sheets,
                        sheet -> line(criterion, sheet)
                                .flatMap(text -> Quantity.allIn(text).stream().findFirst())
                                .map(Quantity::dimension)));
        return sheets.stream()
                .flatMap(sheet -> (measured.isPresent()
                                ? measure(criterion, sheet, measured.get())
                                : line(criterion, sheet)
                                        .flatMap(text -> number(text).map(number -> new Amount(sheet, number, text))))
                        .stream())
                .toList();
    }

    private static Optional<String> line(Criterion criterion, Sheet sheet) {
        return criterion.lines().stream()
                .flatMap(line -> sheet.product().specs().entrySet().stream()
                        .filter(spec -> spec.getKey().equalsIgnoreCase(line)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Amount> measure(Criterion criterion, Sheet sheet, Dimension dimension) {
        return criterion.lines().stream()
                .flatMap(line -> sheet.product().specs().entrySet().stream()
                        .filter(spec -> spec.getKey().equalsIgnoreCase(line)))
                .flatMap(spec -> Quantity.allIn(spec.getValue()).stream()
                        .filter(quantity -> quantity.dimension() == dimension)
                        .limit(1)
                        .map(quantity -> new Amount(
                                sheet,
                                quantity.amount(),
                                spec.getValue().length() <= MOST_SHOWN
                                        ? spec.getValue()
                                        : quantity.text().strip())))
                .findFirst();
    }

    private static double count(String text) {
        var items = text.split("\\s*(?:,|;|\\band\\b|\\bor\\b)\\s*", -1);
        var sum = 0.0;
        for (var item : items) {
            var several = SEVERAL.matcher(item);
            sum += several.lookingAt() && !item.matches("^\\d+\\.\\d.*") ? Double.parseDouble(several.group(1)) : 1;
        }
        return sum;
    }

    /** The largest: "400 to 4,000 dpi" is 4,000. */
    private static Optional<Double> number(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(match -> Double.parseDouble(match.group().replace(",", "")))
                .max(Comparator.naturalOrder());
    }

    private static <T> Optional<T> commonest(List<Sheet> sheets, Function<Sheet, Optional<T>> of) {
        return sheets.stream()
                .flatMap(sheet -> of.apply(sheet).stream())
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }
}
