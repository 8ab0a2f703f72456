package io.souk.intent;

import io.souk.events.Embedding;
import io.souk.events.Entities;
import io.souk.events.Entities.Amount;
import io.souk.events.Entities.DateMention;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.Wish;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.Variants;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.EntityExtractor.Span;
import io.souk.intent.FollowUps.FollowUp;
import io.souk.intent.IntentClassifier.Classification;
import io.souk.kit.embedding.TextEmbedder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One turn, understood in its conversation. Three readings are tried in this order: an answer to what waits for one; a follow-up
 * such as "what about the X2?", which repeats the question before it about something else; and the message as it stands.
 */
@Component
class TurnInterpreter {
    private static final double SURE = 0.5;

    private static final Pattern QUESTION = Pattern.compile(
            "\\?|^\\W*(?:what|which|where|when|who|why|how|can|could|do|does|is|are|will|would|tell|show|track|compare|list|find|help|talk|speak)\\b",
            Pattern.CASE_INSENSITIVE);
    /** "When will it be here?" is no question of delivery times. */
    private static final Pattern OWN_PARCEL =
            Pattern.compile("\\b(?:it|they|that|my|mine)\\b", Pattern.CASE_INSENSITIVE);
    /** "What laptops have you got?" in however many words: what there is, and no advice. */
    private static final Pattern WHAT_IS_THERE = Pattern.compile(
            "\\b(?:what|which)\\b[^.?!]*\\byou(?:['’]ve| guys| have| do)*\\s+(?:have|got|sell|offer|carry|stock)\\b",
            Pattern.CASE_INSENSITIVE);

