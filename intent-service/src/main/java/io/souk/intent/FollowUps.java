package io.souk.intent;

import io.souk.events.Entities;
import io.souk.events.Entities.Bound;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.Variants;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.EntityExtractor.Span;
import io.souk.intent.IntentClassifier.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages that say only what is new. Each becomes a question that stands alone, which is then understood as any other; if it is not
 * of the kind that can be meant, the message is read as it stands.
 */
final class FollowUps {
    private static final int BACK = 3;
    private static final int LONGEST_REFINEMENT = 9;
    private static final int LONGEST_FRAGMENT = 3;

    private static final String MANNERS =
            "(?:and|or|so|but|ok|okay|then|hm+|no|well|actually|please|great|nice|cool|alright|good)";
    private static final Pattern OPENING = Pattern.compile(
            "^\\W*(?:" + MANNERS
                    + "\\W+)*(?:(?:what|how|wat) (?:about|abt)|what of|same (?:question )?for|and|or|also|for)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(?:it|them|they|both(?: of them)?|these|those|this one|that one|the two"
                    + "|(?<=\\b(?:does|did|would|will|can|could|is|was|of|with|for|about|on|like) )that(?=\\W*$|\\W*[?.!,]"
                    + "|\\s+(?:be|cost|come|have|fit|go|include|last|need|run|support|take|weigh|work|as|for|in|on|with|available|too|also|still)\\b))"
                    + "\\b(?!['’])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACE = Pattern.compile(
            "\\b(?:the\\s+)?(?:" + String.join("|", ShortAnswers.ORDINALS) + ")\\b(?:\\s+(?:one|order)\\b)?",
            Pattern.CASE_INSENSITIVE);

    /** What may stand before a limit or a wish without saying anything. */
    private static final Pattern LEAD = Pattern.compile(
            "^\\W*(?:" + MANNERS
                    + "\\W+)*(?:(?:what|how) about\\s+|(?:do you have|have you got|got|is there|are there|show me|give me"
                    + "|i(?:'d| would)? (?:want|need|like|prefer)|rather|maybe|only|just)\\s+)*"
                    + "(?:(?:any|some)(?:thing|one)?|ones?|an?|the|those|but)?\\s*(?:else\\s+)?(?:that(?:'s| is| are)\\s+)?(?:even\\s+|much\\s+|a (?:bit|little)\\s+)*",
            Pattern.CASE_INSENSITIVE);
    /** A wish that compares with what was shown, in the word that asks for it without comparing. */
    private static final Map<String, String> WISHES = Map.ofEntries(
            Map.entry("cheaper", "cheap"),
            Map.entry("cheapest", "cheap"),
            Map.entry("smaller", "small"),
            Map.entry("smallest", "small"),
            Map.entry("bigger", "big"),
            Map.entry("biggest", "big"),
            Map.entry("larger", "large"),
            Map.entry("largest", "large"),
            Map.entry("lighter", "light"),
            Map.entry("lightest", "light"),
            Map.entry("thinner", "thin"),
            Map.entry("thinnest", "thin"),
            Map.entry("faster", "fast"),
            Map.entry("fastest", "fast"),
            Map.entry("quieter", "quiet"),
            Map.entry("quietest", "quiet"),
            Map.entry("brighter", "bright"),
            Map.entry("brightest", "bright"),
            Map.entry("simpler", "simple"),
            Map.entry("quiet", "quiet"),
            Map.entry("small", "small"),
            Map.entry("light", "light"),
            Map.entry("cheap", "cheap"),
            Map.entry("wireless", "wireless"));

