package io.souk.events;

/** A past-tense fact on a topic. One sealed interface per topic; {@code Unknown} stands for types newer than this reader. */
public sealed interface Event permits ChatEvent, ProductEvent, DocumentEvent, OrderEvent, HandoffEvent, DeliveryEvent {
    /** What the CloudEvents headers say; never part of the JSON body. */
    Meta meta();
}
