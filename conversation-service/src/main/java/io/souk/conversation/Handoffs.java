package io.souk.conversation;

import io.souk.conversation.reply.NoticeTexts;
import io.souk.events.HandoffEvent.HandoffEnded;
import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.Meta;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the people of the shop do in conversations that were handed off to them; in others they have no say. */
@Component
class Handoffs {
    private static final Logger log = LoggerFactory.getLogger(Handoffs.class);

    private final ConversationStore store;
    private final Outbox outbox;
    private final ProcessedEvents processed;
    private final NoticeTexts texts;

    Handoffs(ConversationStore store, Outbox outbox, ProcessedEvents processed, NoticeTexts texts) {
        this.store = store;
        this.outbox = outbox;
        this.processed = processed;
        this.texts = texts;
    }

    void replied(AgentReplied reply) {
        withPerson(
                reply.conversationId(),
                reply.meta(),
                conversation -> post(conversation, reply.meta(), reply.text().strip(), reply.agentName()));
    }

    void handedBack(HandedBack event) {
        withPerson(event.conversationId(), event.meta(), conversation -> {
            conversation.handBack();
            store.handedBack(conversation.id());
            post(conversation, event.meta(), texts.handoffEnded(event.meta().id()), null);
            outbox.append(new HandoffEnded(meta(conversation, event.meta(), "ended"), event.agentId()));
        });
    }

    private void withPerson(String conversationId, Meta cause, Consumer<Conversation> work) {
        outbox.transact(() -> {
            if (!processed.firstTime(cause)) {
                return;
            }
            store.lock(conversationId)
                    .filter(Conversation::isWithPerson)
                    .ifPresentOrElse(work, () -> log.warn("a person spoke in a conversation that was not handed off"));
        });
    }

    private void post(Conversation conversation, Meta cause, String text, @Nullable String author) {
        conversation.say(place -> new NoticePosted(meta(conversation, cause, "notice"), place, text, null, author));
        store.save(conversation, false);
        conversation.said().forEach(outbox::append);
    }

    private static Meta meta(Conversation conversation, Meta cause, String step) {
        return new Meta(
                Meta.derivedId(cause.id(), step),
                conversation.id(),
                null,
                cause.id(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }
}
