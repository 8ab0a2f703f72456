package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Systems that talk to Souk over Kafka, as {@code docs/other-systems.md} shows it with kcat. */
@Order(2)
@ExtendWith(Platform.Provider.class)
class OtherSystemIT {
    private final Platform souk;
    private final String conversation = "crm-" + UUID.randomUUID();
    private OtherSystem crm;

    OtherSystemIT(Platform souk) {
        this.souk = souk;
    }

    @BeforeEach
    void connect() {
        crm = new OtherSystem(souk);
    }

    @AfterEach
    void disconnect() {
        crm.close();
    }

    @Test
    void aMessageWithTheRequiredHeadersIsAnswered() {
        crm.says(conversation, "crm-1", "Track ORD-1001", "u-alice");

        var reply = crm.awaitReplies(conversation, 1).getFirst();

        assertThat(reply.turnId()).isEqualTo("crm-1");
        assertThat(reply.body().get("text").stringValue()).contains("ORD-1001", "DHL");
        assertThat(reply.body().get("messageId").stringValue()).isEqualTo("crm-1");
        assertThat(reply.body().get("customerId").stringValue()).isEqualTo("u-alice");
    }

    @Test
    void structuredModeIsAnsweredToo() {
        crm.saysStructured(conversation, "crm-1", "What laptops do you have?");

        var reply = crm.awaitReplies(conversation, 1).getFirst();

        assertThat(reply.turnId()).isEqualTo("crm-1");
        assertThat(reply.body().get("text").stringValue()).contains("TechPro X1");
    }

    @Test
    void quickMessagesAreAnsweredInTheirOrder() {
        crm.says(conversation, "crm-1", "Tell me about the X1", null);
        crm.says(conversation, "crm-2", "How long does its battery last?", null);
        crm.says(conversation, "crm-3", "What's the refund policy?", null);

        assertThat(crm.awaitReplies(conversation, 3))
                .extracting(OtherSystem.Said::turnId)
                .containsExactly("crm-1", "crm-2", "crm-3");
    }

    @Test
    void theSameEventTwiceIsOneMessage() {
        crm.says(conversation, "crm-1", "What laptops do you have?", null);
        crm.says(conversation, "crm-1", "What laptops do you have?", null);
        crm.says(conversation, "crm-2", "Tell me about the X1", null);

        assertThat(crm.awaitReplies(conversation, 2))
                .extracting(OtherSystem.Said::turnId)
                .containsExactly("crm-1", "crm-2");
        assertThat(crm.heard(conversation))
                .filteredOn(event -> event.type().equals("io.souk.chat.turn-acknowledged.v1"))
                .hasSize(2);
    }

    @Test
    void aBlankMessageIsRefusedWithAReason() {
        crm.says(conversation, "crm-1", "   ", null);
        crm.says(conversation, "crm-2", "What laptops do you have?", null);

        crm.awaitReplies(conversation, 1);

        assertThat(crm.heard(conversation).getFirst()).satisfies(refusal -> {
            assertThat(refusal.type()).isEqualTo("io.souk.chat.message-refused.v1");
            assertThat(refusal.body().get("code").stringValue()).isEqualTo("message-empty");
        });
    }
}
