package io.souk.events;

import java.util.List;

/** The topics and who owns them. Key of every chat topic: the conversation id, so order within a conversation is a promise. */
public final class Topics {
    /** A customer said this. Written by gateway-service and other systems. */
    public static final String MESSAGES = "chat.messages";

    /** The message with its memory. Written by conversation-service. */
    public static final String TURNS = "chat.turns";

    /** What the customer wants. Written by intent-service. */
    public static final String INTENTS = "chat.intents";

    /** What was found or done. Written by rag-, graph- and tools-service. */
    public static final String EVIDENCE = "chat.evidence";

    /** What the customer sees. Written by conversation-service. */
    public static final String REPLIES = "chat.replies";

    /** Products, compacted; key: product id; a tombstone means gone. Written by sellers and importers. */
    public static final String PRODUCTS = "catalog.products";

    /** Manuals, FAQs, policies, compacted; key: document id; a tombstone means gone. Written by sellers and importers. */
    public static final String DOCUMENTS = "catalog.documents";

    /** What happened to an order, refund or complaint; key: order id. Written by tools-service. */
    public static final String ORDERS = "orders.events";

    /** What carriers say of parcels; key: tracking number. Written by carrier adapters and by tools-service for their webhooks. */
    public static final String TRACKING = "deliveries.tracking";

    /** A person must take over; key: conversation id. Written by conversation-service. */
    public static final String HANDOFFS = "support.handoffs";

    /** Where records go that could not be processed: {@code <topic>-dlt}. */
    public static final String DEAD_LETTER_SUFFIX = "-dlt";

    private static final List<String> COMPACTED = List.of(PRODUCTS, DOCUMENTS);
    private static final List<String> ALL =
            List.of(MESSAGES, TURNS, INTENTS, EVIDENCE, REPLIES, PRODUCTS, DOCUMENTS, ORDERS, HANDOFFS, TRACKING);

    private Topics() {}

    /** Every topic but the dead-letter ones. */
    public static List<String> all() {
        return ALL;
    }

    /** Whether the broker keeps only the newest record of each key. */
    public static boolean isCompacted(String topic) {
        return COMPACTED.contains(topic);
    }

    /** The dead-letter topic of {@code topic}. */
    public static String deadLetter(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }
}
