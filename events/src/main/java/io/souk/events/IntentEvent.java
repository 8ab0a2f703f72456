package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What intent-service decided. Topic {@link Topics#INTENTS}, keyed by conversation id. */
@OnTopic(Topics.INTENTS)
public sealed interface IntentEvent extends ChatEvent {

    /**
     * What the customer wants, and everything a bringer of evidence needs to know.
     *
     * @param text the message as written; with several wishes {@link #wishes} has the words of each
     * @param question the message rewritten to stand alone ("what about the X2?" after a question on the X1's battery), without typing
     *     errors
     * @param intents best first, never empty
     * @param routes who must bring evidence; empty when the reply needs none
     * @param embedding of {@code question}; null if none was made
     * @param customerId null is a guest
     * @param classifier who decided: {@code embedding}, {@code llm} or {@code rules}
     * @param further what else the same message wants, in its order; nearly always nothing. {@link #wishes} has all of it
     * @param mayIdentify as {@link TurnEvent.TurnPrepared#mayIdentify}
     * @param modelUse what a language model took for it, for the customer's budget; null if none was asked
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
            String classifier,
            @JsonInclude(Include.NON_EMPTY) List<Wish> further,
            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayIdentify,
            @JsonInclude(Include.NON_NULL) @Nullable ModelUse modelUse)
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
            further = Check.list(further);
        }

        /** What no language model was asked about. */
        public IntentClassified(
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
                String classifier,
                List<Wish> further,
                @Nullable Boolean mayIdentify) {
            this(
                    meta,
                    text,
                    question,
                    intents,
                    entities,
                    routes,
                    embedding,
                    customerId,
                    focus,
                    pendingAction,
                    classifier,
                    further,
                    mayIdentify,
                    null);
        }

        /** A message that may want several things. */
        public IntentClassified(
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
                String classifier,
                List<Wish> further) {
            this(
                    meta,
                    text,
                    question,
                    intents,
                    entities,
                    routes,
                    embedding,
                    customerId,
                    focus,
                    pendingAction,
                    classifier,
                    further,
                    null);
        }

        /** A message that wants one thing. */
        public IntentClassified(
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
                String classifier) {
            this(
                    meta,
                    text,
                    question,
                    intents,
                    entities,
                    routes,
                    embedding,
                    customerId,
                    focus,
                    pendingAction,
                    classifier,
                    List.of());
        }

        /** The likeliest reading. */
        public RankedIntent top() {
            return intents.getFirst();
        }

        /**
         * Each thing the message wants as if it had been said alone, in its order; never empty. A bringer of evidence answers each
         * one that is routed to it, with its place here as {@link EvidenceEvent.EvidenceGathered#wish}.
         */
        public List<IntentClassified> wishes() {
            if (further.isEmpty()) {
                return List.of(this);
            }
            return Stream.concat(Stream.of(first()), further.stream())
                    .map(wish -> wanting(wish, List.of()))
                    .toList();
        }

        /** What it wants first. */
        public Wish first() {
            return new Wish(text, question, intents, entities, routes, embedding);
        }

        /** The same turn, if this were what its message wants, and these others after it. */
        public IntentClassified wanting(Wish first, List<Wish> others) {
            return new IntentClassified(
                    meta,
                    first.text(),
                    first.question(),
                    first.intents(),
                    first.entities(),
                    first.routes(),
                    first.embedding(),
                    customerId,
                    focus,
                    pendingAction,
                    classifier,
                    others,
                    mayIdentify,
                    modelUse);
        }

        /** The same, if a language model took this for it. */
        public IntentClassified using(@Nullable ModelUse use) {
            return new IntentClassified(
                    meta,
                    text,
                    question,
                    intents,
                    entities,
                    routes,
                    embedding,
                    customerId,
                    focus,
                    pendingAction,
                    classifier,
                    further,
                    mayIdentify,
                    use);
        }

        /** The same without vectors, which nobody needs once they have been searched with. */
        public IntentClassified withoutVectors() {
            return wanting(
                    first().withoutVector(),
                    further.stream().map(Wish::withoutVector).toList());
        }
    }

    /** What a language model read and wrote, in tokens; estimated where its endpoint does not say. */
    record ModelUse(int promptTokens, int completionTokens) {}

    /**
     * What a message wants besides its first wish ("track ORD-1001 <i>and what is your return policy?</i>").
     *
     * @param text the words of the message that say it
     * @param question as {@link IntentClassified#question}
     * @param intents best first, never empty
     */
    record Wish(
            String text,
            String question,
            List<RankedIntent> intents,
            Entities entities,
            Set<Route> routes,
            @Nullable Embedding embedding) {
        public Wish {
            Check.present("text", text);
            question = question == null ? text : question;
            intents = Check.list(intents);
            if (intents.isEmpty()) {
                throw new IllegalArgumentException("intents of a wish is empty");
            }
            entities = entities == null ? Entities.NONE : entities;
            routes = routes == null ? Set.of() : Set.copyOf(routes);
        }

        private Wish withoutVector() {
            return new Wish(text, question, intents, entities, routes, null);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements IntentEvent {}
}
