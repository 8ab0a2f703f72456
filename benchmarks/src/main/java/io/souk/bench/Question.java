package io.souk.bench;

import java.util.List;

/** One kind of question in the mix. */
record Question(String kind, String text) {
    /** What a guest asks, in the order of a conversation: later ones need the memory of earlier ones. */
    static final List<Question> OF_GUESTS = List.of(
            new Question("list", "What laptops do you have?"),
            new Question("about", "Tell me about the X1"),
            new Question("follow-up", "What about the X2?"),
            new Question("comparison", "Compare them"),
            new Question("compatibility", "What works with the X1?"),
            new Question("detail from a manual", "How long does the battery last?"),
            new Question("policy", "What's the refund policy?"));

    /** What a customer asks who is signed in; nothing that changes an order. */
    static final List<Question> OF_CUSTOMERS =
            List.of(new Question("order", "Track ORD-1001"), new Question("order", "Show my orders"));
}
