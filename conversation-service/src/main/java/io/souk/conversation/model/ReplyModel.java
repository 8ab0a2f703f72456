package io.souk.conversation.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.conversation.model.AnswerCache.Kept;
import io.souk.conversation.model.Proof.Fault;
import io.souk.conversation.model.Sentences.Sentence;
import io.souk.conversation.reply.Composer;
import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import io.souk.conversation.reply.ReplyProperties;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.kit.llm.LanguageModel;
import io.souk.kit.llm.LanguageModel.Heard;
import io.souk.kit.llm.LanguageModel.Task;
import io.souk.kit.llm.LanguageModel.Tools;
import io.souk.kit.llm.LanguageModel.Usage;
import io.souk.kit.llm.LanguageModels;
import io.souk.kit.llm.ModelFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.stereotype.Component;

/**
 * Has the large model write a reply from the evidence of a turn, and lets through only what the evidence holds. Replies asked for =
 * replies of the model + fallbacks, and each fallback is the composed reply.
 */
@Component
public class ReplyModel {
    /** Pieces closer together would be many small transactions. */
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(100);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Why a reply is composed, beside failures of the endpoint and faults that make a model not to be believed. */
    private static final List<String> OWN_REASONS =
            List.of("busy", "budget", "misled", "no-time", "not-shown", "too-little-left", "tools-away");

    /** A model that was wrong so often will not become right. */
    private static final int MOST_DROPPED = 4;

    private final @Nullable LanguageModel model;
    private final Semaphore room;
    private final AnswerCache cache;
    private final ToolBox toolBox;
    private final Composer composer;
    private final Budget budget;
    private final Checks checks;
    private final ModelProperties properties;
    private final ReplyProperties style;
    private final MeterRegistry meters;

    ReplyModel(
            LanguageModels models,
            AnswerCache cache,
            ToolBox toolBox,
            Composer composer,
            Budget budget,
            ModelProperties properties,
            ReplyProperties style,
            MeterRegistry meters) {
        this.cache = cache;
        this.toolBox = toolBox;
        this.composer = composer;
        this.budget = budget;
        this.model = models.large().orElse(null);
        this.room = new Semaphore(properties.atOnce());
        this.checks = new Checks(style.locale());
        this.properties = properties;
        this.style = style;
        this.meters = meters;
        if (model != null) {
            // There from the start, so that a share of nothing is 0 and not unknown.
            Stream.concat(
                            Stream.of(ModelFailedException.Reason.values()).map(ModelFailedException.Reason::tag),
                            Stream.concat(
                                    OWN_REASONS.stream(),
                                    Stream.of(Fault.values())
                                            .filter(Fault::isGrave)
                                            .map(Fault::tag)))
                    .forEach(reason -> meters.counter("souk.replies.fallback", "reason", reason));
            for (var fault : Fault.values()) {
                meters.counter("souk.replies.repaired", "reason", fault.tag());
            }
        }
    }

    public boolean isSetUp() {
        return model != null;
    }

    /** Empty if the composed reply is to be said as it is; otherwise whoever takes the assignment closes it. */
    public Optional<Assignment> assignment(List<Gathered> wishes, Reply composed) {
        if (model == null) {
            return Optional.empty();
        }
        var withTools = Steps.areNeeded(wishes, composed, checks);
        if (!withTools && !Occasions.callForModel(wishes, composed)) {
            return Optional.empty();
        }
        if (!room.tryAcquire()) {
            countFallback("busy");
            return Optional.empty();
        }
        return Optional.of(new Assignment(wishes, composed, withTools, room::release));
    }

    /**
     * Writes the reply, or returns the composed one; what was shown by then may be no part of it.
     *
     * @param before what was said before {@code history}; null if nothing was
     * @param limit by when it must be there
     * @param show gets each piece that the customer may see, in order
     */
    public Written write(
            Assignment assignment,
            List<HistoryMessage> history,
            @Nullable String before,
            Duration limit,
            Consumer<String> show) {
        var composed = assignment.composed();
        var alone = new Briefing(assignment.wishes(), composed, List.of(), properties, checks);
        if (model == null || limit.compareTo(SHORTEST) < 0 || alone.isMisled()) {
            return Written.of(fallback(composed, alone.isMisled() ? "misled" : "no-time"));
        }
        var least = limit.compareTo(properties.limit()) < 0 ? limit : properties.limit();
        try {
            return assignment.withTools()
                    ? lookFurther(model, assignment, history, before, least, show)
                    : Written.of(write(model, assignment, alone, history, before, least, show));
        } catch (ModelFailedException e) {
            return Written.of(fallback(composed, e.reason().tag()));
        } catch (UntrueException e) {
            return Written.of(fallback(composed, e.reason));
        } catch (ToolBox.AwayException e) {
            return Written.of(fallback(composed, "tools-away"));
        }
    }

