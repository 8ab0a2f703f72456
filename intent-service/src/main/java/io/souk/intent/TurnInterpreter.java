package io.souk.intent;

import io.souk.events.Embedding;
import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.Variants;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.EntityExtractor.Span;
import io.souk.intent.IntentClassifier.Classification;
import io.souk.kit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One turn, understood in its conversation. Three readings are tried in this order: an answer to what waits for one; a follow-up
 * such as "what about the X2?", which repeats the question before it about something else; and the message as it stands.
 */
@Component
class TurnInterpreter {
    private static final int FOLLOW_UPS_BACK = 3;
    private static final double SURE = 0.5;

    private static final Pattern FOLLOW_UP = Pattern.compile(
            "^\\W*(?:(?:and|or|so|ok|okay|then|hm+)\\W+)*(?:(?:what|how|wat) (?:about|abt)|what of|same (?:question )?for|and|or|also|for)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUESTION = Pattern.compile(
            "\\?|^\\W*(?:what|which|where|when|who|why|how|can|could|do|does|is|are|will|would|tell|show|track|compare|list|find|help|talk|speak)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKS_FOR_ORDER =
            Pattern.compile("\\border(?:\\s+number)?\\b[^.!]*\\?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(?:it|them|they|both(?: of them)?|these|those|this one|that one|the two)\\b(?!['’])",
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

    /** What a message means, before it becomes an event. */
    private record Understanding(Classification classification, Entities entities, String question) {}

    private final IntentClassifier classifier;
    private final Catalogue catalogue;
    private final TextEmbedder embedder;

    TurnInterpreter(IntentClassifier classifier, Catalogue catalogue, TextEmbedder embedder) {
        this.classifier = classifier;
        this.catalogue = catalogue;
        this.embedder = embedder;
    }

    IntentClassified interpret(TurnPrepared turn) {
        var index = catalogue.index();
        var pending = turn.pendingAction();
        var message = EntityExtractor.extract(turn.text(), index, expectsOrder(turn));
        var meaning = answer(turn, message, index, pending)
                .or(() -> followUp(turn, message, index))
                .orElseGet(() -> plain(turn, message, index, pending));
        var reading = meaning.classification().top();
        var namesOrder = !meaning.entities().orderIds().isEmpty()
                || !meaning.entities().references().isEmpty();
        var routes = Routing.routes(reading, namesOrder, pending != null);
        return new IntentClassified(
                turn.meta().next("intent"),
                turn.text(),
                meaning.question(),
                meaning.classification().ranked(),
                meaning.entities(),
                routes,
                embedding(meaning.question(), routes),
                turn.customerId(),
                turn.focus(),
                pending,
                meaning.classification().classifier());
    }

    /** "yes", "no", "ORD-1002", "the second": what waits for it says what it means. */
    private Optional<Understanding> answer(
            TurnPrepared turn, Extraction message, CatalogueIndex index, @Nullable PendingAction pending) {
        if (pending == null) {
            return Optional.empty();
        }
        var yesOrNo = ShortAnswers.yesOrNo(turn.text());
        if (yesOrNo.isPresent()) {
            return Optional.of(
                    new Understanding(Classification.certain(yesOrNo.get(), null), message.entities(), turn.text()));
        }
        return ShortAnswers.namesOneOfThem(message)
                ? Optional.of(choice(turn, message, index, pending))
                : Optional.empty();
    }

    private static Understanding choice(
            TurnPrepared turn, Extraction message, CatalogueIndex index, PendingAction pending) {
        var entities = new FocusResolver(turn, index, message).resolveChoice();
        return new Understanding(goesOn(pending), entities, turn.text());
    }

    /** The previous question again, about the things named now; the one before if the previous was a follow-up itself. */
    private Optional<Understanding> followUp(TurnPrepared turn, Extraction message, CatalogueIndex index) {
        if (!isFollowUp(message)) {
            return Optional.empty();
        }
        return turn.history().reversed().stream()
                .filter(earlier -> earlier.author() == Author.CUSTOMER)
                .map(earlier -> EntityExtractor.extract(earlier.text(), index, false))
                .limit(FOLLOW_UPS_BACK)
                .filter(earlier -> !isFollowUp(earlier))
                .findFirst()
                .flatMap(earlier -> again(turn, message, earlier, index));
    }

    private Optional<Understanding> again(
            TurnPrepared turn, Extraction message, Extraction earlier, CatalogueIndex index) {
        var resolver = new FocusResolver(turn, index, message);
        var question = substituted(earlier, message, resolver.mentioned());
        var repeated = EntityExtractor.extract(question, index, false);
        var classification = classifier.classify(repeated);
        if (!canBeAskedAgain(classification, message)) {
            return Optional.empty();
        }
        var products = new ArrayList<>(resolver.mentioned());
        repeated.products().stream()
                .filter(other ->
                        products.stream().noneMatch(known -> known.productId().equals(other.productId())))
                .forEach(other ->
                        products.add(new ProductMention(other.productId(), other.name(), "", -1, other.score())));
        var entities = new Entities(products, message.categories(), message.orderIds(), message.references());
        return Optional.of(new Understanding(classification, entities, question));
    }

    private static boolean canBeAskedAgain(Classification classification, Extraction message) {
        var reading = classification.top();
        var isList = reading.is(Intent.PRODUCT_INFO, Variants.LIST);
        return switch (reading.intent()) {
            case PRODUCT_INFO -> isList == message.products().isEmpty();
            case RECOMMENDATION -> message.products().isEmpty();
            case COMPARISON, COMPATIBILITY -> !message.products().isEmpty();
            case ORDER_STATUS, DELIVERY, REFUND, COMPLAINT, ORDER_CHANGE, PAYMENT ->
                !message.orderIds().isEmpty() || !message.references().isEmpty();
            default -> false;
        };
    }

    private Understanding plain(
            TurnPrepared turn, Extraction message, CatalogueIndex index, @Nullable PendingAction pending) {
        var classification = classifier.classify(message);
        if (pending != null && looksLikeAnAnswer(turn.text(), pending, classification)) {
            return choice(turn, message, index, pending);
        }
        var entities = new FocusResolver(turn, index, message).resolve(classification.top());
        return new Understanding(classification, entities, standAlone(turn.text(), message, entities));
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

    private static boolean expectsOrder(TurnPrepared turn) {
        return turn.pendingAction() != null
                || turn.history().reversed().stream()
                        .filter(message -> message.author() == Author.ASSISTANT)
                        .findFirst()
                        .filter(message ->
                                ASKS_FOR_ORDER.matcher(message.text()).find())
                        .isPresent();
    }

    private static boolean isFollowUp(Extraction message) {
        var opening = FOLLOW_UP.matcher(message.text());
        if (!message.namesSomething()) {
            return false;
        }
        if (!opening.find()) {
            return message.text().endsWith("?") && ShortAnswers.namesOneOfThem(message);
        }
        var shift = " ".repeat(opening.end());
        return ShortAnswers.namesOneOfThem(new Extraction(
                shift + message.text().substring(opening.end()),
                message.orderIds(),
                message.references(),
                message.products(),
                message.categories(),
                message.spans(),
                message.categorySpans()));
    }

    /** An earlier question with the things named now in place of the things named then. */
    private static String substituted(Extraction earlier, Extraction now, List<ProductMention> products) {
        var name = products.stream().map(ProductMention::name).collect(Collectors.joining(" and "));
        if (!products.isEmpty()) {
            var before = earlier.spans().stream()
                    .filter(span -> span.placeholder().equals(Placeholders.PRODUCT)
                            || span.placeholder().equals(Placeholders.OTHER_PRODUCT))
                    .reduce((_, last) -> last);
            return before.map(span -> earlier.replaced(List.of(new Span(span.start(), span.end(), name))))
                    .orElseGet(() -> insteadOfPronoun(earlier.text(), name));
        }
        var replacement = now.orderIds().isEmpty() && now.references().isEmpty()
                ? now.categories().getFirst().toLowerCase(java.util.Locale.ROOT)
                : java.util.stream.Stream.concat(now.orderIds().stream(), now.references().stream())
                        .collect(Collectors.joining(" and "));
        var spans = now.orderIds().isEmpty() && now.references().isEmpty() ? earlier.categorySpans() : earlier.spans();
        return spans.isEmpty()
                ? earlier.text() + " (" + replacement + ')'
                : earlier.replaced(List.of(
                        new Span(spans.getFirst().start(), spans.getFirst().end(), replacement)));
    }

    /** The message so that it can be searched with alone: full names, and what was meant without being said. */
    private static String standAlone(String text, Extraction message, Entities entities) {
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
        var question = named.isEmpty() ? text : message.replaced(named);
        var meant = entities.products().stream()
                .filter(mention -> mention.start() < 0)
                .map(ProductMention::name)
                .collect(Collectors.joining(" and "));
        if (!meant.isEmpty()) {
            question = insteadOfPronoun(question, meant);
        }
        var orders = entities.orderIds().stream()
                .filter(id -> !message.orderIds().contains(id))
                .collect(Collectors.joining(", "));
        return orders.isEmpty() ? question : question + " (" + orders + ')';
    }

    private static String insteadOfPronoun(String text, String name) {
        var pronoun = PRONOUN.matcher(text);
        return pronoun.find()
                ? pronoun.replaceFirst(Matcher.quoteReplacement("the " + name))
                : text + " (" + name + ')';
    }

    private @Nullable Embedding embedding(String question, Set<Route> routes) {
        return routes.contains(Route.RAG) ? Embedding.of(embedder.modelId(), embedder.embedQuery(question)) : null;
    }
}
