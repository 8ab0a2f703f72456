package io.souk.intent.entities;

import static java.util.stream.Collectors.toCollection;

import io.souk.events.Entities;
import io.souk.events.Entities.Amount;
import io.souk.events.Entities.DateMention;
import io.souk.events.Entities.Kind;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.spelling.Spelt;
import io.souk.intent.text.Placeholders;
import io.souk.intent.text.Words;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what a message names: orders, references and parcels, products and categories of the live catalogue, money, days, and who is
 * writing. What says what it is comes first; a bare number is only taken for an order when nothing else has it.
 */
public final class EntityExtractor {
    /** A piece of the text, and what stands for it when the text is classified. */
    public record Span(int start, int end, String placeholder) {}

    /**
     * What a text names.
     *
     * @param spelt the text as it was meant: all places here are in it, and {@link #typed} tells those in what was typed
     * @param entities with products before ambiguities are resolved
     * @param categorySpans where categories are named, so that one can be put in place of another
     */
    public record Extraction(Spelt spelt, Entities entities, List<Span> spans, List<Span> categorySpans) {

        /** The text as it was meant. */
        public String text() {
            return spelt.text();
        }

        /** What was found, with its places and words as they were typed. */
        public Entities typed() {
            return spelt.typed(entities);
        }

        public List<String> orderIds() {
            return entities.orderIds();
        }

        public List<String> references() {
            return entities.references();
        }

        public List<ProductMention> products() {
            return entities.products();
        }

        public List<String> categories() {
            return entities.categories();
        }

        /** The text with placeholders, as the encoder shall see it. */
        public String masked() {
            return Placeholders.spellOut(replaced(spans));
        }

        /** The text with some pieces replaced by what stands for them. */
        public String replaced(List<Span> pieces) {
            var replaced = new StringBuilder(text());
            pieces.stream()
                    .sorted(Comparator.comparingInt(Span::start).reversed())
                    .forEach(span -> replaced.replace(span.start(), span.end(), span.placeholder()));
            return replaced.toString();
        }

        public boolean namesSomething() {
            return !orderIds().isEmpty()
                    || !references().isEmpty()
                    || !products().isEmpty()
                    || !categories().isEmpty();
        }

        public boolean namesOrder() {
            return !orderIds().isEmpty() || !references().isEmpty();
        }

        /** What the text names, with the products that are meant. */
        public Entities meaning(List<ProductMention> products) {
            return meaning(products, orderIds());
        }

        /** What the text names, with the products and orders that are meant. */
        public Entities meaning(List<ProductMention> products, Collection<String> orderIds) {
            return new Entities(
                    products,
                    entities.categories(),
                    List.copyOf(orderIds),
                    entities.references(),
                    entities.mentions(),
                    entities.amounts(),
                    entities.dates());
        }
    }

    private EntityExtractor() {}

    /**
     * Reads one text without a conversation.
     *
     * @param orderExpected whether a bare number is likely an order: one was asked for
     */
    public static Extraction extract(String text, CatalogueIndex catalogue, boolean orderExpected) {
        return extract(
                text, catalogue, new ReadingContext(LocalDate.now(ZoneOffset.UTC), orderExpected, false, List.of()));
    }

    /** Reads one text with what helps to read it; its slips are mended first. */
    public static Extraction extract(String text, CatalogueIndex catalogue, ReadingContext context) {
        var spelt = catalogue.spelling().of(text);
        var found = new Findings(spelt.text());
        PersonReader.readEmails(found);
        NumberReader.readNamed(found, context);
        DateReader.read(found, context.today());
        AmountReader.read(found);
        PersonReader.read(found, context);

        var words = Words.of(spelt.text());
        var taken = taken(words, found);
        var products = products(found, catalogue, words, taken);
        NumberReader.readBare(found, context);
        taken.or(taken(words, found));
        var categories = new LinkedHashSet<String>();
        var categorySpans = new ArrayList<Span>();
        for (var match : catalogue.categories(words, taken)) {
            var start = words.get(match.from()).start();
            var end = words.get(match.to() - 1).end();
            categories.add(match.category());
            categorySpans.add(new Span(start, end, match.category()));
            found.add(Kind.CATEGORY, match.category(), start, end, null);
        }
        return new Extraction(
                spelt, entities(found, products, categories), List.copyOf(found.spans()), List.copyOf(categorySpans));
    }

    private static List<ProductMention> products(Findings found, CatalogueIndex catalogue, Words words, BitSet taken) {
        var products = new ArrayList<ProductMention>();
        var seen = new LinkedHashSet<Integer>();
        for (var match : catalogue.products(words, taken)) {
            var start = words.get(match.from()).start();
            var end = words.get(match.to() - 1).end();
            products.add(new ProductMention(
                    match.product().id(),
                    match.product().name(),
                    found.text().substring(start, end),
                    start,
                    match.score()));
            if (seen.add(start)) {
                found.take(start, end);
                var isFirst = match.product().id().equals(products.getFirst().productId());
                found.spans().add(new Span(start, end, isFirst ? Placeholders.PRODUCT : Placeholders.OTHER_PRODUCT));
            }
        }
        return products;
    }

    private static Entities entities(Findings found, List<ProductMention> products, Set<String> categories) {
        var mentions = found.mentions().stream()
                .sorted(Comparator.comparingInt(Mention::start))
                .toList();
        return new Entities(
                products,
                List.copyOf(categories),
                values(mentions, Kind.ORDER, Kind.ORDER),
                values(mentions, Kind.REFUND, Kind.COMPLAINT),
                mentions,
                found.amounts().stream()
                        .sorted(Comparator.comparingInt(Amount::start))
                        .toList(),
                found.dates().stream()
                        .sorted(Comparator.comparingInt(DateMention::start))
                        .toList());
    }

    private static List<String> values(List<Mention> mentions, Kind one, Kind other) {
        return List.copyOf(mentions.stream()
                .filter(mention -> mention.kind() == one || mention.kind() == other)
                .map(Mention::value)
                .collect(toCollection(LinkedHashSet::new)));
    }

    private static BitSet taken(Words words, Findings found) {
        var taken = new BitSet(words.size());
        for (var i = 0; i < words.size(); i++) {
            taken.set(i, !found.isFree(words.get(i).start(), words.get(i).end()));
        }
        return taken;
    }
}
