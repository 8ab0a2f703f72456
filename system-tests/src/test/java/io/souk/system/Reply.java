package io.souk.system;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A whole reply, as the wire has it.
 *
 * @param after since the message was acknowledged
 */
record Reply(JsonNode body, Duration after) {

    String text() {
        return body.get("text").stringValue();
    }

    String intent() {
        return body.get("intent").stringValue();
    }

    String rung() {
        return body.get("rung").stringValue();
    }

    /** The documents it names as its sources. */
    List<String> sources() {
        return body.get("citations")
                .valueStream()
                .map(citation -> citation.get("documentId").stringValue())
                .toList();
    }

    List<String> suggestions() {
        return body.get("suggestions").valueStream().map(JsonNode::stringValue).toList();
    }

    boolean has(String kind) {
        return body.get("cards").valueStream().anyMatch(card -> isOf(kind, card));
    }

    /** The card of this kind; fails if there is none. */
    JsonNode card(String kind) {
        return body.get("cards")
                .valueStream()
                .filter(card -> isOf(kind, card))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no card of kind " + kind + " in " + body));
    }

    private static boolean isOf(String kind, JsonNode card) {
        return card.get("kind").stringValue().equals(kind);
    }
}
