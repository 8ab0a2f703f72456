package io.souk.graph;

import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks of a product: "light laptop under 900 with at least 16 GB for travel". Limits exclude, wishes rank.
 *
 * @param minPrice null if none is said
 * @param maxPrice null if none is said
 * @param limits what must be so
 * @param wishes what would be good
 * @param words what may be a feature or a brand
 */
record Wishes(
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        List<Limit> limits,
        List<Wish> wishes,
        List<String> words) {
    private static final String MONEY = "(?:€|eur(?:os?)?|\\$|usd|£|gbp)?\\s*";
    private static final String NUMBER = "(\\d{1,3}(?:[,.]\\d{3})+|\\d{1,6}(?:\\.\\d{1,2})?)";
    /** A number with a unit after it is no price. */
    private static final String NO_UNIT =
            "(?![\\d.,]*\\d)(?!\\s*-?(?:[kmgt]b|kg|g|lbs?|oz|mm|cm|m|inch|in|\"|w|wh|m?ah|[km]?hz|nits|h|hours?|min|days?|months?|pixels?|products?|items?)\\b)";

    private static final Pattern AT_MOST = Pattern.compile(
            "(?i)\\b(?:under|below|(?<!no )(?<!not )less than|up to|max(?:imum)?(?: of)?|at most|not more than|no more than|cheaper than|within|for)\\s*"
                    + MONEY + NUMBER + NO_UNIT);
    private static final Pattern AT_LEAST = Pattern.compile(
            "(?i)\\b(?:over|above|(?<!no )(?<!not )more than|no(?:t)? less than|from|at least|min(?:imum)?)\\s*" + MONEY
                    + NUMBER + NO_UNIT);
    private static final Pattern BETWEEN = Pattern.compile(
            "(?i)\\bbetween\\s*" + MONEY + NUMBER + "\\s*" + MONEY + "(?:and|to|-)\\s*" + MONEY + NUMBER + NO_UNIT);
    private static final Pattern AROUND = Pattern.compile(
            "(?i)\\b(?:around|about|roughly|approximately|circa|ca\\.?)\\s*" + MONEY + NUMBER + NO_UNIT);

    private static final Pattern LESS = Pattern.compile(
            "(?i).*\\b(?:under|below|(?<!no )(?<!not )less than|up to|at most|no(?:t)? more than|max(?:imum)?(?: of)?|lighter than|thinner than|smaller than|within)\\s*$",
            Pattern.DOTALL);
    private static final Pattern MORE = Pattern.compile(
            "(?i).*\\b(?:over|above|(?<!no )(?<!not )more than|at least|min(?:imum)?(?: of)?|no(?:t)? less than|larger than|bigger than|longer than|from)\\s*$",
            Pattern.DOTALL);

    private static final Pattern STORAGE =
            Pattern.compile("(?i)^\\W*(?:of\\s+)?(?:ssd|storage|disk|drive|flash|space)\\b");
    private static final Pattern MEMORY = Pattern.compile("(?i)^\\W*(?:of\\s+)?(?:ram|memory)\\b");
    /** More than this in a portable computer is storage, whatever it is called. */
    private static final double MOST_MEMORY = 96;
    /** A screen said to be 14 inches may have 13.6 to 14.4. */
    private static final double INCH_SLACK = 10.5;

    private static final double AROUND_SLACK = 0.15;

    private static final Set<String> IDLE = Set.of(
            "about",
            "above",
            "and",
            "any",
            "anything",
            "are",
            "around",
            "below",
            "best",
            "between",
            "buy",
            "can",
            "could",
            "euro",
            "euros",
            "does",
            "find",
            "for",
            "friend",
            "from",
            "get",
            "gift",
            "give",
            "good",
            "has",
            "have",
            "how",
            "least",
            "like",
            "looking",
            "most",
            "need",
            "not",
            "one",
            "over",
            "please",
            "present",
            "recommend",
            "show",
            "someone",
            "somebody",
            "some",
            "something",
            "suggest",
            "than",
            "that",
            "the",
            "two",
            "under",
            "want",
            "what",
            "which",
            "with",
            "without",
            "work",
            "would",
            "you",
            "your");

    /**
     * What must be so.
     *
     * @param key the measured property
     * @param as in words
     */
    record Limit(String key, double min, double max, String as) {}

    /** @param key the measured property; null: one of {@code words} must be a feature */
    record Wish(
            String as,
            @Nullable String key,
            double from,
            double to,
            List<String> words,
            double weight,
            @Nullable String reason) {}

    static Wishes read(String question, Knowledge knowledge) {
        var limits = new ArrayList<Limit>();
        for (var quantity : Quantity.allIn(question)) {
            limit(question, quantity).ifPresent(limits::add);
        }
        BigDecimal min = null;
        BigDecimal max = null;
        var between = BETWEEN.matcher(question);
        var around = AROUND.matcher(question);
        var atMost = AT_MOST.matcher(question);
        var atLeast = AT_LEAST.matcher(question);
        if (between.find()) {
            min = money(between.group(1));
            max = money(between.group(2));
        } else if (around.find()) {
            var middle = money(around.group(1));
            min = middle.multiply(BigDecimal.valueOf(1 - AROUND_SLACK));
            max = middle.multiply(BigDecimal.valueOf(1 + AROUND_SLACK));
        } else {
            max = atMost.find() ? money(atMost.group(1)) : null;
            min = atLeast.find() ? money(atLeast.group(1)) : null;
        }
        var wishes = new ArrayList<Wish>();
        for (var known : knowledge.wishes()) {
            if (known.said().matcher(question).find()) {
                wishes.add(
                        new Wish(known.as(), known.key(), known.from(), known.to(), known.words(), 1, known.reason()));
            }
        }
        var words = new LinkedHashSet<>(Catalogue.words(question));
        words.removeAll(IDLE);
        // a budget of 500 is no wish for 500 GB
        words.removeIf(word -> word.chars().allMatch(Character::isDigit));
        return new Wishes(min, max, List.copyOf(limits), List.copyOf(wishes), List.copyOf(words));
    }

    private static Optional<Limit> limit(String question, Quantity quantity) {
        var before = question.substring(0, quantity.start());
        var after = question.substring(
                Math.min(question.length(), quantity.start() + quantity.text().length()));
        var property = property(quantity, after);
        if (property == null) {
            return Optional.empty();
        }
        var amount = quantity.amount();
        var said = Quantity.natural(quantity.dimension(), amount);
        var key = Knowledge.key(property, quantity.dimension().key());
        var of = property.equals("Display") ? "a display of " : "";
        var name = property.equals("Display") ? "" : " of " + property.toLowerCase(Locale.ROOT);
        var shown = property.equals("Display") ? "%.1f inches".formatted(amount / 25.4) : said;
        if (LESS.matcher(before).matches()) {
            return Optional.of(new Limit(key, Double.NEGATIVE_INFINITY, amount, of + "at most " + shown + name));
        }
        if (property.equals("Display") && !MORE.matcher(before).matches()) {
            return Optional.of(new Limit(key, amount - INCH_SLACK, amount + INCH_SLACK, of + "about " + shown));
        }
        // "16 GB of memory" is fulfilled by 32 GB too; a weight that is simply said is the most it may be.
        return quantity.dimension() == Dimension.MASS && !MORE.matcher(before).matches()
                ? Optional.of(new Limit(key, Double.NEGATIVE_INFINITY, amount, "at most " + shown + name))
                : Optional.of(new Limit(key, amount, Double.POSITIVE_INFINITY, of + "at least " + shown + name));
    }

    private static @Nullable String property(Quantity quantity, String after) {
        return switch (quantity.dimension()) {
            case DATA ->
                MEMORY.matcher(after).find()
                                || (quantity.amount() <= MOST_MEMORY
                                        && !STORAGE.matcher(after).find())
                        ? "Memory"
                        : "Storage";
            case MASS -> "Weight";
            case TIME -> "Battery life";
            case LENGTH ->
                quantity.text().toLowerCase(Locale.ROOT).matches(".*(?:inch(?:es)?|in|\")") ? "Display" : "Thickness";
            case LUMINANCE -> "Brightness";
            case FREQUENCY -> "Refresh rate";
            case RESOLUTION -> "Resolution";
            case POWER -> "Maximum output";
            case ENERGY, CHARGE -> "Battery";
            case BITRATE -> "Ethernet";
            case DATE -> null;
        };
    }

    private static BigDecimal money(String written) {
        var plain = written.matches("\\d{1,3}(?:[,.]\\d{3})+") ? written.replaceAll("[,.]", "") : written;
        return new BigDecimal(plain);
    }

    /** The same with this limit on the price only. */
    Wishes withPrice(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        return new Wishes(min, max, limits, wishes, words);
    }

    Wishes without(Limit limit) {
        return new Wishes(
                minPrice,
                maxPrice,
                limits.stream().filter(one -> !one.equals(limit)).toList(),
                wishes,
                words);
    }

    List<Map<String, Object>> filters() {
        return limits.stream()
                .map(limit -> Map.<String, Object>of("key", limit.key(), "min", limit.min(), "max", limit.max()))
                .toList();
    }

    /** The measured properties that are limited or wished. */
    List<String> keys() {
        return Stream.concat(
                        limits.stream().map(Limit::key),
                        wishes.stream().map(Wish::key).filter(Objects::nonNull))
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    /** The wishes that a measure fulfils more or less. */
    List<Map<String, Object>> measured() {
        var rows = new ArrayList<Map<String, Object>>();
        for (var wish : wishes) {
            if (wish.key() != null) {
                rows.add(Map.of("key", wish.key(), "from", wish.from(), "to", wish.to(), "weight", wish.weight()));
            }
        }
        return rows;
    }

    /** The wishes that a word of the data sheet fulfils. */
    List<Map<String, Object>> spoken() {
        return wishes.stream()
                .filter(wish -> wish.key() == null)
                .map(wish -> Map.<String, Object>of("words", wish.words(), "weight", wish.weight()))
                .toList();
    }
}
