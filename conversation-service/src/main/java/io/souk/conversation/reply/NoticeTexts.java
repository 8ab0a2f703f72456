package io.souk.conversation.reply;

import io.souk.events.OrderEvent.DeliveryUpdated;
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
