package io.souk.conversation;

import io.souk.conversation.reply.NoticeTexts;
import io.souk.events.HandoffEvent.HandoffEnded;
import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.Meta;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.util.function.Consumer;
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
    private final Notices notices;
    private final NoticeTexts texts;

    Handoffs(ConversationStore store, Outbox outbox, ProcessedEvents processed, Notices notices, NoticeTexts texts) {
        this.store = store;
        this.outbox = outbox;
        this.processed = processed;
        this.notices = notices;
        this.texts = texts;
    }

    void replied(AgentReplied reply) {
        withPerson(
                reply.conversationId(),
                reply.meta(),
                conversation ->
                        notices.post(conversation, reply.meta(), reply.text().strip(), null, reply.agentName()));
    }

    void handedBack(HandedBack event) {
        withPerson(event.conversationId(), event.meta(), conversation -> {
            conversation.handBack();
            store.handedBack(conversation.id());
            notices.post(
                    conversation, event.meta(), texts.handoffEnded(event.meta().id()), null, null);
            outbox.append(new HandoffEnded(Notices.meta(conversation, event.meta(), "ended"), event.agentId()));
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
}
