package io.souk.tools.desk;

import io.souk.events.Entities;
import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.tools.audit.By;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of a signed-in customer. */
record Visit(IntentClassified turn, String customer) {
    String conversation() {
        return turn.conversationId();
    }

    String text() {
        return turn.text();
    }

    /** As if the customer had said this, which names no order or product that is not in the words themselves. */
    Visit saying(@Nullable String words) {
        if (words == null) {
            return this;
        }
        return new Visit(
                turn.wanting(
                        new IntentEvent.Wish(words, words, turn.intents(), Entities.NONE, turn.routes(), null),
                        List.of()),
                customer);
    }

    /** Who does what was shown. */
    By by(Proposal shown) {
        return By.chat(customer, conversation(), turn.meta(), shown.id());
    }

    List<String> orderIds() {
        return turn.entities().orderIds().stream().distinct().toList();
    }

    List<String> references() {
        return turn.entities().references();
    }

    boolean namesSomething() {
        return !turn.entities().orderIds().isEmpty()
                || !turn.entities().products().isEmpty()
                || !turn.entities().categories().isEmpty();
    }
}
