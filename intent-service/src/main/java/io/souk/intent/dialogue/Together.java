package io.souk.intent.dialogue;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** "All three together?", "what would two of them cost", "without the monitor": what several things or pieces come to. */
final class Together {
    private static final int LONGEST = 14;
    private static final int MOST_THINGS = 5;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("twelve", 12),
            Map.entry("a dozen", 12),
            Map.entry("twenty", 20));
    private static final String NUMBER = "(\\d{1,4}(?![.,]?\\d)|"
            + String.join("|", NUMBERS.keySet().stream().sorted().toList()) + ")";
    /** Adds things up. */
    private static final Pattern TOGETHER = Pattern.compile(
            "\\b(?:together|altogether|all in all|in total|in all|in sum|the total|total (?:price|cost)|add(?:s|ed)? up(?: to)?|(?:come|comes|amount|amounts) to)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PRICED = Pattern.compile(
            "\\b(?:how much|cost|costs|price|prices|pay|what(?:['’]s| is| are| would| will| do| does| did)?)\\b",
            Pattern.CASE_INSENSITIVE);
    /** "How much for both", "the price of all three". */
    private static final Pattern ALL = Pattern.compile(
            "\\b(?:both|the two|all (?:of (?:them|those|these)|(?:the )?" + NUMBER + "|" + NUMBER
                    + " of (?:them|those))|all)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FOR_BOTH = Pattern.compile(
            "\\b(?:how much|what|price|cost)\\b[^.?!]*\\b(?:both|the two|all (?:of them|three|four|3|4))\\b",
            Pattern.CASE_INSENSITIVE);
    /** "For two of them", "what would the 24 come to", "if I take 3". */
    private static final Pattern PIECES = Pattern.compile(
            "\\b(?:for|take|took|buy|bought|get|order|want|need|of|the|cost|be|are|do|would)\\s+" + NUMBER
                    + "(?:\\s+(?:of (?:them|those|these|it)|pieces?|units?|together|come|cost|be|then|pairs?))?(?=\\W*$|\\s+(?:of|pieces?|units?|come|cost|together|be|then|pairs?|in)\\b)",
            Pattern.CASE_INSENSITIVE);
    /** Of money that was paid already, or is not for things. */
    private static final Pattern NOT_OF_THINGS = Pattern.compile(
            "\\b(?:did (?:i|we)|(?:i|we) (?:paid|payed|pay)|have (?:i|we) paid|refund\\w*|back|return\\w*|shipping|delivery|postage|warranty|work together|go together|fit together|used? together|weigh\\w*|heavy|ordered|bought|my orders?|points?|instal\\w*|compare\\w*|differ\\w*|watts?|ports?)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WITHOUT = Pattern.compile(
            "\\b(?:without|minus|except|not (?:with )?|leave out|leaving out|drop|skip)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_NAME =
            Pattern.compile(NUMBER + "(?:\\s*x|\\s+(?:of the|of))?\\s*$", Pattern.CASE_INSENSITIVE);

    private Together() {}

    static Optional<FollowUp> in(Said said) {
        if (said.turn().pendingAction() != null
                || said.message().namesOrder()
                || said.isAfterOrders()
                || Words.of(said.text()).size() > LONGEST) {
            return Optional.empty();
        }
        var less = fewer(said);
        if (less.isPresent()) {
            return less.map(parts -> of(parts, said));
        }
        if (NOT_OF_THINGS.matcher(said.text()).find()) {
            return Optional.empty();
        }
        return parts(said).filter(parts -> !parts.isEmpty()).map(parts -> of(parts, said));
    }

    /** A product, so many times. */
    private record Part(int quantity, ProductMention product) {}

    private static Optional<List<Part>> parts(Said said) {
        var text = said.text();
        var isAdded = TOGETHER.matcher(text).find();
        var isShort = Words.of(text).size() <= MOST_THINGS;
        var named = named(said);
        if (isAdded && named.size() > 1 && (PRICED.matcher(text).find() || isShort)) {
            return Optional.of(named);
        }
        var focus = said.turn().focus().products();
        if (focus.isEmpty() || named.size() > 1) {
            return Optional.empty();
        }
        var pieces = PIECES.matcher(text);
        var all = ALL.matcher(text);
        var asksForAll = all.find() && (isAdded || FOR_BOTH.matcher(text).find());
        if (asksForAll && named.isEmpty()) {
            var number = number(all.group(1) != null ? all.group(1) : all.group(2));
            var wanted = number > 0 ? number : isTwo(all.group()) ? 2 : shownTogether(said);
            if (wanted > 1 && wanted <= focus.size()) {
                return Optional.of(
                        focus.stream().limit(wanted).map(Together::one).toList().reversed());
            }
            return wanted > MOST_THINGS
                    ? Optional.of(List.of(new Part(wanted, FocusResolver.mention(focus.getFirst()))))
                    : Optional.empty();
        }
        if ((isAdded || PRICED.matcher(text).find())
                && named.isEmpty()
                && said.message().categories().isEmpty()
                && pieces.find()) {
            return Optional.of(List.of(new Part(number(pieces.group(1)), FocusResolver.mention(focus.getFirst()))));
        }
        if (isAdded
                && named.size() == 1
                && !named.getFirst()
                        .product()
                        .productId()
                        .equals(focus.getFirst().id())) {
            return Optional.of(List.of(one(focus.getFirst()), named.getFirst()));
        }
        return isAdded && named.isEmpty() && focus.size() > 1 && shownTogether(said) > 1 && isShort
                ? Optional.of(focus.stream()
                        .limit(shownTogether(said))
                        .map(Together::one)
                        .toList()
                        .reversed())
                : Optional.empty();
    }

    /** "Without the monitor", of what was added up. */
    private static Optional<List<Part>> fewer(Said said) {
        var topic = said.turn().topic();
        var without = WITHOUT.matcher(said.text());
        if (topic == null
                || !Variants.TOTAL.equals(topic.variant())
                || topic.intent() != Intent.PRODUCT_INFO
                || !without.find()) {
            return Optional.empty();
        }
        var left = named(said.as(said.read(said.text().substring(without.start()))));
        var gone = left.stream().map(part -> part.product().productId()).toList();
        var kinds = said.message().categories();
        var before = named(said.as(said.read(topic.question())));
        var rest = before.stream()
                .filter(part -> !gone.contains(part.product().productId()))
                .filter(part -> gone.isEmpty()
                        ? said.index()
                                .product(part.product().productId())
                                .filter(product -> kinds.contains(product.category()))
                                .isEmpty()
                        : true)
                .toList();
        return rest.isEmpty() || rest.size() == before.size() ? Optional.empty() : Optional.of(rest);
    }

    /** What is named, or pointed at by its kind: "the dock and the cable". */
    private static List<Part> named(Said said) {
        var parts = new ArrayList<Part>();
        for (var product : said.resolver().mentioned()) {
            var before = BEFORE_NAME.matcher(said.text().substring(0, Math.max(0, product.start())));
            parts.add(new Part(before.find() ? Math.max(1, number(before.group(1))) : 1, product));
        }
        for (var kind : said.message().categories()) {
            said.turn().focus().products().stream()
                    .filter(product -> said.index()
                            .product(product.id())
                            .map(CatalogueIndex.Product::category)
                            .filter(kind::equals)
                            .isPresent())
                    .findFirst()
                    .filter(product -> parts.stream()
                            .noneMatch(part -> part.product().productId().equals(product.id())))
                    .ifPresent(product -> parts.add(one(product)));
        }
        return parts;
    }

    /** How many of those that are spoken of the last replies named: what "together" means without a number. */
    private static int shownTogether(Said said) {
        var listed = said.turn().focus().listed();
        var focus = said.turn().focus().products();
        return listed.size() > 1
                        && listed.size() <= MOST_THINGS
                        && focus.size() >= listed.size()
                        && listed.containsAll(focus.subList(0, listed.size()))
                ? listed.size()
                : Math.min(focus.size(), 2);
    }

    private static boolean isTwo(String words) {
        var plain = words.toLowerCase(Locale.ROOT);
        return plain.equals("both") || plain.equals("the two");
    }

    private static Part one(FocusProduct product) {
        return new Part(1, FocusResolver.mention(product));
    }

    private static int number(@Nullable String words) {
        if (words == null) {
            return 0;
        }
        var plain = words.toLowerCase(Locale.ROOT);
        return NUMBERS.getOrDefault(plain, Character.isDigit(plain.charAt(0)) ? Integer.parseInt(plain) : 0);
    }

    private static FollowUp of(List<Part> parts, Said said) {
        var words = parts.stream()
                .map(part -> (part.quantity() > 1 ? part.quantity() + " x " : "")
                        + part.product().name())
                .collect(Collectors.joining(" and "));
        var question = said.read("What do " + words + " cost in total?");
        var once = parts.stream().map(Part::product).toList();
        return new FollowUp(
                question,
                said.message().meaning(once),
                _ -> true,
                _ -> Classification.certain(Intent.PRODUCT_INFO, Variants.TOTAL));
    }
}