    private Reply write(
            LanguageModel writer,
            Assignment assignment,
            Briefing alone,
            List<HistoryMessage> history,
            @Nullable String before,
            Duration limit,
            Consumer<String> show) {
        var composed = assignment.composed();
        var wishes = assignment.wishes();
        var question = AnswerCache.question(wishes, alone);
        var kept = question.flatMap(cache::find);
        if (kept.isPresent()) {
            show.accept(kept.get().text());
            return written(wishes, composed, kept.get());
        }
        // What others may get as their answer must not have come from what this customer said before.
        var briefing = question.isPresent() ? alone : new Briefing(wishes, composed, history, properties, checks);
        if (question.isEmpty()) {
            briefing.tellBefore(before);
        }
        var writing = new Writing(new Proof(briefing, checks, style.locale()), show);
        var task = new Task("reply", Briefing.INSTRUCTIONS, briefing.data(), null, properties.maxTokens(), limit);
        var heard = ask(writer, task, null, wishes, briefing, writing);
        writing.end(heard.whole());
        var answer = new Kept(writing.text(), writing.proof.citations());
        question.ifPresent(asked -> cache.keep(asked, answer, writing.proof.grounds()));
        return written(wishes, composed, answer);
    }

    /** Lets the model call tools until it answers; what it wants done is proposed, in our own words, after its reply. */
    private Written lookFurther(
            LanguageModel writer,
            Assignment assignment,
            List<HistoryMessage> history,
            @Nullable String before,
            Duration limit,
            Consumer<String> show) {
        var until = Instant.now().plus(limit);
        var wishes = assignment.wishes();
        var composed = assignment.composed();
        var customer = Objects.requireNonNull(wishes.getFirst().intent().customerId());
        var briefing = new Briefing(wishes, composed, history, properties, checks);
        briefing.tellBefore(before);
        briefing.tellToday(LocalDate.now(style.zone()));
        var errand = toolBox.errand(wishes, customer, briefing);
        var writing = new Writing(new Proof(briefing, checks, style.locale()), show);
        Kept said;
        try {
            converse(writer, wishes, briefing, errand, writing, until);
            said = new Kept(writing.text(), writing.proof.citations());
        } catch (UntrueException e) {
            // Its words are not to be had, but what it called for was checked by tools-service, and is asked in our
            // own.
            if (!errand.wantsSomethingDone() || briefing.isMisled()) {
                throw e;
            }
            countFallback(e.reason);
            said = new Kept("", List.of());
        }
        var text = said;
        return errand.propose()
                .map(evidence -> proposed(wishes, text, evidence))
                .orElseGet(() -> Written.of(written(wishes, composed, text)));
    }

    private void converse(
            LanguageModel writer,
            List<Gathered> wishes,
            Briefing briefing,
            Errand errand,
            Writing writing,
            Instant until) {
        var since = new ArrayList<Message>();
        while (true) {
            if (briefing.isMisled()) {
                throw new UntrueException("misled");
            }
            var left = Duration.between(Instant.now(), until);
            if (left.compareTo(SHORTEST) < 0) {
                throw new UntrueException("no-time");
            }
            var task = new Task(
                    "tools", Briefing.INSTRUCTIONS_WITH_TOOLS, briefing.data(), null, properties.maxTokens(), left);
            var tools = new Tools(errand.tools(), errand.mayAsk(), since);
            var heard = ask(writer, task, tools, wishes, briefing, writing);
            var calls = heard.calls();
            if (calls.isEmpty()) {
                writing.end(heard.whole());
                return;
            }
            since.add(AssistantMessage.builder().content("").toolCalls(calls).build());
            since.add(ToolResponseMessage.builder()
                    .responses(calls.stream().map(errand::answer).toList())
                    .build());
            writing.goOn();
        }
    }

    private Written proposed(List<Gathered> wishes, Kept text, EvidenceGathered evidence) {
        var wish = wishes.get(evidence.wish());
        var asked = composer.compose(
                List.of(new Gathered(wish.turnId(), wish.intent(), List.of(evidence), Set.of(), null, 0)));
        if (asked.cards().stream().noneMatch(Finding.Proposal.class::isInstance)) {
            // A yes may only ever mean what was shown.
            throw new UntrueException("not-shown");
        }
        var said = text.text().isEmpty() ? asked.text() : text.text() + "\n\n" + asked.text();
        return new Written(
                new Reply(
                        said,
                        text.citations(),
                        asked.cards(),
                        asked.suggestions(),
                        text.text().isEmpty() ? asked.rung() : Rung.FULL,
                        true,
                        null),
                evidence);
    }

