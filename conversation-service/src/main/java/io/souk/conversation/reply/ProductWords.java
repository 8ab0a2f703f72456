package io.souk.conversation.reply;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Kind;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.events.Finding.Property;
import io.souk.events.Finding.SpecRow;
import io.souk.events.Finding.Sum;
import io.souk.events.Finding.Verdict;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is said of products, all of it from the catalogue's own data. */
final class ProductWords {
    private static final int KEY_SPECS = 5;
    private static final int MOST_NAMES = 6;
    private static final int MOST_BETTER = 4;
    private static final int MOST_OF_A_KIND = 3;
    private static final int MOST_UNKNOWN = 3;
    /** Of a reason in a list, in characters. */
    private static final int LONGEST_REASON = 80;

    private static final String OVERALL = "overall";
    /** What graph-service calls a sentence that stands in no line of the data sheet. */
    private static final String DESCRIPTION = "Description";
    /** Half of the words of a row's name. */
    private static final double ENOUGH = 0.5;
    /** A row that has all the words only in its value is as good as one that has three in four in its name. */
    private static final double BY_VALUE = 0.75;
    /** What sellers write where there is nothing. */
    private static final Set<String> NONE = Set.of("none", "no");

    private final Voice voice;
    private final Lexicon lexicon;

    ProductWords(Voice voice, Lexicon lexicon) {
        this.voice = voice;
        this.lexicon = lexicon;
    }

    String list(Products found) {
        var shown = found.products();
        var names = voice.texts().list(shown.stream().map(this::item).toList());
        var heading = found.heading();
        var isCategory = shown.stream().allMatch(product -> product.category().equalsIgnoreCase(heading));
        if (!isCategory) {
            return voice.say("products.heading", "heading", heading, "list", names);
        }
        if (found.total() == 1) {
            return voice.say("products.list.one", "list", names);
        }
        return voice.say(
                found.total() > shown.size() ? "products.some" : "products.list",
                "total",
                found.total(),
                "shown",
                shown.size(),
                "category",
                heading.toLowerCase(voice.texts().locale()),
                "list",
                names);
    }

    /** What stands above the lines of a longer list. */
    String heading(Products found) {
        var shown = found.products();
        var isCategory = shown.stream().allMatch(product -> product.category().equalsIgnoreCase(found.heading()));
        return isCategory
                ? voice.say(
                        found.total() > shown.size() ? "products.some.lines" : "products.list.lines",
                        "total",
                        found.total(),
                        "shown",
                        shown.size(),
                        "category",
                        found.heading().toLowerCase(voice.texts().locale()))
                : found.heading() + ':';
    }

    List<String> lines(Products found) {
        return found.products().stream().map(this::item).toList();
    }

    String similar(Products found, String product) {
        var list = voice.texts().list(found.products().stream().map(this::item).toList());
        return voice.say("products.similar", "product", product, "list", list);
    }

    String recommended(Products found) {
        var first = found.products().getFirst();
        var others = found.products().stream()
                .skip(1)
                .limit(MOST_OF_A_KIND)
                .map(this::item)
                .toList();
        var words = voice.say(
                "products.recommended",
                "product",
                first.name(),
                "price",
                price(first),
                "why",
                found.reasons().isEmpty() || isIdle(found.reasons().getFirst())
                        ? firstSentences(first.description(), 1)
                        : voice.say(
                                "products.because",
                                "reason",
                                clause(found.reasons().getFirst())));
        return others.isEmpty()
                ? words
                : words
                        + ' '
                        + voice.say(
                                "products.recommended.more",
                                "list",
                                voice.texts().list(others));
    }

    /** True of nearly everything that is sold, or said before it: no reason to buy it. */
    private boolean isIdle(String reason) {
        return reason.isBlank() || lexicon.matches("idleReason", reason);
    }

    String about(ProductView product) {
        var words = voice.say(
                "product.about",
                "name",
                product.name(),
                "brand",
                product.name().startsWith(product.brand()) ? "none" : product.brand(),
                "price",
                price(product),
                "stock",
                product.stock());
        var successor = product.successor();
        var newer = successor == null ? "" : ' ' + voice.say("product.successor", "successor", successor.name());
        return (words + newer + ' ' + firstSentences(product.description(), 2)).strip();
    }

    String keySpecs(ProductView product) {
        if (product.specs().isEmpty()) {
            return "";
        }
        var specs = product.specs().entrySet().stream()
                .limit(KEY_SPECS)
                .map(spec -> voice.say(
                        "product.spec",
                        "name",
                        spec.getKey().toLowerCase(voice.texts().locale()),
                        "value",
                        spec.getValue()))
                .toList();
        return voice.say("product.specs", "list", String.join("; ", specs));
    }

