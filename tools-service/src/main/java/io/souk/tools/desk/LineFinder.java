package io.souk.tools.desk;

import io.souk.events.Entities.ProductMention;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.tools.products.Products.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which of a customer's items a message means: by product, by category, by plain words, else by what the conversation is about.
 */
final class LineFinder {
    private static final int SHORTEST_NOUN = 3;
    private static final Set<String> WITH_A_SCREEN = Set.of("Monitors", "Laptops", "Phones", "Tablets");

    /** What people say for a category besides its own name, singular. */
    private static final Map<String, Set<String>> CATEGORIES_BY_WORD = Map.ofEntries(
            Map.entry("screen", WITH_A_SCREEN),
            Map.entry("display", WITH_A_SCREEN),
            Map.entry("panel", WITH_A_SCREEN),
            Map.entry("notebook", Set.of("Laptops")),
            Map.entry("computer", Set.of("Laptops")),
            Map.entry("smartphone", Set.of("Phones")),
            Map.entry("mobile", Set.of("Phones")),
            Map.entry("cellphone", Set.of("Phones")),
            Map.entry("headset", Set.of("Headphones")),
            Map.entry("earbud", Set.of("Headphones")),
            Map.entry("earphone", Set.of("Headphones")),
            Map.entry("earcup", Set.of("Headphones")),
            Map.entry("powerbank", Set.of("Chargers & Power Banks")),
            Map.entry("key", Set.of("Keyboards & Mice", "Laptops")));

    private static final Kind UNKNOWN = new Kind("", "");

    private final Map<String, Kind> kinds;

    /** @param kinds what the catalogue says of the products, by id */
    LineFinder(Map<String, Kind> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /** How the lines were found. */
    enum How {
        /** The message names them. */
        NAMED,
        /** The conversation is about them. */
        FOCUS,
        /** Nothing says which: all of them. */
        ALL,
        /** The message names something that is not among them: all of them. */
        MISSED
    }

    record Found(List<Item> lines, How how) {}

    Found find(List<Item> lines, IntentClassified turn) {
        var wanted = withoutKept(lines, turn.text());
        if (wanted.size() < lines.size()) {
            var left = named(wanted, turn);
            return left.isEmpty()
                    ? new Found(wanted, wanted.size() == 1 ? How.NAMED : How.ALL)
                    : new Found(left, How.NAMED);
        }
        var named = named(lines, turn);
        if (!named.isEmpty()) {
            return new Found(named, How.NAMED);
        }
        var mentions = turn.entities().products();
        if (mentions.stream().anyMatch(LineFinder::isExplicit)
                || !turn.entities().categories().isEmpty()) {
            return new Found(lines, How.MISSED);
        }
        var focus = new LinkedHashSet<String>();
        mentions.forEach(mention -> focus.add(mention.productId()));
        turn.focus().products().forEach(product -> focus.add(product.id()));
        for (var product : focus) {
            var about = keep(lines, line -> line.productId().equals(product));
            if (!about.isEmpty()) {
                return new Found(about, How.FOCUS);
            }
        }
        for (var order : turn.focus().orderIds()) {
            var about = keep(lines, line -> line.file().id().equals(order));
            if (!about.isEmpty()) {
                return new Found(about, How.FOCUS);
            }
        }
        return new Found(lines, How.ALL);
    }

    /** The lines that the message itself names; empty if it names none of them. */
    List<Item> named(List<Item> lines, IntentClassified turn) {
        var products = turn.entities().products().stream()
                .filter(LineFinder::isExplicit)
                .map(ProductMention::productId)
                .toList();
        var byProduct = keep(lines, line -> products.contains(line.productId()));
        if (!byProduct.isEmpty()) {
            return byProduct;
        }
        var byCategory = keep(lines, line -> turn.entities().categories().contains(category(line)));
        var words = Words.content(turn.text());
        words.removeAll(Words.kept(turn.text()));
        return best(byCategory.isEmpty() ? lines : byCategory, line -> score(line, words), !byCategory.isEmpty());
    }

    /** Without those that the message says are to be kept; all of them if it says so of none, or of all. */
    List<Item> withoutKept(List<Item> lines, String text) {
        var kept = Words.kept(text);
        var out = best(lines, line -> score(line, kept), false);
        return out.size() == lines.size() ? lines : keep(lines, line -> !out.contains(line));
    }

    /** The lines that plain words name best; empty if they name none of them. */
    List<Item> byWords(List<Item> lines, String text) {
        var words = Words.content(text);
        return best(lines, line -> score(line, words), false);
    }

    /** Every word that can name one of these lines. */
    Set<String> names(List<Item> lines) {
        var names = new LinkedHashSet<String>();
        for (var line : lines) {
            names.addAll(Words.content(line.name()));
            names.addAll(Words.content(category(line)));
            names.addAll(calledWords(line));
            CATEGORIES_BY_WORD.forEach((word, known) -> {
                if (known.contains(category(line))) {
                    names.add(word);
                }
            });
        }
        return names;
    }

    String category(Item line) {
        return kind(line).category();
    }

    private Kind kind(Item line) {
        return kinds.getOrDefault(line.productId(), UNKNOWN);
    }

    /**
     * Two for each word of its name and for each that it is called, one for its category: of keyboards and mice "the mouse" is a mouse. A
     * name's single everyday word ("Open", "One") proves nothing.
     */
    private int score(Item line, Set<String> words) {
        var name = List.copyOf(Words.content(line.name()));
        var hits = name.stream().filter(words::contains).toList();
        var telling = hits.size() > 1
                || hits.stream()
                        .anyMatch(hit -> hit.equals(name.getFirst())
                                || (hit.chars().anyMatch(Character::isDigit)
                                        && hit.chars().anyMatch(Character::isLetter)));
        var category = category(line);
        var inCategory = Words.content(category).stream().anyMatch(words::contains)
                || words.stream()
                        .anyMatch(word ->
                                CATEGORIES_BY_WORD.getOrDefault(word, Set.of()).contains(category));
        return (telling ? 2 * hits.size() : 0)
                + 2 * (int) calledWords(line).stream().filter(words::contains).count()
                + (inCategory ? 1 : 0);
    }

    private Set<String> calledWords(Item line) {
        var called = Words.content(kind(line).called());
        called.removeAll(Words.content(line.name()));
        called.removeIf(word -> word.length() < SHORTEST_NOUN || word.chars().anyMatch(Character::isDigit));
        return called;
    }

    private static List<Item> best(List<Item> lines, ToIntFunction<Item> score, boolean evenWithoutScore) {
        var top = lines.stream().mapToInt(score).max().orElse(0);
        return top == 0 && !evenWithoutScore ? List.of() : keep(lines, line -> score.applyAsInt(line) == top);
    }

    private static List<Item> keep(List<Item> lines, Predicate<Item> wanted) {
        return lines.stream().filter(wanted).toList();
    }

    static boolean isExplicit(ProductMention mention) {
        return !mention.text().isBlank();
    }
}
