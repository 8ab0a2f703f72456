package io.souk.conversation.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.conversation.model.AnswerCache.Kept;
import io.souk.conversation.model.Sentences.Sentence;
import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import io.souk.conversation.reply.ReplyProperties;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.kit.llm.LanguageModel;
import io.souk.kit.llm.LanguageModel.Task;
import io.souk.kit.llm.LanguageModel.Usage;
import io.souk.kit.llm.LanguageModels;
import io.souk.kit.llm.ModelFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    /** A model that was wrong so often will not become right. */
    private static final int MOST_DROPPED = 4;

    private final @Nullable LanguageModel model;
    private final Semaphore room;
    private final AnswerCache cache;
    private final Budget budget;
    private final Checks checks;
    private final ModelProperties properties;
    private final ReplyProperties style;
    private final MeterRegistry meters;

    ReplyModel(
            LanguageModels models,
            AnswerCache cache,
            Budget budget,
            ModelProperties properties,
            ReplyProperties style,
            MeterRegistry meters) {
        this.cache = cache;
        this.budget = budget;
        this.model = models.large().orElse(null);
        this.room = new Semaphore(properties.atOnce());
        this.checks = new Checks(style.locale());
        this.properties = properties;
        this.style = style;
        this.meters = meters;
    }

    public boolean isSetUp() {
        return model != null;
    }

    /** Empty if the composed reply is to be said as it is; otherwise whoever takes the assignment closes it. */
    public Optional<Assignment> assignment(List<Gathered> wishes, Reply composed) {
        if (model == null || !Occasions.callForModel(wishes, composed)) {
            return Optional.empty();
        }
        if (!room.tryAcquire()) {
            countFallback("busy");
            return Optional.empty();
        }
        return Optional.of(new Assignment(wishes, composed, room::release));
    }

    /**
     * Writes the reply, or returns the composed one; what was shown by then may be no part of it.
     *
     * @param limit by when it must be there
     * @param show gets each piece that the customer may see, in order
     */
    public Reply write(Assignment assignment, List<HistoryMessage> history, Duration limit, Consumer<String> show) {
        var composed = assignment.composed();
        var wishes = assignment.wishes();
        var alone = new Briefing(wishes, composed, List.of(), properties, checks);
        if (model == null || limit.compareTo(SHORTEST) < 0 || alone.isMisled()) {
            return fallback(composed, alone.isMisled() ? "misled" : "no-time");
        }
        var question = AnswerCache.question(wishes, alone);
        var kept = question.flatMap(cache::find);
        if (kept.isPresent()) {
            show.accept(kept.get().text());
            return written(composed, kept.get());
        }
        var intent = wishes.getFirst().intent();
        if (!budget.allows(intent)) {
            return fallback(composed, "budget");
        }
        // What others may get as their answer must not have come from what this customer said before.
        var briefing = question.isPresent() ? alone : new Briefing(wishes, composed, history, properties, checks);
        var writing = new Writing(new Proof(briefing, checks, style.locale()), show);
        var usage = new Usage(0, 0);
        try {
            var least = limit.compareTo(properties.limit()) < 0 ? limit : properties.limit();
            usage = model.stream(
                    new Task("reply", Briefing.INSTRUCTIONS, briefing.data(), null, properties.maxTokens(), least),
                    writing::add);
            writing.end();
        } catch (ModelFailedException e) {
            return fallback(composed, e.reason().tag());
        } catch (UntrueException e) {
            return fallback(composed, e.reason);
        } finally {
            budget.spend(
                    intent,
                    usage.promptTokens() > 0 ? usage : new Usage(briefing.tokens(), Briefing.tokens(writing.received)));
        }
        var answer = new Kept(writing.text(), writing.proof.citations());
        question.ifPresent(asked -> cache.keep(asked, answer));
        return written(composed, answer);
    }

    private static Reply written(Reply composed, Kept answer) {
        return new Reply(
                answer.text(), answer.citations(), composed.cards(), composed.suggestions(), Rung.FULL, true, null);
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

        void end() {
            sentences.end();
            if (kept == 0 || dropped > kept) {
                throw new UntrueException("too-little-left");
            }
            if (!unshown.isEmpty()) {
                show();
            }
        }

        String text() {
            return text.toString();
        }

        private void take(Sentence sentence) {
            newLine |= sentence.gap().contains("\n");
            var verdict = proof.judge(sentence.text());
            var fault = verdict.fault();
            if (fault != null) {
                meters.counter("souk.replies.repaired", "reason", fault.tag()).increment();
            }
            if (verdict.text() == null) {
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