    /**
     * The line of the data sheet, the price or the stock, if that is what was asked.
     *
     * @param least the share of the question's words that the line must be about
     */
    Optional<String> detail(ProductView product, String question, double least) {
        var asked = new HashSet<>(lexicon.stems(question));
        lexicon.stems(product.name()).forEach(asked::remove);
        if (lexicon.matches("asksStock", question)) {
            return Optional.of(voice.say("product.stock", "product", product.name(), "stock", product.stock()));
        }
        if (lexicon.matches("asksPrice", question)) {
            return Optional.of(voice.say("product.price", "product", product.name(), "price", price(product)));
        }
        return row(product, asked, least, lexicon.expects(question))
                .map(row -> line(product, row.getKey(), row.getValue(), null));
    }

    /** The row that the words name, else the one whose value has them: "in white" is answered by the colours. */
    private Optional<Map.Entry<String, String>> row(
            ProductView product, Set<String> asked, double least, @Nullable String expected) {
        Map.@Nullable Entry<String, String> best = null;
        var bestScore = 0.0;
        for (var spec : product.specs().entrySet()) {
            var name = lexicon.stems(spec.getKey());
            var value = Set.copyOf(lexicon.stems(spec.getValue()));
            var shared = name.stream()
                    .filter(stem -> asked.contains(stem) || lexicon.meanTheSame(stem, asked))
                    .count();
            var held = asked.stream().filter(value::contains).count();
            if (shared == 0 && held == 0) {
                continue;
            }
            var known = asked.stream()
                    .filter(stem ->
                            name.contains(stem) || value.contains(stem) || lexicon.meanTheSame(stem, Set.copyOf(name)))
                    .count();
            if (known < least * asked.size()) {
                continue; // of what "does the amber light mean when charging", "charging" is the least
            }
            var score = Math.max((double) shared / name.size(), BY_VALUE * held / Math.max(1, asked.size()));
            if (expected != null) {
                score += lexicon.matches(expected, spec.getValue()) ? 1 : -0.5;
            }
            if (score > bestScore) {
                bestScore = score;
                best = spec;
            }
        }
        return bestScore < ENOUGH ? Optional.empty() : Optional.ofNullable(best);
    }

    /** The line of the data sheet that graph-service found to answer; empty if the sheet says nothing of it. */
    Optional<String> property(ProductView product, Property property, String question) {
        if (!property.kinds().isEmpty()) {
            return Optional.of(kinds(product, property.kinds(), lexicon.matches("asksStock", question)));
        }
        var value = property.value();
        if (value == null) {
            return "no".equals(property.verdict()) && property.asked() != null
                    ? Optional.of(voice.say("product.detail.none", "product", product.name(), "none", property.asked()))
                    : Optional.empty();
        }
        return Optional.of(
                property.name().equals(DESCRIPTION)
                        ? value
                        : line(product, property.name(), value, property.verdict()));
    }

    /** What several pieces cost together. */
    String sum(Sum sum) {
        var texts = voice.texts();
        return voice.say(
                "product.sum",
                "amount",
                texts.money(sum.amount(), sum.currency()),
                "list",
                texts.list(sum.parts().stream()
                        .map(part -> voice.say(
                                "product.sum.part",
                                "quantity",
                                part.quantity(),
                                "name",
                                part.name(),
                                "price",
                                texts.money(part.price(), sum.currency())))
                        .toList()));
    }

    /** Said where neither the data sheet nor a document answers. */
    String unsaid(ProductView product, Property property) {
        return voice.say(
                "product.unsaid",
                "product",
                product.name(),
                "spec",
                property.name().toLowerCase(voice.texts().locale()));
    }

    private String kinds(ProductView product, List<Kind> kinds, boolean asksStock) {
        var left = kinds.stream().filter(kind -> kind.stock() > 0).toList();
        var said = asksStock && !left.isEmpty() ? left : kinds;
        var list = said.stream()
                .limit(MOST_NAMES)
                .map(kind -> voice.say(
                        kind.stock() == 0 ? "product.kind.out" : "product.kind",
                        "options",
                        String.join(", ", kind.options().values()),
                        "price",
                        voice.texts().money(kind.price(), product.currency())))
                .toList();
        return voice.say(
                asksStock ? left.isEmpty() ? "product.kinds.out" : "product.kinds.stock" : "product.kinds",
                "product",
                product.name(),
                "list",
                voice.texts().list(list));
    }

    private String line(ProductView product, String spec, String value, @Nullable String verdict) {
        var isNone = NONE.contains(value.toLowerCase(Locale.ROOT));
        var words = voice.say(
                isNone ? "product.detail.none" : "product.detail",
                "product",
                product.name(),
                "spec",
                spec,
                "none",
                spec.toLowerCase(voice.texts().locale()),
                "value",
                value);
        return isNone || !("yes".equals(verdict) || "no".equals(verdict))
                ? words
                : voice.say("product.verdict." + verdict, "words", words);
    }