    /** "Did that work?", after something was done. */
    private static final Pattern DID_IT_WORK = Pattern.compile(
            "\\b(?:did|has|is|was) (?:that|it|this|everything)(?: all)? (?:work|worked|go through|gone through|done|happen|succeed|settled|through)\\b",
            Pattern.CASE_INSENSITIVE);
    /** "When does the easy phone come?", of somebody who has orders. */
    private static final Pattern ARRIVES = Pattern.compile(
            "\\b(?:when|where|has|have|did)\\b.*\\b(?:(?:come|comes|coming)(?!\\s+(?:with|out|in|back|from|as|on)\\b)|came|arrives?|arriving|arrived|get here|got here|be here|here yet|delivered|left yet)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER_ORDER = Pattern.compile("\\bthe other order\\b", Pattern.CASE_INSENSITIVE);
    private static final double HARDLY_DOUBTED = 0.8;
    private static final Pattern RULES = Pattern.compile(
            "\\b(?:policy|policies|rules?|what (?:if|happens)|(?:do|must) (?:i|we) (?:have|need) to|am i (?:allowed|entitled)|how (?:long|much|many|soon|fast|does|do|will|would)|when (?:do|does)|who pays)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Readings that a bare answer to a question of ours is easily taken for. */
    private static final Set<Intent> ANSWERS_LOOK_LIKE = Set.of(
            Intent.PRODUCT_INFO,
            Intent.ORDER_STATUS,
            Intent.RECOMMENDATION,
            Intent.COMPARISON,
            Intent.COMPATIBILITY,
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE);

    /** The longest text that is read; of a longer one its beginning says what it is about. */
    private static final int LONGEST_READ = MessageReceived.MAX_TEXT;

    /** What a message means, before it becomes an event. */
    private record Understanding(Classification classification, Entities entities, String question) {}

    /**
     * A turn as it is understood here.
     *
     * @param message what the text names
     * @param isOpen whether another opinion on what it wants may be heard: nothing but the words themselves decided
     * @param wishes what it wants, in its order; nearly always one thing
     */
    record Reading(
            TurnPrepared turn,
            Extraction message,
            CatalogueIndex index,
            Classification classification,
            boolean isOpen,
            List<WishRead> wishes) {}

    /** One thing that a message wants: the words that say it, what they name and mean. */
    record WishRead(String text, List<RankedIntent> ranked, Entities entities, String question) {
        RankedIntent top() {
            return ranked.getFirst();
        }
    }

    /** A text without a conversation, as it is understood here. */
    record Alone(Extraction text, Classification classification) {}

    private final Classifications classifications;
    private final Catalogue catalogue;
    private final TextEmbedder embedder;
    private final ZoneId zone;

    TurnInterpreter(
            Classifications classifications, Catalogue catalogue, TextEmbedder embedder, IntentProperties properties) {
        this.classifications = classifications;
        this.catalogue = catalogue;
        this.embedder = embedder;
        this.zone = properties.zone();
    }

    IntentClassified interpret(TurnPrepared turn) {
        return events(read(List.of(turn))).getFirst();
    }

    /** Turns of any conversations, each on its own, in their order; the encoder runs once for all of them. */
    List<Reading> read(List<TurnPrepared> turns) {
        var index = catalogue.index();
        var begun = turns.stream().map(turn -> new Begun(turn, index, zone)).toList();
        classify(begun, Begun::followUp, Begun::decideFollowUp);
        classify(begun, Begun::open, Begun::decidePlain);
        classify(begun, Begun::followUp, Begun::decideFollowUp);
        return begun.stream().map(Begun::reading).toList();
    }

    /** Texts without a conversation, written now. */
    List<Alone> readAlone(List<String> texts) {
        var index = catalogue.index();
        var context = ReadingContext.cold(LocalDate.now(zone));
        var read = texts.stream()
                .map(text -> EntityExtractor.extract(text, index, context))
                .toList();
        var decided = classifications.of(read);
        return IntStream.range(0, read.size())
                .mapToObj(i -> new Alone(read.get(i), decided.get(i)))
                .toList();
    }

    /** The same turn again, after somebody else has decided what it wants. */
    Reading reread(Reading reading, Classification classification) {
        var begun = new Begun(reading.turn(), reading.index(), zone);
        begun.decidePlain(classification);
        return begun.reading();
    }

    /** What is published of readings, in their order. */
    List<IntentClassified> events(List<Reading> readings) {
        var searched = readings.stream()
                .flatMap(reading -> reading.wishes().stream()
                        .filter(wish -> routes(reading, wish).contains(Route.RAG))
                        .map(WishRead::question))
                .distinct()
                .toList();
        var vectors = new HashMap<String, Embedding>();
        var embedded = searched.isEmpty() ? List.<float[]>of() : embedder.embedQueries(searched);
        for (var i = 0; i < searched.size(); i++) {
            vectors.put(searched.get(i), Embedding.of(embedder.modelId(), embedded.get(i)));
        }
        return readings.stream().map(reading -> event(reading, vectors)).toList();
    }

    private static IntentClassified event(Reading reading, Map<String, Embedding> vectors) {
        var turn = reading.turn();
        var first = reading.wishes().getFirst();
        var routes = routes(reading, first);
        return new IntentClassified(
                turn.meta().next("intent"),
                turn.text(),
                first.question(),
                first.ranked(),
                first.entities(),
                routes,
                routes.contains(Route.RAG) ? vectors.get(first.question()) : null,
                turn.customerId(),
                turn.focus(),
                turn.pendingAction(),
                reading.classification().classifier(),
                reading.wishes().stream()
                        .skip(1)
                        .map(wish -> further(reading, wish, vectors))
                        .toList(),
                turn.mayIdentify());
    }

    private static Wish further(Reading reading, WishRead wish, Map<String, Embedding> vectors) {
        var routes = routes(reading, wish);
        return new Wish(
                wish.text(),
                wish.question(),
                wish.ranked(),
                wish.entities(),
                routes,
                routes.contains(Route.RAG) ? vectors.get(wish.question()) : null);
    }

    private static Set<Route> routes(Reading reading, WishRead wish) {
        var namesOrder = !wish.entities().orderIds().isEmpty()
                || !wish.entities().references().isEmpty();
        var turn = reading.turn();
        var mayIdentify = Boolean.TRUE.equals(turn.mayIdentify());
        var routes = Routing.routes(
                wish.top(),
                namesOrder,
                mayIdentify || turn.customerId() != null,
                turn.pendingAction() != null,
                wish.entities().orderIds().isEmpty() && asksForRules(wish));
        return mayIdentify && saysWho(wish.entities()) ? Routing.identifying(wish.top(), routes) : routes;
    }

    private static boolean asksForRules(WishRead wish) {
        var top = wish.top();
        return top.confidence() >= SURE
                && QUESTION.matcher(wish.text()).find()
                && !(top.intent() == Intent.DELIVERY
                        && OWN_PARCEL.matcher(wish.text()).find())
                && (top.is(top.intent(), Variants.POLICY, Variants.OPTIONS, Variants.FEE)
                        || RULES.matcher(wish.text()).find());
    }

    private static boolean saysWho(Entities entities) {
        return entities.mentions().stream().anyMatch(mention -> switch (mention.kind()) {
            case EMAIL, PERSON, POSTCODE -> true;
            default -> false;
        });
    }

    /** One run of the classifier for all the turns that a question is asked about. */
    private void classify(
            List<Begun> begun,
            Function<Begun, Optional<Extraction>> question,
            BiConsumer<Begun, Classification> answer) {
        var asking =
                begun.stream().filter(each -> question.apply(each).isPresent()).toList();
        if (asking.isEmpty()) {
            return;
        }
        var answers = classifications.of(
                asking.stream().map(each -> question.apply(each).orElseThrow()).toList());
        for (var i = 0; i < asking.size(); i++) {
            answer.accept(asking.get(i), answers.get(i));
        }
    }

    /** A turn on its way to being understood. */
    private static final class Begun {
        private final TurnPrepared turn;
        private final CatalogueIndex index;
        private final LocalDate today;
        private final Extraction message;
        /** As it was meant to be spelt; the message itself where nothing was misspelt. */
        private final Extraction spelt;

        private final FollowUps followUps;
        private @Nullable FollowUp followUp;
        private @Nullable Understanding meaning;
        private List<WishRead> several = List.of();
        private boolean isOpen;

        Begun(TurnPrepared turn, CatalogueIndex index, ZoneId zone) {
            this.turn = turn;
            this.index = index;
            var context = ReadingContext.of(turn, zone);
            this.today = context.today();
            this.message = EntityExtractor.extract(beginning(turn.text()), index, context);
            this.meaning = answer(turn, message, index, turn.pendingAction())
                    .or(() -> offered(turn, message))
                    .or(() -> didItWork(turn, message))
                    .orElse(null);
            var corrected = PlainWords.corrected(message);
            this.spelt =
                    corrected.equals(message.text()) ? message : EntityExtractor.extract(corrected, index, context);
            this.followUps = new FollowUps(turn, index, spelt);
            this.followUp = meaning == null ? followUps.find().orElse(null) : null;
        }

        /** What a follow-up would ask, until that is decided. */
        Optional<Extraction> followUp() {
            return meaning == null || isOpen ? Optional.ofNullable(followUp).map(FollowUp::question) : Optional.empty();
        }

        void decideFollowUp(Classification classification) {
            if (followUp != null && followUps.isMeant(followUp, classification)) {
                meaning = new Understanding(
                        followUps.read(followUp, classification), followUp.entities(), followUp.text());
                isOpen = false;
            }
            followUp = null;
        }

        Optional<Extraction> open() {
            return meaning == null ? Optional.of(spelt) : Optional.empty();
        }

        void decidePlain(Classification heard) {
            var isOwnThing = asksForOwnThing(heard);
            var classification = asksWhatThereIs(heard) || isOursAfterAll(heard)
                    ? listing(heard)
                    : isOwnThing ? tracking(heard) : heard;
            meaning = plain(turn, message, spelt, index, classification);
            several =
                    classification.segments().isEmpty() ? List.of() : wishes(turn, spelt, index, today, classification);
            isOpen = true;
            followUp = turn.pendingAction() == null && !isOwnThing
                    ? followUps.find(classification).orElse(null)
                    : null;
        }

        private boolean asksWhatThereIs(Classification heard) {
            var top = heard.top();
            return top.intent() == Intent.RECOMMENDATION
                    && top.confidence() < HARDLY_DOUBTED
                    && heard.segments().isEmpty()
                    && WHAT_IS_THERE.matcher(spelt.text()).find();
        }

        /** "Do u sel tablats": what names a kind of thing that is sold here is hardly outside of it. */
        private boolean isOursAfterAll(Classification heard) {
            return heard.top().intent() == Intent.OUT_OF_SCOPE
                    && heard.top().confidence() < HARDLY_DOUBTED
                    && heard.segments().isEmpty()
                    && !spelt.categories().isEmpty();
        }

        /** "When does the easy phone come?", and after talk of an order "when will it be here?". */
        private boolean asksForOwnThing(Classification heard) {
            var isNamed = !spelt.products().isEmpty() || !spelt.categories().isEmpty();
            return turn.customerId() != null
                    && heard.top().intent() == Intent.PRODUCT_INFO
                    && heard.segments().isEmpty()
                    && (isNamed || speaksOfOrder())
                    && ARRIVES.matcher(spelt.text()).find();
        }

        private boolean speaksOfOrder() {
            return !turn.focus().orderIds().isEmpty()
                    && OWN_PARCEL.matcher(spelt.text()).find();
        }

        private static Classification tracking(Classification heard) {
            return new Classification(
                    List.of(new RankedIntent(
                            Intent.ORDER_STATUS, Variants.TRACK, heard.top().confidence())),
                    heard.classifier());
        }

        private static Classification listing(Classification heard) {
            return new Classification(
                    Stream.concat(
                                    Stream.of(new RankedIntent(
                                            Intent.PRODUCT_INFO,
                                            Variants.LIST,
                                            heard.top().confidence())),
                                    heard.ranked().stream().filter(other -> other.intent() != Intent.PRODUCT_INFO))
                            .toList(),
                    heard.classifier());
        }

        Reading reading() {
            var understood = Objects.requireNonNull(meaning, "decidePlain comes first");
            var only = new WishRead(
                    message.text(), understood.classification().likely(), understood.entities(), understood.question());
            return new Reading(
                    turn,
                    message,
                    index,
                    understood.classification(),
                    isOpen,
                    several.size() > 1 ? several : List.of(only));
        }
    }

    /** "yes", "no", "ORD-1002", "the second": what waits for it says what it means. */
    private static Optional<Understanding> answer(
            TurnPrepared turn, Extraction message, CatalogueIndex index, @Nullable PendingAction pending) {
        if (pending == null) {
            return Optional.empty();
        }
        var yesOrNo = ShortAnswers.yesOrNo(turn.text());
        if (yesOrNo.isPresent()) {
            return Optional.of(
                    new Understanding(Classification.certain(yesOrNo.get(), null), message.entities(), turn.text()));
        }
        var other = OTHER_ORDER.matcher(turn.text()).find() ? otherOrder(turn, pending) : Optional.<String>empty();
        if (other.isPresent()) {
            return Optional.of(new Understanding(
                    goesOn(pending),
                    with(message, List.of(), List.of(other.get())),
                    turn.text() + " (" + other.get() + ')'));
        }
        return ShortAnswers.namesOneOfThem(message)
                ? Optional.of(choice(turn, message, index, pending))
                : Optional.empty();
    }

    /** A plain yes or no to what was offered. */
    private static Optional<Understanding> offered(TurnPrepared turn, Extraction message) {
        var offer = turn.offer();
        if (offer == null || turn.pendingAction() != null) {
            return Optional.empty();
        }
        return ShortAnswers.yesOrNo(turn.text())
                .map(said -> said == Intent.AFFIRM
                        ? new Understanding(
                                Classification.certain(offer.intent(), offer.variant()),
                                unplaced(offer.entities()),
                                offer.question())
                        : new Understanding(Classification.certain(said, null), message.entities(), turn.text()));
    }

    /** What was said with the offer has no place in this message. */
    private static Entities unplaced(Entities entities) {
        return new Entities(
                entities.products().stream()
                        .map(product -> new ProductMention(
                                product.productId(), product.name(), product.text(), -1, product.score()))
                        .toList(),
                entities.categories(),
                entities.orderIds(),
                entities.references());
    }

    /** What was done is seen in its order. */
    private static Optional<Understanding> didItWork(TurnPrepared turn, Extraction message) {
        var topic = turn.topic();
        var orders = turn.focus().orderIds();
        return turn.pendingAction() == null
                        && topic != null
                        && topic.answeredBy() == Source.ORDERS
                        && !orders.isEmpty()
                        && !message.namesSomething()
                        && DID_IT_WORK.matcher(message.text()).find()
                ? Optional.of(new Understanding(
                        Classification.certain(Intent.ORDER_STATUS, Variants.TRACK),
                        with(message, List.of(), List.of(orders.getFirst())),
                        message.text() + " (" + orders.getFirst() + ')'))
                : Optional.empty();
    }

    /** Another than the one in question, that was spoken of before it. */
    private static Optional<String> otherOrder(TurnPrepared turn, PendingAction pending) {
        var orders = turn.focus().orderIds();
        var inQuestion = pending.orderId() == null && !orders.isEmpty() ? orders.getFirst() : pending.orderId();
        return orders.stream().filter(order -> !order.equals(inQuestion)).findFirst();
    }

    private static Understanding choice(
            TurnPrepared turn, Extraction message, CatalogueIndex index, PendingAction pending) {
        var entities = new FocusResolver(turn, index, message).resolveChoice();
        return new Understanding(goesOn(pending), entities, turn.text());
    }

    /** What a message names, with the products that are meant. */
    static Entities withProducts(Extraction message, List<ProductMention> products) {
        return with(message, products, message.orderIds());
    }

    /** What a message names, with the products and orders that are meant. */
    static Entities with(Extraction message, List<ProductMention> products, Collection<String> orderIds) {
        var named = message.entities();
        return new Entities(
                products,
                named.categories(),
                List.copyOf(orderIds),
                named.references(),
                named.mentions(),
                named.amounts(),
                named.dates());
    }

    private static Understanding plain(
            TurnPrepared turn,
            Extraction message,
            Extraction spelt,
            CatalogueIndex index,
            Classification classification) {
        var pending = turn.pendingAction();
        if (pending != null && looksLikeAnAnswer(turn.text(), pending, classification)) {
            return choice(turn, message, index, pending);
        }
        if (isWhatWasOffered(turn, spelt, classification)) {
            var offered = unplaced(Objects.requireNonNull(turn.offer()).entities());
            return new Understanding(classification, offered, standAlone(spelt, offered));
        }
        var entities = new FocusResolver(turn, index, message).resolve(classification.top());
        var named =
                spelt.equals(message) ? entities : new FocusResolver(turn, index, spelt).resolve(classification.top());
        return new Understanding(classification, entities, standAlone(spelt, named));
    }

    /** "But the left side crackles", when a complaint was offered: it is about what the offer is about. */
    private static boolean isWhatWasOffered(TurnPrepared turn, Extraction message, Classification classification) {
        var offer = turn.offer();
        return offer != null
                && offer.intent() != Intent.HUMAN_AGENT
                && offer.intent() == classification.top().intent()
                && !message.namesSomething()
                && message.categories().isEmpty();
    }

    /** Each part of the message that wants something for itself; what the parts before it named is what it speaks about. */
    private static List<WishRead> wishes(
            TurnPrepared turn,
            Extraction message,
            CatalogueIndex index,
            LocalDate today,
            Classification classification) {
        var wishes = new ArrayList<WishRead>();
        var products = new ArrayList<FocusProduct>();
        var orders = new LinkedHashSet<String>();
        for (var segment : classification.segments()) {
            var part = EntityExtractor.extract(
                    message.text().substring(segment.start(), segment.end()),
                    index,
                    new ReadingContext(today, false, false, List.copyOf(orders)));
            var entities = new FocusResolver(inFocus(turn, products, orders), index, part).resolve(segment.top());
            var ranked = new Classification(segment.ranked(), classification.classifier()).likely();
            wishes.add(new WishRead(
                    part.text(),
                    ranked,
                    wishes.isEmpty() ? moved(entities, segment.start()) : entities,
                    standAlone(part, entities)));
            entities.products()
                    .forEach(product -> products.addFirst(new FocusProduct(product.productId(), product.name())));
            orders.addAll(entities.orderIds());
        }
        return wishes;
    }

    private static TurnPrepared inFocus(TurnPrepared turn, List<FocusProduct> products, Collection<String> orderIds) {
        var focus = new Focus(
                Stream.concat(products.stream(), turn.focus().products().stream())
                        .distinct()
                        .toList(),
                Stream.concat(orderIds.stream(), turn.focus().orderIds().stream())
                        .distinct()
                        .toList(),
                turn.focus().listed());
        return new TurnPrepared(
                turn.meta(), turn.text(), turn.customerId(), turn.history(), focus, turn.pendingAction());
    }

    /** Entities of a part of the message, with their places in all of it. */
    private static Entities moved(Entities entities, int by) {
        return new Entities(
                entities.products().stream()
                        .map(product -> product.start() < 0
                                ? product
                                : new ProductMention(
                                        product.productId(),
                                        product.name(),
                                        product.text(),
                                        product.start() + by,
                                        product.score()))
                        .toList(),
                entities.categories(),
                entities.orderIds(),
                entities.references(),
                entities.mentions().stream()
                        .map(each -> new Mention(each.kind(), each.value(), each.text(), each.start() + by))
                        .toList(),
                entities.amounts().stream()
                        .map(each ->
                                new Amount(each.value(), each.currency(), each.bound(), each.text(), each.start() + by))
                        .toList(),
                entities.dates().stream()
                        .map(each -> new DateMention(each.from(), each.to(), each.text(), each.start() + by))
                        .toList());
    }

    /** "The ones I bought last week": said when something was asked, it goes on with that. */
    private static boolean looksLikeAnAnswer(String text, PendingAction pending, Classification classification) {
        return pending.awaiting() == Awaiting.INPUT
                && !QUESTION.matcher(text).find()
                && (classification.top().confidence() < SURE
                        || ANSWERS_LOOK_LIKE.contains(classification.top().intent()));
    }

    private static Classification goesOn(PendingAction pending) {
        return switch (pending.operation()) {
            case "complaint" -> Classification.certain(Intent.COMPLAINT, Variants.REQUEST);
            case "exchange" -> Classification.certain(Intent.EXCHANGE, Variants.REQUEST);
            case "cancel" -> Classification.certain(Intent.ORDER_CHANGE, Variants.CANCEL);
            case "address" -> Classification.certain(Intent.DELIVERY, Variants.ADDRESS);
            case "track", "tracking", "order_status" -> Classification.certain(Intent.ORDER_STATUS, Variants.TRACK);
            case "late" -> Classification.certain(Intent.DELIVERY, Variants.LATE);
            default -> Classification.certain(Intent.REFUND, Variants.REQUEST);
        };
    }

    /** The message so that it can be searched with alone: full names, and what was meant without being said. */
    private static String standAlone(Extraction message, Entities entities) {
        var named = new ArrayList<Span>();
        for (var mention : entities.products()) {
            var once = message.products().stream()
                            .filter(other -> other.start() == mention.start())
                            .count()
                    == 1;
            if (mention.start() >= 0 && once) {
                named.add(new Span(
                        mention.start(), mention.start() + mention.text().length(), mention.name()));
            }
        }
        var question = PlainWords.asDocumentsSay(message.replaced(named));
        var meant = entities.products().stream()
                .filter(mention -> mention.start() < 0)
                .map(ProductMention::name)
                .collect(Collectors.joining(" and "));
        if (!meant.isEmpty()) {
            question = FollowUps.insteadOfPronoun(question, meant);
        }
        var orders = entities.orderIds().stream()
                .filter(id -> !message.orderIds().contains(id))
                .collect(Collectors.joining(", "));
        return orders.isEmpty() ? question : question + " (" + orders + ')';
    }

    /** Not between the halves of one character. */
    static String beginning(String text) {
        if (text.length() <= LONGEST_READ) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST_READ - 1)) ? LONGEST_READ - 1 : LONGEST_READ;
        return text.substring(0, end);
    }
}
