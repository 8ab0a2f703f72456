package io.souk.conversation.reply;

import io.souk.events.Finding;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.Rung;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said in the end.
 *
 * @param understood false if the customer was asked what was meant
 * @param handoff set if a person has to take over
 */
public record Reply(
        String text,
        List<Citation> citations,
        List<Finding> cards,
        List<String> suggestions,
        Rung rung,
        boolean understood,
        @Nullable Handoff handoff) {

    /** What the person who takes over is told. */
    public record Handoff(String reason, String summary) {}
}