    /** One call of the model, paid for however it ends, unless it did not begin. */
    private Heard ask(
            LanguageModel writer,
            Task task,
            @Nullable Tools tools,
            List<Gathered> wishes,
            Briefing briefing,
            Writing writing) {
        var intent = wishes.getFirst().intent();
        if (!budget.allows(intent)) {
            throw new UntrueException("budget");
        }
        var before = writing.received;
        var usage = new Usage(0, 0);
        var begun = true;
        try {
            var heard = tools == null ? writer.stream(task, writing::add) : writer.stream(task, tools, writing::add);
            usage = heard.usage();
            return heard;
        } catch (ModelFailedException e) {
            begun = writing.received > before || e.mayHaveCost();
            throw e;
        } finally {
            if (begun) {
                budget.spend(
                        intent,
                        usage.promptTokens() > 0
                                ? usage
                                : new Usage(briefing.tokens(), Briefing.tokens(writing.received - before)));
            }
        }
    }

    /** What the composed reply offers where nothing was found stands as well where the model found nothing. */
    private Reply written(List<Gathered> wishes, Reply composed, Kept answer) {
        var offer = answer.citations().isEmpty() ? composed.offer() : null;
        return new Reply(
                offer == null
                        ? answer.text()
                        : answer.text() + "\n\n"
                                + composer.offer(wishes.getFirst().turnId(), offer),
                answer.citations(),
                composed.cards(),
                composed.suggestions(),
                Rung.FULL,
                true,
                null,
                offer,
                composed.chosen());
    }

    private Reply fallback(Reply composed, String reason) {
        countFallback(reason);
        return composed;
    }

    private void countFallback(String reason) {
        meters.counter("souk.replies.fallback", "reason", reason).increment();
    }

    /** One reply coming in. */
    private final class Writing {
        private final Proof proof;
        private final Consumer<String> show;
        private final Sentences sentences = new Sentences(this::take);
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder unshown = new StringBuilder();
        private int received;
        private int kept;
        private int dropped;
        private boolean newLine;
        private long shownAt = System.nanoTime() - BETWEEN_PIECES.toNanos();

        Writing(Proof proof, Consumer<String> show) {
            this.proof = proof;
            this.show = show;
        }

        void add(String piece) {
            received += piece.length();
            sentences.add(piece);
            if (!unshown.isEmpty() && System.nanoTime() - shownAt >= BETWEEN_PIECES.toNanos()) {
                show();
            }
        }

        /** @param whole whether the model said all it wanted to */
        void end(boolean whole) {
            sentences.end(whole);
            // What announces a list of which nothing may be shown leaves the customer with a colon.
            if (kept == 0 || dropped > kept || text.toString().endsWith(":")) {
                throw new UntrueException("too-little-left");
            }
            if (!unshown.isEmpty()) {
                show();
            }
        }

        String text() {
            return text.toString();
        }

        /** The model looks something up: what it said before counts as it was, and what it could not know yet does not. */
        void goOn() {
            sentences.end(false);
            proof.refresh();
            dropped = 0;
        }

        private void take(Sentence sentence) {
            newLine |= sentence.gap().contains("\n");
            var verdict = proof.judge(sentence.text());
            var fault = verdict.fault();
            if (fault != null) {
                meters.counter("souk.replies.repaired", "reason", fault.tag()).increment();
            }
            if (verdict.text() == null) {
                if (fault == Fault.ASIDE) {
                    return;
                }
                dropped++;
                if (fault != null && fault.isGrave()) {
                    throw new UntrueException(fault.tag());
                }
                if (dropped >= MOST_DROPPED && dropped > kept) {
                    throw new UntrueException("too-little-left");
                }
                return;
            }
            kept++;
            var item = verdict.text().startsWith("- ");
            var gap = text.isEmpty() ? "" : newLine ? item ? "\n" : "\n\n" : " ";
            newLine = false;
            text.append(gap).append(verdict.text());
            unshown.append(gap).append(verdict.text());
        }

        private void show() {
            show.accept(unshown.toString());
            unshown.setLength(0);
            shownAt = System.nanoTime();
        }
    }

    /** The model is not worth listening to any longer. */
    private static final class UntrueException extends RuntimeException {
        /** For the metrics. */
        private final String reason;

        UntrueException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
