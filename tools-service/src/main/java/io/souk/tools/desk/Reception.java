package io.souk.tools.desk;

import io.souk.events.Finding.Refusal;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.tools.identity.Identities;
import io.souk.tools.identity.Identities.Outcome;
import io.souk.tools.json.Json;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Finds out who is asking before the {@link Desk} answers: the channel says so, or leaves it to us. What is wanted waits until it is
 * known of whom. Must run inside {@link io.souk.kit.Outbox#transact}.
 */
@Component
class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final String IDENTIFY = "identify";

    private final Identities identities;
    private final Desk desk;

    Reception(Identities identities, Desk desk) {
        this.identities = identities;
        this.desk = desk;
    }

    Answered answer(IntentClassified turn) {
        return Boolean.TRUE.equals(turn.mayIdentify()) ? identified(turn) : desk.answer(turn, turn.customerId());
    }

    /** Whose channel leaves it to us to know who they are. */
    private Answered identified(IntentClassified turn) {
        return switch (identities.read(turn.conversationId(), turn.customerId(), turn.entities())) {
            case Outcome.Known known -> {
                var wish =
                        known.wish() == null || Wish.of(turn) != Wish.NOTHING ? turn : remembered(turn, known.wish());
                var answered = desk.answer(wish, known.customer());
                yield known.customer().equals(turn.customerId()) ? answered : answered.identifying(known.customer());
            }
            case Outcome.Unsaid _ ->
                keepsWish(turn)
                        ? unidentified(turn, Refusals.IDENTITY_NEEDED)
                        : Answered.of(turn, IDENTIFY, Result.NOTHING);
            case Outcome.Incomplete _ -> {
                keepsWish(turn);
                yield unidentified(turn, Refusals.IDENTITY_INCOMPLETE);
            }
            case Outcome.Wrong _ -> {
                keepsWish(turn);
                yield unidentified(turn, Refusals.IDENTITY_WRONG);
            }
            case Outcome.Locked _ -> unidentified(turn, Refusals.IDENTITY_LOCKED);
            case Outcome.Another _ -> unidentified(turn, Refusals.ONE_CUSTOMER);
        };
    }

    private static Answered unidentified(IntentClassified turn, Refusal why) {
        return Answered.of(turn, IDENTIFY, Result.found(why));
    }

    /** False if there is nothing to keep. */
    private boolean keepsWish(IntentClassified turn) {
        if (Wish.of(turn) == Wish.NOTHING) {
            return false;
        }
        identities.remember(turn.conversationId(), Json.text(turn.withoutVectors()));
        return true;
    }

    /** What was asked before it was known who asks, as if it were asked now. */
    private static IntentClassified remembered(IntentClassified now, String wish) {
        try {
            var then = Json.MAPPER.readValue(wish, IntentClassified.class);
            return now.wanting(then.first(), List.of());
        } catch (JacksonException e) {
            log.warn("a wish from an earlier version is forgotten");
            return now;
        }
    }
}
