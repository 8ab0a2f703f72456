package io.souk.tools;

import jakarta.persistence.Embeddable;

/** @param label what the customer knows it by ("Visa ending 4242") */
@Embeddable
record PaymentMethod(String id, String kind, String label) {}
