package io.souk.conversation;

import io.souk.conversation.reply.NoticeTexts;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Tells customers what happened to their orders, where they are talking to us just now. */
@Component
class Notices {
    private final ConversationStore store;
    private final Outbox outbox;
    private final ProcessedEvents processed;
    private final NoticeTexts texts;
    private final ConversationProperties properties;

    Notices(
            ConversationStore store,
            Outbox outbox,
            ProcessedEvents processed,
            NoticeTexts texts,
            ConversationProperties properties) {
        this.store = store;
        this.outbox = outbox;
        this.processed = processed;
        this.texts = texts;
        this.properties = properties;
    }

    void deliveryUpdated(DeliveryUpdated update) {
        outbox.transact(() -> {
            if (processed.firstTime(update.meta())) {
                store.latestConversation(update.customerId(), properties.noticeWindow())
                        .flatMap(store::lock)
                        .ifPresent(conversation -> post(conversation, update));
            }
        });
    }

    private void post(Conversation conversation, DeliveryUpdated update) {
        var cause = update.meta().id();
        var meta = new Meta(
                Meta.derivedId(cause, "notice"),
                conversation.id(),
                null,
                cause,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        conversation.say(place -> new NoticePosted(meta, place, texts.deliveryUpdated(update), update.orderId(), null));
        store.save(conversation, false);
        conversation.said().forEach(outbox::append);
    }
}
