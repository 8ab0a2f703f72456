package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Topics;
import io.souk.test.AsyncApi;
import io.souk.test.EventProbe;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every record that the platform put on its topics so far keeps the promise of {@code docs/asyncapi.yaml}. */
@Order(3)
@ExtendWith(Platform.Provider.class)
class ContractIT {

    @Test
    void everyRecordOnEveryTopicIsAsDescribed(Platform souk) {
        try (var guest = Chat.asGuest(souk)) {
            guest.ask("What laptops do you have?");
        }
        var api = AsyncApi.ofThisRepository();

        var records = OtherSystem.everythingOn(souk, Topics.all().toArray(String[]::new)).stream()
                // What others sent in structured mode has no headers to hold against the description.
                .filter(event -> !"application/cloudevents+json"
                        .equals(EventProbe.headers(event).get("content-type")))
                .toList();

        assertThat(records.stream()
                        .flatMap(event -> api.violations(event).stream())
                        .distinct())
                .isEmpty();
        assertThat(records.stream()
                        .map(event -> EventProbe.headers(event).get("ce_type"))
                        .distinct())
                .contains(
                        "io.souk.chat.message-received.v1",
                        "io.souk.chat.turn-prepared.v1",
                        "io.souk.chat.intent-classified.v1",
                        "io.souk.chat.evidence-gathered.v1",
                        "io.souk.chat.turn-acknowledged.v1",
                        "io.souk.chat.intent-announced.v1",
                        "io.souk.chat.evidence-announced.v1",
                        "io.souk.chat.reply-delta.v1",
                        "io.souk.chat.reply-completed.v1",
                        "io.souk.catalog.product-upserted.v1",
                        "io.souk.catalog.document-upserted.v1");
    }
}
