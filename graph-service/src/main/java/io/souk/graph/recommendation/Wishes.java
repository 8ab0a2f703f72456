package io.souk.graph.recommendation;

import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Stems;
import io.souk.graph.knowledge.Uses.Use;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
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
 * @param words what else is said and may be a feature or a brand: what is understood otherwise is not among them
 * @param purposes what it is wanted for and that nothing above covers, in the customer's words ("for beekeeping")
 * @param others audiences that were not asked for
 * @param currency of the prices that are meant; empty for any
 */
public record Wishes(
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        List<Limit> limits,
        List<Wish> wishes,
        List<String> words,
        List<Purpose> purposes,
        List<Use> others,
        String currency) {
    private static final String MONEY = "(?:€|eur(?:os?)?|\\$|usd|£|gbp)?\\s*";
    private static final String NUMBER = "(\\d{1,3}(?:[,.]\\d{3})+|\\d{1,6}(?:\\.\\d{1,2})?)";
    /** A number with a unit after it is no price. */
    private static final String NO_UNIT =
            "(?![\\d.,]*\\d)(?!\\s*-?(?:[kmgt]b|kg|g|lbs?|oz|mm|cm|m|inch|in|\"|w|wh|m?ah|[km]?hz|nits|h|hours?|min|days?|weeks?|months?|years?|yrs?|pixels?|products?|items?|people|persons?|kids|children|players?|screens?|monitors?|computers?|devices?|of us)\\b)";

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

    /** "A quick laptop, not one for games": what is not wanted is no wish. */
    private static final Pattern NOT_FOR = Pattern.compile(
            "(?i)\\b(?:but )?(?:not|nothing|none|no)(?: (?:one|ones|a|an|really|just|necessarily|that|which|is|are|it|made|meant))* for\\b(?! (?:more|over|above|less))[^,.;:!?]*?(?=[,.;:!?]|\\band\\b|\\bbut\\b|$)");

    private static final Map<String, Pattern> CURRENCIES = Map.of(
            "EUR", Pattern.compile("(?i)€|\\b(?:eur|euros?)\\b"),
            "USD", Pattern.compile("(?i)\\$|\\b(?:usd|dollars?)\\b"),
            "GBP", Pattern.compile("(?i)£|\\bgbp\\b"));

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

    private static final Pattern AGE = Pattern.compile("(?i)^[\\s-]*(?:olds?\\b|of age\\b)");
    private static final double AROUND_SLACK = 0.15;
    /** What something is for says more than an adjective. */
    private static final double USE_WEIGHT = 2;
    /** What is made for others is shown when nothing else is left: no wish outweighs that. */
    private static final double OTHERS_WEIGHT = -6;

    private static final double DENIED_WEIGHT = -1;
    /** Stands where words were that are understood; ends a phrase. */
    private static final String UNDERSTOOD = ". ";

    /** What a quantity may be said to be of. */
    private static final Pattern MEASURED = Pattern.compile(
            "(?:\\s+(?:of\\s+)?(?:ram|memory|ssd|storage|disk|battery(?:\\s+life)?|screen|display|weight))?");

    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern PURPOSE = Pattern.compile(
            "(?i)\\b(for|when|while|during)\\s+(?:(?:a|an|the|my|our|his|her|their|some|i am|i.m)\\s+)*([\\p{L}\\p{N}-]+(?:\\s+[\\p{L}\\p{N}-]+)*)");
    private static final int MOST_OF_A_PURPOSE = 3;
    /** "7 years old" is no time that a battery lasts, and neither are two weeks of holidays. */
    private static final Pattern HOURS = Pattern.compile("(?i).*\\d\\W*(?:h|hrs?|hours?|min|minutes?)$");

    private static final Pattern LASTING =
            Pattern.compile("(?i)\\b(?:batter\\w+|lasts?|lasting|runtime|charges?|run time)\\b");

    /**
     * What must be so.
     *
     * @param key the measured property
     * @param as in words
     */
    record Limit(String key, double min, double max, String as) {}

    /**
     * What would be good.
     *
     * @param key the measured property; null: one of {@code words} must be said of the product
     * @param words in their stems
     * @param use what it is for, or for whom; null if it is a quality
     */
    record Wish(
            String as,
            @Nullable String key,
            double from,
            double to,
            List<String> words,
            double weight,
            @Nullable Use use) {
        /** That something is for this. */
        private static Wish of(Use use) {
            return new Wish(use.as(), use.isFor(), 0, 1, List.of(), USE_WEIGHT, use);
        }

        /** One that some word fulfils. */
        static Wish of(String word, List<String> stems, double weight) {
            return new Wish(word, null, 0, 0, stems, weight, null);
        }

        /** The same between other measures. */
        Wish between(double nothing, double all) {
            return new Wish(as, key, nothing, all, words, weight, use);
        }

        /** How far an amount fulfils it, from 0 to 1. */
        double share(double amount) {
            return Math.clamp((amount - from) / (to - from), 0, 1);
        }
    }

    /** @param stems of what is in it, of which any will do */
    record Purpose(String as, List<String> stems) {}

    public static Wishes read(String whole, Knowledge knowledge) {
        var question = NOT_FOR.matcher(whole).replaceAll(" ");
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
        var rest = question;
        for (var quantity : Quantity.allIn(question)) {
            rest = Pattern.compile(Pattern.quote(quantity.text()) + MEASURED.pattern(), Pattern.CASE_INSENSITIVE)
                    .matcher(rest)
                    .replaceFirst(UNDERSTOOD);
        }
        var asked = knowledge.needs().askedIn(question);
        for (var use : asked) {
            wishes.add(Wish.of(use));
            rest = use.said().matcher(rest).replaceAll(UNDERSTOOD);
        }
        for (var known : knowledge.wishes()) {
            if (known.said().matcher(question).find()) {
                wishes.add(new Wish(
                        known.as(),
                        known.key(),
                        known.from(),
                        known.to(),
                        known.words().stream().map(Stems::of).toList(),
                        1,
                        null));
                rest = known.said().matcher(rest).replaceAll(UNDERSTOOD);
            }
        }
        var idle = knowledge.needs().idle();
        var words = Stems.words(rest).stream()
                // a budget of 500 is no wish for 500 GB
                .filter(word -> !idle.contains(word) && !NUMBERS.matcher(word).matches())
                .distinct()
                .toList();
        return new Wishes(
                min,
                max,
                List.copyOf(limits),
                List.copyOf(wishes),
                words,
                purposes(rest, idle),
                knowledge.needs().audiences().stream()
                        .filter(audience -> !asked.contains(audience))
                        .toList(),
                min == null && max == null ? "" : currency(question));
    }

    private static String currency(String question) {
        return CURRENCIES.entrySet().stream()
                .filter(currency -> currency.getValue().matcher(question).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static List<Purpose> purposes(String rest, Set<String> idle) {
        return PURPOSE.matcher(rest)
                .results()
                .flatMap(match -> {
                    var words = Stems.words(match.group(2)).stream()
                            .takeWhile(word -> !idle.contains(word)
                                    && !NUMBERS.matcher(word).matches())
                            .limit(MOST_OF_A_PURPOSE)
                            .toList();
                    return words.isEmpty()
                            ? Stream.<Purpose>empty()
                            : Stream.of(new Purpose(
                                    "for " + String.join(" ", words),
                                    words.stream().map(Stems::of).toList()));
                })
                .toList();
    }

    private static Optional<Limit> limit(String question, Quantity quantity) {
        var before = question.substring(0, quantity.start());
        var after = question.substring(
                Math.min(question.length(), quantity.start() + quantity.text().length()));
        var property = property(quantity, after);
        if (property == null
                || (quantity.dimension() == Dimension.TIME
                        && !HOURS.matcher(quantity.text().strip()).matches()
                        && !LASTING.matcher(question).find())
                || AGE.matcher(after).find()) {
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

    /** The same at any price, in any money. */
    Wishes atAnyPrice() {
        return new Wishes(null, null, limits, wishes, words, purposes, others, "");
    }

    Wishes without(Limit limit) {
        return new Wishes(
                minPrice,
                maxPrice,
                limits.stream().filter(one -> !one.equals(limit)).toList(),
                wishes,
                words,
                purposes,
                others,
                currency);
    }

    /** The same with these limits only. */
    Wishes withLimits(List<Limit> these) {
        return new Wishes(minPrice, maxPrice, List.copyOf(these), wishes, words, purposes, others, currency);
    }

    /** The same with what is not covered. */
    Wishes withPurposes(List<Purpose> these) {
        return new Wishes(minPrice, maxPrice, limits, wishes, words, List.copyOf(these), others, currency);
    }

    /** The same of products that are sold for this money; empty: for any. */
    Wishes in(String money) {
        return new Wishes(minPrice, maxPrice, limits, wishes, words, purposes, others, money);
    }

    /** The same with these wishes. */
    Wishes withWishes(List<Wish> these) {
        return new Wishes(minPrice, maxPrice, limits, List.copyOf(these), words, purposes, others, currency);
    }

    /** The limits, as a statement takes them: key, least and most. */
    public List<Map<String, Object>> filters() {
        return limits.stream()
                .map(limit -> Map.<String, Object>of("key", limit.key(), "min", limit.min(), "max", limit.max()))
                .toList();
    }

    /** The measured properties that are limited, wished or against it. */
    List<String> keys() {
        return Stream.concat(
                        limits.stream().map(Limit::key),
                        Stream.concat(
                                wishes.stream().map(Wish::key).filter(Objects::nonNull),
                                others.stream().map(Use::isFor)))
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
            if (wish.use() != null) {
                rows.add(flag(wish.use().isNotFor(), DENIED_WEIGHT));
            }
        }
        others.forEach(audience -> rows.add(flag(audience.isFor(), OTHERS_WEIGHT)));
        return rows;
    }

    private static Map<String, Object> flag(String key, double weight) {
        return Map.of("key", key, "from", 0.0, "to", 1.0, "weight", weight);
    }

    /** The wishes that a word said of the product fulfils. */
    List<Map<String, Object>> spoken() {
        return wishes.stream()
                .filter(wish -> wish.key() == null)
                .map(wish -> Map.<String, Object>of("words", wish.words(), "weight", wish.weight()))
                .toList();
    }
}
