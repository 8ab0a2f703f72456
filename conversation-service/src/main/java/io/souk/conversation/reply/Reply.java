package io.souk.conversation.reply;

import io.souk.events.Finding;
import io.souk.events.Offer;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.Rung;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said in the end.
 *
 * @param understood false if the customer was asked what was meant
 * @param handoff set if a person has to take over
 * @param offer what it offers to do, which a plain yes asks for; null if nothing
 * @param chosen the id of the product that it names as the one that was asked for; null if it names none
 */
public record Reply(
        String text,
        List<Citation> citations,
        List<Finding> cards,
        List<String> suggestions,
        Rung rung,
        boolean understood,
        @Nullable Handoff handoff,
        @Nullable Offer offer,
        @Nullable String chosen) {

    /** That offers nothing. */
    public Reply(
            String text,
            List<Citation> citations,
            List<Finding> cards,
            List<String> suggestions,
            Rung rung,
            boolean understood,
            @Nullable Handoff handoff) {
        this(text, citations, cards, suggestions, rung, understood, handoff, null, null);
    }

    /** What the person who takes over is told. */
    public record Handoff(String reason, String summary) {}
}
