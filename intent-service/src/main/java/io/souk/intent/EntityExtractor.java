package io.souk.intent;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what a message names: orders, references, products and categories of the live catalogue. */
final class EntityExtractor {
    /** "ORD-1001", "ord 1001", "order #1001", "order number 1001". */
    private static final Pattern ORDER = Pattern.compile(
            "\\bord(?:er)?s?[\\s.:#_–-]*(?:(?:number|no|nr|num|id)\\b[\\s.:#-]*)?(?:is\\s+)?(?:ord-?)?(\\d{4,10})\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern HASH_NUMBER = Pattern.compile("(?<![\\w&])#\\s?(\\d{4,10})\\b");
    /** Four to six digits that are no price, size or decimal. */
    private static final Pattern BARE_NUMBER = Pattern.compile(
            "(?<![\\w€$£#.,-])(\\d{4,6})(?![\\w€$£%]|[.,:]\\d|\\s?(?:€|eur|euros?|usd|dollars?|pounds?|mah|wh|w|hz|gb|tb|mm|x)\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ABOUT_AN_ORDER = Pattern.compile(
            "\\b(?:orders?|track|tracking|parcel|package|shipment|delivery|refund|return|cancel|exchange|invoice|purchase|where|status)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCE =
            Pattern.compile("\\b(RF|CP)[\\s#:_–-]*((?=[A-Z-]*\\d)[A-Z0-9][A-Z0-9-]{2,})\\b", Pattern.CASE_INSENSITIVE);

    /** A piece of the text, and what stands for it when the text is classified. */
    record Span(int start, int end, String placeholder) {}

    /**
     * What a text names.
     *
     * @param products before ambiguities are resolved, in order of mention
     * @param categorySpans where categories are named, so that one can be put in place of another
     */
    record Extraction(
            String text,
            List<String> orderIds,
            List<String> references,
            List<ProductMention> products,
            List<String> categories,
            List<Span> spans,
            List<Span> categorySpans) {

        Entities entities() {
            return new Entities(products, categories, orderIds, references);
        }

        /** The text with placeholders, as the encoder shall see it. */
        String masked() {
            return Placeholders.spellOut(replaced(spans));
        }

        /** The text with some pieces replaced by what stands for them. */
        String replaced(List<Span> pieces) {
            var replaced = new StringBuilder(text);
            pieces.stream()
                    .sorted(Comparator.comparingInt(Span::start).reversed())
                    .forEach(span -> replaced.replace(span.start(), span.end(), span.placeholder()));
            return replaced.toString();
        }

        boolean namesSomething() {
            return !orderIds.isEmpty() || !references.isEmpty() || !products.isEmpty() || !categories.isEmpty();
        }
    }

    private EntityExtractor() {}

    /**
     * Reads one text.
     *
     * @param orderExpected whether a bare number is likely an order: one was asked for
     */
    static Extraction extract(String text, CatalogueIndex catalogue, boolean orderExpected) {
        var spans = new ArrayList<Span>();
        var orderIds = new LinkedHashSet<String>();
        var references = new LinkedHashSet<String>();
        findReferences(text, references, spans);
        findOrders(ORDER, text, orderIds, spans);
        findOrders(HASH_NUMBER, text, orderIds, spans);
        if (orderExpected || ABOUT_AN_ORDER.matcher(text).find()) {
            findOrders(BARE_NUMBER, text, orderIds, spans);
        }

        var words = Words.of(text);
        var taken = new BitSet(words.size());
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            taken.set(i, spans.stream().anyMatch(span -> word.start() < span.end() && word.end() > span.start()));
        }
        var products = new ArrayList<ProductMention>();
        var seen = new LinkedHashSet<String>();
        for (var match : catalogue.products(words, taken)) {
            var start = words.get(match.from()).start();
            var end = words.get(match.to() - 1).end();
            products.add(new ProductMention(
                    match.product().id(), match.product().name(), text.substring(start, end), start, match.score()));
            if (spans.stream().noneMatch(span -> span.start() == start)) {
                seen.add(match.product().id());
                var first = seen.size() == 1;
                spans.add(new Span(start, end, first ? Placeholders.PRODUCT : Placeholders.OTHER_PRODUCT));
            }
        }
        var categories = new LinkedHashSet<String>();
        var categorySpans = new ArrayList<Span>();
        for (var match : catalogue.categories(words, taken)) {
            categories.add(match.category());
            categorySpans.add(new Span(
                    words.get(match.from()).start(), words.get(match.to() - 1).end(), match.category()));
        }
        return new Extraction(
                text,
                List.copyOf(orderIds),
                List.copyOf(references),
                List.copyOf(products),
                List.copyOf(categories),
                List.copyOf(spans),
                List.copyOf(categorySpans));
    }

    private static void findOrders(Pattern pattern, String text, Set<String> orderIds, List<Span> spans) {
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (free(spans, matcher.start(), matcher.end())) {
                orderIds.add("ORD-" + matcher.group(1));
                spans.add(new Span(matcher.start(), matcher.end(), Placeholders.ORDER));
            }
        }
    }

    private static void findReferences(String text, Set<String> references, List<Span> spans) {
        var matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            var kind = matcher.group(1).toUpperCase(Locale.ROOT);
            references.add(kind + '-' + matcher.group(2).toUpperCase(Locale.ROOT));
            spans.add(new Span(
                    matcher.start(), matcher.end(), kind.equals("RF") ? Placeholders.REFUND : Placeholders.COMPLAINT));
        }
    }

    private static boolean free(List<Span> spans, int start, int end) {
        return spans.stream().noneMatch(span -> start < span.end() && end > span.start());
    }
}