    List<String> comparison(Comparison comparison) {
        var products = comparison.products();
        var sentences = new ArrayList<String>();
        sentences.add(prices(products));
        sentences.addAll(verdicts(comparison));
        for (var i = 0; i < products.size(); i++) {
            var ahead = ahead(comparison, i);
            if (!ahead.isEmpty()) {
                sentences.add(voice.say(
                        "comparison.better",
                        "product",
                        products.get(i).name(),
                        "list",
                        voice.texts().list(ahead)));
            }
        }
        var undirected = names(comparison.rows().stream()
                .filter(row -> row.differs() && row.best() == null)
                .toList());
        // Who is told what it comes to has the rest in the table beside the words.
        var isSummedUp = !comparison.verdicts().isEmpty();
        if (!undirected.isEmpty() && !isSummedUp) {
            sentences.add(voice.say(
                    sentences.size() > 1 ? "comparison.differs" : "comparison.differs.only",
                    "list",
                    voice.texts().list(undirected)));
        }
        var same =
                names(comparison.rows().stream().filter(row -> !row.differs()).toList());
        if (!same.isEmpty() && !isSummedUp) {
            sentences.add(voice.say(
                    "comparison.same",
                    "count",
                    products.size(),
                    "list",
                    voice.texts().list(same)));
        }
        if (!comparison.unknown().isEmpty()) {
            sentences.add(voice.say(
                    "comparison.unknown",
                    "list",
                    voice.texts()
                            .list(comparison.unknown().stream()
                                    .limit(MOST_UNKNOWN)
                                    .map(ProductWords::clause)
                                    .toList())));
        }
        return sentences;
    }

    /** What the differences come to, and which product is the better one for what. */
    private List<String> verdicts(Comparison comparison) {
        var products = comparison.products();
        var overall = new ArrayList<String>();
        var uses = new ArrayList<String>();
        for (var product : products) {
            var its = comparison.verdicts().stream()
                    .filter(verdict -> verdict.productId().equals(product.id()))
                    .toList();
            its.stream()
                    .filter(verdict -> verdict.use().equals(OVERALL))
                    .map(verdict -> voice.say("comparison.verdict", "product", product.name(), "text", verdict.text()))
                    .forEach(overall::add);
            var best = its.stream()
                    .map(Verdict::use)
                    .filter(use -> !use.equals(OVERALL))
                    .toList();
            if (!best.isEmpty()) {
                uses.add(voice.say(
                        "comparison.use",
                        "product",
                        product.name(),
                        "list",
                        voice.texts().list(best)));
            }
        }
        // Of two products the other one's verdict is the same turned round.
        var sentences = new ArrayList<>(overall.stream()
                .limit(products.size() == 2 ? 1 : products.size())
                .toList());
        sentences.addAll(uses);
        return sentences;
    }

    private List<String> ahead(Comparison comparison, int product) {
        var two = comparison.products().size() == 2;
        return comparison.rows().stream()
                .filter(row -> row.differs() && Integer.valueOf(product).equals(row.best()))
                // The prices have had a sentence of their own.
                .filter(row -> !row.name().equals("Price"))
                .limit(MOST_BETTER)
                .map(row -> voice.say(
                        two ? "comparison.better.value" : "comparison.better.value.many",
                        "name",
                        name(row),
                        "value",
                        row.values().get(product),
                        "other",
                        two ? row.values().get(1 - product) : ""))
                .toList();
    }

    private String prices(List<ProductView> products) {
        var oneCurrency =
                products.stream().map(ProductView::currency).distinct().count() == 1;
        if (products.size() != 2 || !oneCurrency) {
            return voice.say(
                    "comparison.prices",
                    "list",
                    voice.texts().list(products.stream().map(this::item).toList()));
        }
        var first = products.getFirst();
        var second = products.getLast();
        var order = first.price().compareTo(second.price());
        if (order == 0) {
            return voice.say(
                    "comparison.price.same", "first", first.name(), "second", second.name(), "price", price(first));
        }
        var cheaper = order < 0 ? first : second;
        var dearer = order < 0 ? second : first;
        return voice.say(
                "comparison.price",
                "cheaper",
                cheaper.name(),
                "dearer",
                dearer.name(),
                "cheaperPrice",
                price(cheaper),
                "dearerPrice",
                price(dearer),
                "difference",
                voice.texts().money(dearer.price().subtract(cheaper.price()), first.currency()));
    }