    private static final String WISH =
            "(?:" + String.join("|", WISHES.keySet()) + "|less expensive|better|newer|more|less)";
    private static final Pattern STARTS_WITH_WISH = Pattern.compile("^" + WISH + "\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STARTS_WITH_LIMIT = Pattern.compile(
            "^(?:in|with|without|under|below|over|above|up to|at (?:least|most)|less than|more than|for|from|between|around|max(?:imum)?|min(?:imum)?)\\s+\\S",
            Pattern.CASE_INSENSITIVE);
    /** Whoever speaks of these speaks of something else than what a product is like. */
    private static final Pattern OTHER_SUBJECT = Pattern.compile(
            "\\b(?:i|my|me|we|our|us|you|your|it|its|they|them|this|these|order|orders|parcel|package|delivery|shipping|return|returns|refund|warranty"
                    + "|policy|pay|payment|account|what|when|where|who|why|how|which|if)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CHEAPER =
            Pattern.compile("\\b(?:cheaper|less expensive)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SAME_BRAND = Pattern.compile(
            "\\b(?:from|by|of) (?:the )?same (?:brand|make|maker|company|manufacturer)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    /** Readings in which a bare noun may still be a question about the product that is spoken of. */
    private static final Set<Intent> NOTHING_ELSE = Set.of(
            Intent.PRODUCT_INFO, Intent.GENERAL, Intent.OUT_OF_SCOPE, Intent.RECOMMENDATION, Intent.COMPATIBILITY);

    /** "How long does it take", "why not", "and if it is broken": of what, the message before says. */
    private static final Pattern LEANS = Pattern.compile(
            "^\\W*(?:" + MANNERS
                    + "\\W+)+|^\\W*(?:what if|if|why|how come|how (?:long|much|many|soon|fast)|when|where)\\b"
                    + "|\\b(?:it|that|them|this|those|these|there|one|ones)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final String MEASURED =
            "(?:light|heavi|cheap|dear|prici|long|short|bigg|larg|small|thinn|thick|slimm|fast|quick|slow|bright|sharp|loud|quiet"
                    + "|strong|high|low|new|old|wid)";
    private static final String COMPARATIVE =
            "(?:" + MEASURED + "(?:er|est)|more|most|less|least|better|best|last|lasts)";
    /** "Which of those lasts longest?", "the lighter one?", "That's a lot. Which is the cheapest?". */
    private static final Pattern CHOOSES = Pattern.compile(
            "^(?:[^.?!]{1,60}[.!]+(?=\\W))?\\W*(?:" + MANNERS
                    + "\\W+)*(?:(?:which|what|who)(?: one| model)?(?: of (?:them|those|these|the two|the three|both|all))?"
                    + "(?:['’]s| is| are| has| have| does| would| will| can)?(?: the)? (?:\\p{L}+ )?" + COMPARATIVE
                    + "\\b(?: \\p{L}+){0,4}|(?:the )?" + COMPARATIVE
                    + "(?: one)?|(?:the )?(?:" + MEASURED + "est|most|least) \\p{L}+(?: life)?)\\W*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_SOMETHING_ELSE = Pattern.compile(
            "\\b(?:delivery|shipping|express|return|refund|order|payment|option|way|warranty|store|shop)s?\\b",
            Pattern.CASE_INSENSITIVE);
    /** What graph-service puts side by side. */
    private static final int MOST_COMPARED = 4;

    private static final Pattern POINTS =
            Pattern.compile("\\b(?:it|that|this|there|those|these|they|them)\\b", Pattern.CASE_INSENSITIVE);
    /** Words of a question that have no subject of their own. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            "how",
            "long",
            "much",
            "many",
            "does",
            "do",
            "did",
            "would",
            "will",
            "can",
            "could",
            "should",
            "is",
            "are",
            "be",
            "that",
            "it",
            "this",
            "there",
            "those",
            "they",
            "them",
            "take",
            "takes",
            "cost",
            "costs",
            "the",
            "a",
            "what",
            "whats",
            "when",
            "where",
            "why",
            "and",
            "then",
            "ok",
            "okay",
            "so",
            "price",
            "expensive",
            "free",
            "fee",
            "work",
            "works",
            "apply",
            "applies",
            "also",
            "too",
            "as",
            "well",
            "for",
            "me",
            "i",
            "get",
            "have",
            "to",
            "here",
            "with",
            "about",
            "of",
            "keep",
            "last",
            "count",
            "go");
    /** A question that leant on another one is about that one. */
    private static final Pattern WITH_TOPIC = Pattern.compile("^.*\\? \\((.*)\\)$");

    private static final double CLEAR = 0.8;

    private static final Set<Intent> NO_SUBJECT = Set.of(
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE,
            Intent.AFFIRM,
            Intent.DENY,
            Intent.GREETING,
            Intent.THANKS,
            Intent.HUMAN_AGENT);
    private static final double UNSURE = 0.5;
    /** Of what leans on something said before, more is expected before it is read alone. */
    private static final double HALF_SURE = 0.66;

    private static final double SURE = 0.6;

    private final TurnPrepared turn;
    private final CatalogueIndex index;
    private final Extraction message;

    FollowUps(TurnPrepared turn, CatalogueIndex index, Extraction message) {
        this.turn = turn;
        this.index = index;
        this.message = message;
    }

    /** What a follow-up asks. */
    enum Kind {
        /** Which of some products, by what they are like. */
        CHOSEN,
        /** The price of one of many, since it is the lowest or highest. */
        PRICED,
        /** What the question before it left open, of something that documents say. */
        TOPIC,
        /** Something about orders that were listed. */
        PICKED,
        /** The question before it, about something else. */
        REPEATED,
        /** The request before it, with a further limit or wish. */
        REFINED,
        /** One property of what is spoken of. */
        PROPERTY,
        /** Something that only what was said before it gives a subject. */
        CONTINUED
    }

    /** A question that stands alone, and what it names. */
    record FollowUp(Kind kind, Extraction question, Entities entities) {
        String text() {
            return question.text();
        }
    }

    /** What the message's own form says it is. */
    Optional<FollowUp> find() {
        var picked = new FocusResolver(turn, index, message).pickedOrders();
        if (!picked.isEmpty() && !message.namesSomething()) {
            return Optional.of(picked(picked));
        }
        return chosen().or(() -> isRepetition(message) ? repeated() : Optional.empty())
                .or(() -> isRefinement() ? refined(this::request) : Optional.empty());
    }

    /** "Weight", "curved": no form at all, tried only when the words alone say nothing else. */
    Optional<FollowUp> find(Classification alone) {
        var topic = topic(alone);
        if (topic.isPresent()) {
            return topic;
        }
        var words = Words.of(message.text());
        var isFragment = words.size() > 0
                && words.size() <= LONGEST_FRAGMENT
                && !message.namesOrder()
                && message.categories().isEmpty()
                && !OTHER_SUBJECT.matcher(message.text()).find()
                && WORD.matcher(message.text()).find()
                && (NOTHING_ELSE.contains(alone.top().intent()) || alone.top().confidence() < UNSURE);
        if (!isFragment || !message.products().isEmpty()) {
            return isContinuation(alone) ? continued() : Optional.empty();
        }
        var shown = namedLast();
        return shown.size() == 1
                ? property(shown.getFirst())
                : refined(earlier ->
                        Optional.of(earlier).filter(FollowUps::asksForKind).map(this::withoutLimits));
    }

    /** Whether the question can be meant, now that it is known what it asks. */
    boolean isMeant(FollowUp followUp, Classification classification) {
        var reading = classification.top();
        var isList = reading.is(Intent.PRODUCT_INFO, Variants.LIST);
        return switch (followUp.kind()) {
            case CHOSEN, PRICED, TOPIC -> true;
            case PICKED -> FocusResolver.ABOUT_ORDERS.contains(reading.intent());
            case REFINED -> reading.intent() == Intent.PRODUCT_INFO || reading.intent() == Intent.RECOMMENDATION;
            case PROPERTY -> reading.intent() == Intent.PRODUCT_INFO && !isList;
            case CONTINUED -> !NO_SUBJECT.contains(reading.intent()) && reading.confidence() >= SURE;
            case REPEATED ->
                switch (reading.intent()) {
                    case PRODUCT_INFO -> isList == message.products().isEmpty();
                    case RECOMMENDATION -> message.products().isEmpty();
                    case COMPARISON, COMPATIBILITY -> !message.products().isEmpty();
                    case ORDER_STATUS, DELIVERY, REFUND, COMPLAINT, ORDER_CHANGE, PAYMENT ->
                        message.namesOrder() || (turn.customerId() != null && isOwnThing(reading));
                    default -> false;
                };
        };
    }

    /** "And the two laptops?", after "has my mouse left yet": tools-service knows which they are. */
    private boolean isOwnThing(RankedIntent reading) {
        return !message.categories().isEmpty()
                && (reading.intent() == Intent.ORDER_STATUS || reading.is(reading.intent(), Variants.LATE));
    }

    /** What it asks, in the reading that such a follow-up has. */
    Classification read(FollowUp followUp, Classification classification) {
        var top = classification.top();
        return switch (followUp.kind()) {
            case REPEATED, PICKED -> classification;
            case CHOSEN -> Classification.certain(Intent.COMPARISON, null);
            case PRICED -> Classification.certain(Intent.PRODUCT_INFO, Variants.DETAIL);
            case TOPIC -> {
                var topic = Objects.requireNonNull(turn.topic(), "a follow-up of it");
                yield new Classification(
                        List.of(new RankedIntent(topic.intent(), topic.variant(), CLEAR)), classification.classifier());
            }
            // With what was said before it there are two wishes, the first of which has had its answer.
            case CONTINUED -> new Classification(classification.ranked(), classification.classifier());
            case PROPERTY ->
                new Classification(
                        List.of(new RankedIntent(Intent.PRODUCT_INFO, Variants.DETAIL, top.confidence())),
                        classification.classifier());
            case REFINED ->
                top.intent() == Intent.RECOMMENDATION
                        ? classification
                        : new Classification(
                                List.of(new RankedIntent(Intent.PRODUCT_INFO, Variants.LIST, top.confidence())),
                                classification.classifier());
        };
    }

    /** The product's name in the place of "it", or behind a text that has no such word. */
    static String insteadOfPronoun(String text, String name) {
        var pronoun = PRONOUN.matcher(text);
        return pronoun.find()
                ? pronoun.replaceFirst(Matcher.quoteReplacement("the " + name))
                : text + " (" + name + ')';
    }

    // "Track the second one"

    private FollowUp picked(List<String> orders) {
        var text = PLACE.matcher(message.text()).replaceFirst(Matcher.quoteReplacement(String.join(" and ", orders)));
        return new FollowUp(
                Kind.PICKED,
                EntityExtractor.extract(text, index, false),
                TurnInterpreter.with(message, List.of(), orders));
    }

    // "What about the X2?"

    private static boolean isRepetition(Extraction text) {
        var opening = OPENING.matcher(text.text());
        if (!text.namesSomething()) {
            return false;
        }
        if (!opening.find()) {
            return text.text().endsWith("?") && ShortAnswers.namesOneOfThem(text);
        }
        return ShortAnswers.namesOneOfThem(text, opening.end());
    }

    /** The question before it; the one before that if it was a follow-up itself. */
    private Optional<FollowUp> repeated() {
        return earlier()
                .limit(BACK)
                .filter(earlier -> !isRepetition(earlier))
                .findFirst()
                .map(this::repeated);
    }

    private FollowUp repeated(Extraction earlier) {
        var mentioned = new FocusResolver(turn, index, message).mentioned();
        var question = EntityExtractor.extract(substituted(earlier, mentioned), index, false);
        var products = new ArrayList<>(mentioned);
        question.products().stream()
                .filter(other ->
                        products.stream().noneMatch(known -> known.productId().equals(other.productId())))
                .forEach(other ->
                        products.add(new ProductMention(other.productId(), other.name(), "", -1, other.score())));
        return new FollowUp(Kind.REPEATED, question, TurnInterpreter.withProducts(message, products));
    }

    /** An earlier question with the things named now in place of the things named then. */
    private String substituted(Extraction earlier, List<ProductMention> products) {
        var name = products.stream().map(ProductMention::name).collect(Collectors.joining(" and "));
        if (!products.isEmpty()) {
            var before = earlier.spans().stream()
                    .filter(span -> span.placeholder().equals(Placeholders.PRODUCT)
                            || span.placeholder().equals(Placeholders.OTHER_PRODUCT))
                    .reduce((_, last) -> last);
            return before.map(span -> earlier.replaced(List.of(new Span(span.start(), span.end(), name))))
                    .orElseGet(() -> insteadOfPronoun(earlier.text(), name));
        }
        var replacement = message.namesOrder()
                ? Stream.concat(message.orderIds().stream(), message.references().stream())
                        .collect(Collectors.joining(" and "))
                : message.categories().getFirst().toLowerCase(Locale.ROOT);
        var spans = message.namesOrder() ? earlier.spans() : earlier.categorySpans();
        return spans.isEmpty()
                ? earlier.text() + " (" + replacement + ')'
                : earlier.replaced(List.of(
                        new Span(spans.getFirst().start(), spans.getFirst().end(), replacement)));
    }

    // "Which is lighter?"

    private Optional<FollowUp> chosen() {
        if (turn.pendingAction() != null
                || message.namesSomething()
                || !message.categories().isEmpty()
                || !CHOOSES.matcher(message.text()).find()
                || OF_SOMETHING_ELSE.matcher(message.text()).find()) {
            return Optional.empty();
        }
        var resolver = new FocusResolver(turn, index, message);
        var candidates = resolver.candidates();
        if (candidates.size() < 2) {
            return Optional.empty();
        }
        if (candidates.size() <= MOST_COMPARED) {
            var names = candidates.stream().map(FocusProduct::name).collect(Collectors.joining(" and "));
            return Optional.of(new FollowUp(
                    Kind.CHOSEN,
                    EntityExtractor.extract(stripped(message.text()) + "? (" + names + ')', index, false),
                    TurnInterpreter.withProducts(
                            message,
                            candidates.stream().map(FocusResolver::mention).toList())));
        }
        return resolver.byPrice(candidates)
                .map(product -> new FollowUp(
                        Kind.PRICED,
                        EntityExtractor.extract("What is the price of the " + product.name() + '?', index, false),
                        TurnInterpreter.withProducts(message, List.of(FocusResolver.mention(product)))));
    }

    // "What would that cost?"

    /** Something that says nothing by itself, after an answer from documents about no product and no order. */
    private Optional<FollowUp> topic(Classification alone) {
        var topic = turn.topic();
        if (topic == null
                || topic.answeredBy() != Source.DOCUMENTS
                || FocusResolver.ABOUT_PRODUCTS.contains(topic.intent())
                || !message.products().isEmpty()
                || message.namesOrder()
                || !POINTS.matcher(message.text()).find()) {
            return Optional.empty();
        }
        var reading = alone.top();
        var isEmpty = Words.of(message.text()).plain().stream().allMatch(SAYS_NOTHING::contains);
        var isElsewhere = NO_SUBJECT.contains(reading.intent())
                && reading.intent() != Intent.GENERAL
                && reading.intent() != Intent.OUT_OF_SCOPE;
        var isOpen = reading.confidence() < UNSURE
                || FocusResolver.ABOUT_PRODUCTS.contains(reading.intent())
                || reading.intent() == Intent.GENERAL
                || reading.intent() == Intent.OUT_OF_SCOPE;
        if (isElsewhere || !(isEmpty || isOpen)) {
            return Optional.empty();
        }
        var asked = WITH_TOPIC.matcher(topic.question()).replaceFirst("$1");
        return Optional.of(new FollowUp(
                Kind.TOPIC,
                EntityExtractor.extract(stripped(message.text()) + "? (" + asked + ')', index, false),
                TurnInterpreter.withProducts(message, List.of())));
    }

    // "Under 900", "anything smaller?"

    private boolean isRefinement() {
        return isRefinement(message) && !new FocusResolver(turn, index, message).picksOneOfThem();
    }

    private static boolean isRefinement(Extraction text) {
        if (text.namesSomething() || Words.of(text.text()).size() > LONGEST_REFINEMENT) {
            return false;
        }
        var core = core(text.text());
        if (OTHER_SUBJECT.matcher(core).find()) {
            return false;
        }
        var limits = text.entities().amounts().stream().anyMatch(amount -> amount.bound() != Bound.EXACTLY);
        return limits
                || STARTS_WITH_WISH.matcher(core).find()
                || STARTS_WITH_LIMIT.matcher(core).find();
    }

    private static String core(String text) {
        return LEAD.matcher(text).replaceFirst("").replaceFirst("[\\s?!.]+$", "");
    }

    /** The request that began it, with all limits and wishes that were said since; about a kind of product, or not at all. */
    private Optional<FollowUp> refined(Function<Extraction, Optional<String>> request) {
        var since = new ArrayList<String>();
        since.add(wish(message.text()));
        var base = earlier()
                .limit(BACK + 1)
                .takeWhile(text -> {
                    var goesOn = isRefinement(text);
                    if (goesOn) {
                        since.addFirst(wish(text.text()));
                    }
                    return goesOn;
                })
                .count();
        return earlier().skip(base).findFirst().flatMap(request).map(asked -> {
            var text = asked + ", " + String.join(", ", since);
            var question = EntityExtractor.extract(text, index, false);
            return new FollowUp(Kind.REFINED, question, refinedEntities(question));
        });
    }

    private Entities refinedEntities(Extraction question) {
        var named = message.entities();
        return new Entities(
                List.of(),
                question.categories(),
                List.of(),
                List.of(),
                named.mentions(),
                named.amounts().isEmpty() ? question.entities().amounts() : named.amounts(),
                named.dates());
    }

    /** What was asked for; after talk of one product, its kind. */
    private Optional<String> request(Extraction earlier) {
        return asksForKind(earlier)
                ? Optional.of(withoutLimits(earlier))
                : spokenOf().map(product -> product.category().toLowerCase(Locale.ROOT));
    }

    private static boolean asksForKind(Extraction text) {
        return !text.categories().isEmpty() && text.products().isEmpty() && !text.namesOrder();
    }

    /** A limit that is said anew replaces the one before. */
    private String withoutLimits(Extraction earlier) {
        if (message.entities().amounts().isEmpty()
                && !CHEAPER.matcher(message.text()).find()) {
            return stripped(earlier.text());
        }
        var text = new StringBuilder(earlier.text());
        earlier.entities().amounts().reversed().stream()
                .filter(amount -> amount.bound() != Bound.EXACTLY && amount.start() >= 0)
                .forEach(amount -> text.delete(
                        amount.start(), amount.start() + amount.text().length()));
        return stripped(text.toString());
    }

    private static String stripped(String text) {
        return text.strip().replaceFirst("[\\s?!.,]+$", "");
    }

    /** In words that ask for it without comparing; "cheaper" than what is spoken of has a price. */
    private String wish(String text) {
        var wish = SAME_BRAND
                .matcher(core(text))
                .replaceAll(_ -> spokenOf().map(CatalogueIndex.Product::brand).orElse(""));
        if (CHEAPER.matcher(wish).find()) {
            var limit = spokenOf().map(product -> "under " + product.price().toPlainString());
            if (limit.isPresent()) {
                return CHEAPER.matcher(wish).replaceAll(limit.get());
            }
        }
        return WORD.matcher(wish)
                .replaceAll(word -> WISHES.getOrDefault(word.group().toLowerCase(Locale.ROOT), word.group()));
    }

    private Optional<CatalogueIndex.Product> spokenOf() {
        return turn.focus().products().stream()
                .findFirst()
                .map(FocusProduct::id)
                .flatMap(index::product);
    }

    // "How long does it take?"

    private boolean isContinuation(Classification alone) {
        var weak = alone.top().confidence() < HALF_SURE
                || alone.top().intent() == Intent.OUT_OF_SCOPE
                || alone.top().intent() == Intent.GENERAL
                || (alone.top().intent() == Intent.AFFIRM && message.text().contains("?"));
        return weak
                && !message.namesSomething()
                && LEANS.matcher(message.text()).find();
    }

    private Optional<FollowUp> continued() {
        return earlier()
                .filter(before -> ShortAnswers.yesOrNo(before.text()).isEmpty())
                .findFirst()
                .map(before -> {
                    var question = EntityExtractor.extract(
                            stripped(message.text()) + "? (" + before.text() + ')', index, false);
                    return new FollowUp(
                            Kind.CONTINUED,
                            question,
                            TurnInterpreter.with(
                                    message, new FocusResolver(turn, index, before).mentioned(), before.orderIds()));
                });
    }

    // "Weight?"

    private Optional<FollowUp> property(FocusProduct product) {
        var text = "What is the " + stripped(core(message.text())) + " of the " + product.name() + '?';
        var question = EntityExtractor.extract(text, index, false);
        return question.products().isEmpty()
                ? Optional.empty()
                : Optional.of(new FollowUp(
                        Kind.PROPERTY,
                        question,
                        TurnInterpreter.withProducts(message, List.of(FocusResolver.mention(product)))));
    }

    /** The products that the last reply named, if they are those that the conversation is about. */
    private List<FocusProduct> namedLast() {
        var reply = ReadingContext.lastReply(turn);
        return turn.focus().products().stream()
                .filter(product -> reply.contains(product.name()))
                .limit(2)
                .toList();
    }

    /** What the customer said before, newest first. */
    private Stream<Extraction> earlier() {
        return turn.history().reversed().stream()
                .filter(said -> said.author() == Author.CUSTOMER)
                .map(said -> EntityExtractor.extract(TurnInterpreter.beginning(said.text()), index, false));
    }
}
