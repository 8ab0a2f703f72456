package io.souk.conversation.reply;

import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.OrderEvent.RefundUpdated;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The words of what a customer is told without having asked. */
@Component
public class NoticeTexts {
    private final Texts texts;

    NoticeTexts(Texts texts) {
        this.texts = texts;
    }

    /**
     * That the assistant has the conversation again.
     *
     * @param eventId chooses the wording
     */
    public String handoffEnded(String eventId) {
        return new Voice(texts, eventId).say("handoff.ended");
    }

    public String refundUpdated(RefundUpdated update) {
        var voice = new Voice(texts, update.meta().id());
        return voice.sayFor(
                "notice.refund",
                update.status(),
                "reference",
                update.refundId(),
                "order",
                update.orderId(),
                "status",
                update.status(),
                "money",
                texts.money(update.amount(), update.currency()));
    }

    public String deliveryUpdated(DeliveryUpdated update) {
        var voice = new Voice(texts, update.meta().id());
        var expected = update.expectedOn();
        var status = update.status().toLowerCase(Locale.ROOT);
        return voice.sayFor(
                "notice.delivery",
                status,
                "order",
                update.orderId(),
                "status",
                OrderWords.status(voice, status),
                "text",
                update.text().isBlank() ? "none" : update.text().strip(),
                "date",
                expected == null ? "none" : texts.date(expected));
    }
}
