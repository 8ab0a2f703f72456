package io.souk.tools;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

@Embeddable
record Address(
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        String postalCode,
        String country) {}
