package io.souk.events;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What intent-service decided. Topic {@link Topics#INTENTS}, keyed by conversation id. */
@OnTopic(Topics.INTENTS)
public sealed interface IntentEvent extends ChatEvent {

    /**
     * What the customer wants, and everything a bringer of evidence needs to know.
     *
     * @param text the message as written
     * @param question the message rewritten to stand alone ("what about the X2?" after a question on the X1's battery)
     * @param intents best first, never empty
     * @param routes who must bring evidence; empty when the reply needs none
     * @param embedding of {@code question}; null if none was made
     * @param customerId null is a guest
     * @param classifier who decided: {@code embedding}, {@code llm} or {@code rules}
     */
    @EventType("io.souk.chat.intent-classified.v1")
    record IntentClassified(
            Meta meta,
            String text,
            String question,
            List<RankedIntent> intents,
            Entities entities,
            Set<Route> routes,
            @Nullable Embedding embedding,
            @Nullable String customerId,
            Focus focus,
            @Nullable PendingAction pendingAction,
            String classifier)
            implements IntentEvent {
        public IntentClassified {
            Check.present("text", text);
            question = question == null ? text : question;
            intents = Check.list(intents);
            if (intents.isEmpty()) {
                throw new IllegalArgumentException("intents is empty");
            }
            entities = entities == null ? Entities.NONE : entities;
            routes = routes == null ? Set.of() : Set.copyOf(routes);
            focus = focus == null ? Focus.NONE : focus;
            Check.present("classifier", classifier);
        }

        /** The likeliest reading. */
        public RankedIntent top() {
            return intents.getFirst();
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements IntentEvent {}
}
