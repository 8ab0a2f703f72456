package io.souk.conversation;

import io.souk.conversation.reply.NoticeTexts;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.OrderEvent.RefundUpdated;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells customers what happened to their orders and their money, wherever they are talking to us just now: one notice for each
 * piece of news in each conversation they have spoken in of late.
 */
@Component
class Notices {
    /** What a customer wants to hear without asking. The miles in between are in the order's timeline. */
    private static final Set<String> WORTH_A_NOTICE =
            Set.of("out_for_delivery", "delivery_failed", "delayed", "late", "delivered", "lost", "returned");

    /** The newest: nobody reads more at once. */
    private static final int MOST = 5;

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
        if (!isNews(update)) {
            return;
        }
        tell(update.customerId(), update.meta(), update.orderId(), texts.deliveryUpdated(update));
    }

    void refundUpdated(RefundUpdated update) {
        tell(update.customerId(), update.meta(), update.orderId(), texts.refundUpdated(update));
    }

    private void tell(String customerId, Meta cause, String orderId, String text) {
        outbox.transact(() -> {
            if (processed.firstTime(cause)) {
                // By id, so that two who lock several never wait for each other.
                store.openConversations(customerId, properties.noticeWindow(), MOST).stream()
                        .sorted()
                        .flatMap(id -> store.lock(id).stream())
                        .forEach(conversation -> post(conversation, cause, text, orderId, null));
            }
        });
    }

    private static boolean isNews(DeliveryUpdated update) {
        return WORTH_A_NOTICE.contains(update.status().toLowerCase(Locale.ROOT))
                && !Boolean.TRUE.equals(update.repeated());
    }

    /**
     * Says something that answers no message.
     *
     * @param orderId what it is about; null where that is no order
     * @param author the person who says it; null: the assistant
     */
    void post(Conversation conversation, Meta cause, String text, @Nullable String orderId, @Nullable String author) {
        conversation.say(place -> new NoticePosted(meta(conversation, cause, "notice"), place, text, orderId, author));
        store.save(conversation, false);
    }

    /** Of an event of a conversation that belongs to none of its turns. */
    static Meta meta(Conversation conversation, Meta cause, String step) {
        return new Meta(
                Meta.derivedId(cause.id(), step, conversation.id()),
                conversation.id(),
                null,
                cause.id(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }
}
