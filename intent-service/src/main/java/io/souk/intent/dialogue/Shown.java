package io.souk.intent.dialogue;

import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.catalogue.CatalogueIndex.Product;
import io.souk.intent.catalogue.DataSheet;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What the customer has been shown, and which of it a message points at: by place, price, brand, or what it is like. */
final class Shown {
    private static final Pattern ORDINAL = Pattern.compile(
            "(?:\\bthe|^|\\band|\\bor|\\bnumber|\\boption)\\s*(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|former|latter|(?<=(?:number|option|nr|no)\\s)[1-5])"
                    + "(?=\\s+(?:one|and|or|vs|with|to|please|costs?|has|have|is|does|can|weighs?|lasts?|works?)\\b|\\s*[?.!,]|\\s*$)",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> PLACES = Map.ofEntries(
            Map.entry("1", 0),
            Map.entry("2", 1),
            Map.entry("3", 2),
            Map.entry("4", 3),
            Map.entry("5", 4),
            Map.entry("first", 0),
            Map.entry("1st", 0),
            Map.entry("former", 0),
            Map.entry("second", 1),
            Map.entry("2nd", 1),
            Map.entry("latter", 1),
            Map.entry("third", 2),
            Map.entry("3rd", 2),
            Map.entry("fourth", 3),
            Map.entry("4th", 3),
            Map.entry("fifth", 4),
            Map.entry("5th", 4));
    /** "The cheaper one" of two or more that were named; "a cheaper one" is another wish. */
    private static final Pattern BY_PRICE = Pattern.compile(
            "\\b(?:the|that|which(?: one)?(?: of (?:them|those|these|the two))? (?:is|are)(?: the)?)\\s+(?:(cheap(?:er|est)|less expensive|least expensive|lower priced)|(more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest)))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CHEAP = Pattern.compile(
            "\\b(?:cheap(?:er|est)|less expensive|least expensive|lower priced)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEAR = Pattern.compile(
            "\\b(?:more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern MIDDLE = Pattern.compile(
            "\\b(?:in between|in the middle|between (?:them|those|the two)|mid[ -]?(?:range|priced?)|medium[ -]priced?)\\b",
            Pattern.CASE_INSENSITIVE);

    /** "The little ones", "the big one after all". */
    private static final Pattern BY_SIZE = Pattern.compile(
            "\\b(?:the|that|those)\\s+(?:(small|little|smaller|smallest|tiny|compact)|big|bigger|biggest|large|larger|largest)"
                    + "(?:\\s+ones?\\b|(?=\\s*(?:$|[?.!,;]|\\b(?:how|what|is|are|in|then|has|does|please|costs?|with)\\b)))",
            Pattern.CASE_INSENSITIVE);

    private static final int FEW = 4;

    private static final Pattern OTHER = Pattern.compile(
            "\\bthe other (?!orders?\\b|day\\b|way\\b|things?\\b|parcel\\b)\\p{L}+", Pattern.CASE_INSENSITIVE);
    /** "The calibrated one", "the one with the pen". */
    private static final Pattern DESCRIBED = Pattern.compile(
            "\\b(?:the|that)\\s+(?<before>(?:[\\p{L}\\p{N}.-]+\\s+){1,3}?)ones?\\b"
                    + "|\\bthe ones?\\s+(?:with|in|for|that (?:has|is|can)|which (?:has|is|can))\\s+(?:the\\s+|an?\\s+|its\\s+|built.in\\s+)?(?<after>[\\p{L}\\p{N}-]+(?:\\s+[\\p{L}\\p{N}-]+){0,2}?)\\s*(?:$|[?.!,;]|\\b(?:has|have|is|does|can|then|please|costs?|lasts?|weighs?|works?|comes?|fits?)\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern POINTING =
            Pattern.compile("\\b(?:the|that)\\s+((?:[\\p{L}\\p{N}.-]+\\s+){1,3})$", Pattern.CASE_INSENSITIVE);
    /** They tell by something else than what a product is. */
    private static final Set<String> NO_DESCRIPTION =
            Set.of(("first second third fourth fifth last 1st 2nd 3rd 4th 5th former latter next"
                            + " other same only best better new newest old right wrong whole of and or is are my your good nice cheap expensive it to for more most")
                    .split(" ", -1));

    private final TurnPrepared turn;
    private final CatalogueIndex catalogue;
    private final Extraction message;

    Shown(Said said) {
        this.turn = said.turn();
        this.catalogue = said.index();
        this.message = said.message();
    }

    /** Whether the message points at some of what was listed, by place, price or nature. */
    boolean isPickedFrom() {
        return !picked().isEmpty() || pointsAtOrders();
    }

    /** Whether it has a place for one of the orders in the last reply. */
    boolean pointsAtOrders() {
        return !listedOrders().isEmpty();
    }

    /** The orders that it points at by their place in the last reply. */
    List<String> placedOrders() {
        var listed = listedOrders();
        return places(listed.size()).stream().map(listed::get).toList();
    }

    /** As {@link #placedOrders}, if that listed several. */
    List<String> placedOrdersOfSeveral() {
        return listedOrders().size() < 2 ? List.of() : placedOrders();
    }

    /** The products that it points at. */
    List<FocusProduct> picked() {
        var listed = listed();
        if (BY_PRICE.matcher(text()).find()) {
            var kinds = message.categories();
            return byPrice(listed.stream()
                            .filter(product -> kinds.isEmpty()
                                    || category(product).filter(kinds::contains).isPresent())
                            .toList())
                    .stream()
                    .toList();
        }
        if (ORDINAL.matcher(text()).find()) {
            return places(listed.size()).stream().map(listed::get).toList();
        }
        var sized = bySize();
        if (sized.isPresent()) {
            return List.of(sized.get());
        }
        var other = OTHER.matcher(text()).find() ? other() : List.<FocusProduct>of();
        if (!other.isEmpty()) {
            return other;
        }
        var branded = byBrand(listed).isEmpty() ? byBrand(candidates()) : byBrand(listed);
        return branded.isEmpty() ? described() : branded;
    }

    /**
     * What can be chosen from by what it is like: things of one kind, those that were listed last or talked about last. Of a list, those
     * that were named in the last reply are no choice of their own.
     */
    List<FocusProduct> candidates() {
        var named = listed();
        var all = turn.focus().listed();
        var listed = all.size() > named.size() && all.containsAll(named) ? all : named;
        if (areWhatGoesWithIt(listed)) {
            var same = alike(
                    turn.focus().products(),
                    turn.focus().products().stream().findFirst().flatMap(this::category));
            return same.stream().limit(2).toList().reversed();
        }
        var kind = turn.focus().products().stream()
                .findFirst()
                .filter(product -> listed.isEmpty() || listed.contains(product))
                .or(() -> listed.stream().findFirst())
                .flatMap(this::category);
        var alike = alike(listed, kind);
        return alike.size() > 1
                ? alike
                : alike(turn.focus().products(), kind).stream()
                        .limit(2)
                        .toList()
                        .reversed();
    }

    /** Things of several kinds that were listed for the one that is spoken of: it is still that one, and others of its kind. */
    boolean areWhatGoesWithIt(List<FocusProduct> listed) {
        return turn.topic() != null
                && turn.topic().intent() == Intent.COMPATIBILITY
                && listed.stream().map(this::category).distinct().count() > 1;
    }

    /** The cheapest or dearest of them, or the one in the middle, if the message asks for that. */
    Optional<FocusProduct> byPrice(List<FocusProduct> products) {
        var priced = products.stream()
                .map(listed -> catalogue.product(listed.id()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Product::price))
                .toList();
        if (priced.isEmpty()) {
            return Optional.empty();
        }
        var one = CHEAP.matcher(text()).find()
                ? priced.getFirst()
                : DEAR.matcher(text()).find()
                        ? priced.getLast()
                        : MIDDLE.matcher(text()).find() ? priced.get((priced.size() - 1) / 2) : null;
        return Optional.ofNullable(one).map(product -> new FocusProduct(product.id(), product.name()));
    }

    /** The lightest or the heaviest of a few of one kind, if the message speaks of a small or a big one and all weights are known. */
    private Optional<FocusProduct> bySize() {
        var sized = BY_SIZE.matcher(text());
        if (!sized.find() || !message.products().isEmpty()) {
            return Optional.empty();
        }
        var few = candidates();
        var weights = few.stream()
                .map(product -> catalogue.product(product.id()))
                .flatMap(Optional::stream)
                .map(product -> DataSheet.weight(product.sheet()))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        if (few.size() < 2 || few.size() > FEW || weights.length != few.size()) {
            return Optional.empty();
        }
        var best = 0;
        for (var i = 1; i < weights.length; i++) {
            if (sized.group(1) == null ? weights[i] > weights[best] : weights[i] < weights[best]) {
                best = i;
            }
        }
        return Optional.of(few.get(best));
    }

    /** Of those of the named kind, the only one that was listed. */
    Optional<FocusProduct> onlyOneOf(String category) {
        var alike = alike(turn.focus().listed(), Optional.of(category));
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** What the assistant named last, or what was talked about, in order of mention. */
    private List<FocusProduct> listed() {
        var named = EntityExtractor.extract(ReadingContext.lastReply(turn), catalogue, false).products().stream()
                .map(mention -> new FocusProduct(mention.productId(), mention.name()))
                .distinct()
                .toList();
        if (named.size() > 1) {
            return named;
        }
        var focus = turn.focus();
        // Talk of one of what was listed leaves the list to choose from; talk of something else does not.
        return !focus.listed().isEmpty()
                        && (focus.products().isEmpty()
                                || focus.listed().contains(focus.products().getFirst()))
                ? focus.listed()
                : focus.products().reversed();
    }

    private List<String> listedOrders() {
        return ORDINAL.matcher(text()).find()
                ? EntityExtractor.extract(ReadingContext.lastReply(turn), CatalogueIndex.EMPTY, false)
                        .orderIds()
                : List.of();
    }

    /** Zero-based places that ordinals of the message point at, in a list of that many. */
    private List<Integer> places(int size) {
        var places = new ArrayList<Integer>();
        var matcher = ORDINAL.matcher(text());
        while (size > 0 && matcher.find()) {
            var place = PLACES.getOrDefault(matcher.group(1).toLowerCase(Locale.ROOT), size - 1);
            if (place < size && !places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    /** "The other dock": of that kind the one that was spoken of before the last. */
    private List<FocusProduct> other() {
        var focus = turn.focus().products();
        var kind = message.categories().isEmpty()
                ? focus.stream().findFirst().flatMap(this::category)
                : Optional.of(message.categories().getFirst());
        return alike(focus, kind).stream().skip(1).limit(1).toList();
    }

    /** "The Halden", where one of what was listed is of that brand. */
    private List<FocusProduct> byBrand(List<FocusProduct> listed) {
        if (!message.products().isEmpty() || !message.categories().isEmpty()) {
            return List.of();
        }
        var words = Set.copyOf(Words.of(text()).plain());
        var branded = listed.stream()
                .filter(product -> catalogue
                        .product(product.id())
                        .filter(known ->
                                words.containsAll(Words.of(known.brand()).plain()))
                        .isPresent())
                .toList();
        return branded.size() == 1 ? branded : List.of();
    }

    /** "The calibrated one", "the portable monitor": the only one listed that is so by its data sheet, or else by its name. */
    private List<FocusProduct> described() {
        if (!message.products().isEmpty()) {
            return List.of();
        }
        var description = description();
        if (description.isEmpty()) {
            return List.of();
        }
        var kind = message.categories().stream().findFirst();
        var so = candidates().stream()
                .filter(product -> kind.isEmpty() || category(product).equals(kind))
                .filter(product -> catalogue
                        .product(product.id())
                        .filter(known -> DataSheet.says(known.sheet(), description))
                        .isPresent())
                .toList();
        if (so.size() < 2) {
            return so;
        }
        var words = Set.copyOf(Words.of(description).plain());
        var named = so.stream()
                .filter(product -> Words.of(product.name()).plain().stream().anyMatch(words::contains))
                .toList();
        return named.size() == 1 ? named : List.of();
    }

    private String description() {
        var described = DESCRIBED.matcher(text());
        if (described.find()) {
            var words = described.group("before") == null ? described.group("after") : described.group("before");
            return describing(words);
        }
        for (var span : message.categorySpans()) {
            var before = POINTING.matcher(text().substring(0, span.start()));
            if (before.find()) {
                return describing(before.group(1));
            }
        }
        return "";
    }

    private static String describing(String words) {
        var plain = Words.of(words).plain();
        return plain.isEmpty() || plain.stream().anyMatch(NO_DESCRIPTION::contains) ? "" : words;
    }

    private List<FocusProduct> alike(List<FocusProduct> products, Optional<String> kind) {
        return products.stream()
                .filter(product -> kind.isPresent() && category(product).equals(kind))
                .toList();
    }

    private Optional<String> category(FocusProduct product) {
        return catalogue.product(product.id()).map(Product::category);
    }

    private String text() {
        return message.text();
    }
}
