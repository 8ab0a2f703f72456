package io.souk.intent.dialogue;

import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.ReadingContext;
import java.util.Optional;
import java.util.stream.Stream;

/** What a customer wrote, with the conversation that gives it its meaning. */
public record Said(TurnPrepared turn, CatalogueIndex index, Extraction message) {
    /** The longest text that is read; of a longer one its beginning says what it is about. */
    private static final int LONGEST_READ = MessageReceived.MAX_TEXT;

    String text() {
        return message.text();
    }

    /** The same conversation, with other words in the place of these. */
    Said as(Extraction other) {
        return new Said(turn, index, other);
    }

    FocusResolver resolver() {
        return new FocusResolver(this);
    }

    /** A question that was made of it, and what that names. */
    Extraction read(String question) {
        return EntityExtractor.extract(question, index, false);
    }

    boolean isSignedIn() {
        return turn.customerId() != null;
    }

    /** Whether the last answer was about orders. */
    boolean isAfterOrders() {
        var topic = turn.topic();
        return (topic != null && topic.answeredBy() == Source.ORDERS)
                || turn.focus().orderIds().stream().limit(1).anyMatch(ReadingContext.lastReply(turn)::contains);
    }

    /** What the customer said before, newest first. */
    Stream<Extraction> earlier() {
        return turn.history().reversed().stream()
                .filter(said -> said.author() == Author.CUSTOMER)
                .map(said -> read(beginning(said.text())));
    }

    /** The product that the conversation is about, as the catalogue knows it. */
    Optional<CatalogueIndex.Product> spokenOf() {
        return turn.focus().products().stream().findFirst().flatMap(product -> index.product(product.id()));
    }

    /** As much of a text as is read; not between the halves of one character. */
    static String beginning(String text) {
        if (text.length() <= LONGEST_READ) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(LONGEST_READ - 1)) ? LONGEST_READ - 1 : LONGEST_READ;
        return text.substring(0, end);
    }
}