    /** One line per kind of thing. */
    List<String> compatible(Compatibility compatibility) {
        var byCategory = new LinkedHashMap<String, List<String>>();
        for (var match : compatibility.matches()) {
            var group = byCategory.computeIfAbsent(match.product().category(), _ -> new ArrayList<>());
            if (group.size() < MOST_OF_A_KIND) {
                group.add(voice.say(
                        isOwned(match) ? "compatible.item.owned" : "compatible.item",
                        "name",
                        match.product().name(),
                        "price",
                        price(match.product()),
                        "reason",
                        reason(match)));
            }
        }
        return byCategory.entrySet().stream()
                .map(group -> voice.say(
                        "compatible.group", "category", group.getKey(), "list", String.join("; ", group.getValue())))
                .toList();
    }

    /** In a list a reason is a few words, or it is left to the one who asks for it. */
    private String reason(Match match) {
        var reason = match.reason().strip();
        if (reason.length() > LONGEST_REASON || reason.isEmpty()) {
            return "none";
        }
        return reason.startsWith(match.product().brand())
                        || reason.startsWith(match.product().name())
                ? sentence(reason).replaceFirst("\\.$", "")
                : clause(reason);
    }

    /** What the customer has bought and does not fit, or may not. */
    List<String> misfits(Compatibility compatibility) {
        return compatibility.misfits().stream()
                .limit(MOST_OF_A_KIND)
                .map(misfit -> voice.say(
                        "no".equals(misfit.verdict()) ? "compatible.misfit" : "compatible.misfit.unknown",
                        "product",
                        misfit.product().name(),
                        "reason",
                        sentence(misfit.reason())))
                .toList();
    }

    /** What nothing in the catalogue is said to be for, and what there is; blank if all of it is. */
    String unmet(Products found) {
        return found.unmet().isEmpty()
                ? ""
                : voice.say(
                        "products.unmet",
                        "list",
                        voice.texts().list(found.unmet()),
                        "category",
                        found.heading().toLowerCase(voice.texts().locale()));
    }

    private static boolean isOwned(Match match) {
        return Boolean.TRUE.equals(match.owned());
    }

    /** Whether one certain other product works with it. */
    String compatibleWith(Compatibility compatibility, String otherId, String otherName) {
        var product = compatibility.product().name();
        return compatibility.matches().stream()
                .filter(match -> match.product().id().equals(otherId))
                .findFirst()
                .map(match -> voice.say(
                        "compatible.yes", "product", product, "other", otherName, "reason", sentence(match.reason())))
                .orElseGet(() -> notOnRecord(compatibility, product, otherName));
    }

    /** A no has a reason; what nobody knows is not a no. */
    private String notOnRecord(Compatibility compatibility, String product, String otherName) {
        var reason = compatibility.reason();
        if (reason == null || reason.isBlank()) {
            return voice.say("compatible.no", "product", product, "other", otherName);
        }
        return voice.say(
                "no".equals(compatibility.verdict()) ? "compatible.no.because" : "compatible.unknown",
                "product",
                product,
                "other",
                otherName,
                "reason",
                sentence(reason));
    }

    /** What the customer's words were taken for, where that is not plain from the kind of product; blank if it is. */
    String understood(Products found) {
        var kinds =
                found.products().stream().map(ProductView::category).distinct().count();
        return kinds < 2 || found.understood().isEmpty()
                ? ""
                : voice.say("products.understood", "list", voice.texts().list(found.understood()));
    }

    /** What had to be given up to find anything; blank if nothing had. */
    String relaxed(Products found) {
        return found.relaxed().isEmpty()
                ? ""
                : voice.say("products.relaxed", "list", voice.texts().list(found.relaxed()));
    }

    private String item(ProductView product) {
        return voice.say(
                product.stock() == 0 ? "product.item.out" : "product.item",
                "name",
                product.name(),
                "price",
                price(product));
    }

    private String price(ProductView product) {
        return voice.texts().money(product.price(), product.currency());
    }

    private List<String> names(List<SpecRow> rows) {
        return rows.stream().limit(MOST_NAMES).map(this::name).toList();
    }

    private String name(SpecRow row) {
        return row.name().toLowerCase(voice.texts().locale());
    }

    private static String sentence(String words) {
        var stripped = words.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    private static String clause(String reason) {
        var clause = reason.strip().replaceFirst("[.:;]+(”?)$", "$1");
        return clause.length() > 1 && Character.isUpperCase(clause.charAt(0)) && Character.isLowerCase(clause.charAt(1))
                ? Character.toLowerCase(clause.charAt(0)) + clause.substring(1)
                : clause;
    }

    private static String firstSentences(@Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            return "";
        }
        var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        var ends = IntStream.iterate(breaks.next(), end -> end != BreakIterator.DONE, _ -> breaks.next())
                .limit(most)
                .toArray();
        return text.substring(0, ends[ends.length - 1]).strip();
    }
}
