package io.souk.conversation.model;

import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.ReplyEvent.Rung;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When a model is worth its time. Never where words bind (what will be done, was done or must be chosen is said in our own), where
 * nothing was found that could be put into words, and where a status is all that was asked for.
 */
final class Occasions {
    private static final Set<Intent> SAID_QUICKLY =
            Set.of(Intent.GREETING, Intent.THANKS, Intent.AFFIRM, Intent.DENY, Intent.HUMAN_AGENT, Intent.OUT_OF_SCOPE);

    private Occasions() {}

    static boolean callForModel(List<Gathered> wishes, Reply composed) {
        return composed.rung() == Rung.COMPOSED
                && composed.understood()
                && wishes.stream().allMatch(wish -> wish.pending() == null)
                && wishes.stream()
                        .noneMatch(wish ->
                                SAID_QUICKLY.contains(wish.intent().top().intent()))
                && findings(wishes).noneMatch(Occasions::binds)
                && findings(wishes).anyMatch(Occasions::isTold);
    }

    static Stream<Finding> findings(List<Gathered> wishes) {
        return wishes.stream()
                .flatMap(wish -> wish.evidence().stream())
                .flatMap(evidence -> evidence.findings().stream());
    }

    private static boolean binds(Finding finding) {
        return switch (finding) {
            case Finding.Proposal _, Finding.Question _, Finding.Done _, Finding.Refusal _ -> true;
            case Finding.Passage _,
                    Finding.Products _,
                    Finding.Comparison _,
                    Finding.Compatibility _,
                    Finding.Order _,
                    Finding.Orders _,
                    Finding.Unknown _ -> false;
        };
    }

    /** An order alone is a status. */
    private static boolean isTold(Finding finding) {
        return switch (finding) {
            case Finding.Passage _, Finding.Products _, Finding.Comparison _, Finding.Compatibility _ -> true;
            case Finding.Order _,
                    Finding.Orders _,
                    Finding.Proposal _,
                    Finding.Question _,
                    Finding.Done _,
                    Finding.Refusal _,
                    Finding.Unknown _ -> false;
        };
    }
}
