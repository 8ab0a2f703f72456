package io.souk.intent.review;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Event;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Span;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Placeholders;
import io.souk.intent.training.Label;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns from which the classifier can learn, gathered from what the topics say: it was not sure, the customer found the reply
 * unhelpful, or had to be asked back.
 */
final class ReviewQueue {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final double unsureBelow;
    private final Map<String, IntentClassified> turns = new LinkedHashMap<>();
    private final Set<String> unhelpful = new HashSet<>();
    private final Set<String> askedBack = new HashSet<>();
    private final Map<String, String> lastTurns = new HashMap<>();

    /**
     * One text to be labelled.
     *
     * @param text as it was written, for the person's eyes only
     * @param masked as it may be kept
     * @param reading what the classifier took it for
     */
    record Item(String turnId, String text, String masked, Label reading, double confidence, List<String> reasons) {}

    ReviewQueue(double unsureBelow) {
        this.unsureBelow = unsureBelow;
    }

    /** In the order of the topic; topics in any order, but the turns before the messages that follow them. */
    void add(Event event) {
        switch (event) {
            case IntentClassified classified -> turns.put(classified.turnId(), classified);
            case FeedbackGiven feedback when !feedback.helpful() -> unhelpful.add(feedback.turnId());
            case TurnPrepared turn -> {
                var before = lastTurns.put(turn.conversationId(), turn.turnId());
                if (before != null && turn.pendingAction() == null && endsInAQuestion(turn)) {
                    askedBack.add(before);
                }
            }
            default -> {}
        }
    }

    /** The least certain first; each text once. */
    List<Item> items() {
        var seen = new HashSet<String>();
        return turns.values().stream()
                .filter(turn -> !turn.classifier().equals(IntentClassifier.BY_RULES))
                .map(this::item)
                .filter(item -> !item.reasons().isEmpty() && !item.masked().isBlank())
                .sorted(Comparator.comparingDouble(Item::confidence))
                .filter(item -> seen.add(item.masked()))
                .toList();
    }

    private Item item(IntentClassified turn) {
        var reasons = new LinkedHashSet<String>();
        var top = turn.top();
        if (top.confidence() < unsureBelow) {
            reasons.add("unsure");
        }
        if (unhelpful.contains(turn.turnId())) {
            reasons.add("unhelpful");
        }
        if (askedBack.contains(turn.turnId())) {
            reasons.add("asked back");
        }
        return new Item(
                turn.turnId(),
                turn.text(),
                masked(turn),
                new Label(top.intent(), top.variant()),
                top.confidence(),
                List.copyOf(reasons));
    }

    private static boolean endsInAQuestion(TurnPrepared turn) {
        return !turn.history().isEmpty()
                && turn.history().getLast().author() == Author.ASSISTANT
                && turn.history().getLast().text().strip().endsWith("?");
    }

    /** No names, numbers or addresses: the classifier does not learn from them, and they are nobody else's business. */
    private static String masked(IntentClassified turn) {
        var text = turn.text();
        var read = EntityExtractor.extract(
                text,
                CatalogueIndex.EMPTY,
                ReadingContext.cold(LocalDate.ofInstant(turn.meta().time(), ZoneOffset.UTC)));
        var pieces = new ArrayList<>(read.spans());
        for (var mention : read.entities().mentions()) {
            var end = mention.start() + mention.text().length();
            switch (mention.kind()) {
                case EMAIL -> pieces.add(new Span(mention.start(), end, "someone@example.com"));
                case PERSON -> pieces.add(new Span(mention.start(), end, "Alex Kim"));
                case POSTCODE -> pieces.add(new Span(mention.start(), end, "12345"));
                case TRACKING -> pieces.add(new Span(mention.start(), end, "1Z0000000000000000"));
                case ORDER, REFUND, COMPLAINT, CATEGORY, UNKNOWN -> {}
            }
        }
        var first = turn.entities().products().stream()
                .filter(product -> product.start() >= 0)
                .map(ProductMention::productId)
                .findFirst();
        var places = new HashSet<Integer>();
        for (var product : turn.entities().products()) {
            var end = product.start() + product.text().length();
            if (product.start() >= 0
                    && text.startsWith(product.text(), product.start())
                    && places.add(product.start())) {
                var placeholder = first.filter(product.productId()::equals).isPresent()
                        ? Placeholders.PRODUCT
                        : Placeholders.OTHER_PRODUCT;
                if (pieces.stream().noneMatch(piece -> piece.start() < end && piece.end() > product.start())) {
                    pieces.add(new Span(product.start(), end, placeholder));
                }
            }
        }
        return SPACE.matcher(read.replaced(pieces)).replaceAll(" ").strip();
    }
}
