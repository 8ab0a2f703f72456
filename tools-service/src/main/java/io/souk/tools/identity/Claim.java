package io.souk.tools.identity;

import io.souk.events.Entities;
import io.souk.events.Entities.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a customer says of themselves; each part null if it was not said. The first of several counts: a list is not a way to try many.
 *
 * @param name first and last name, as written
 */
record Claim(
        @Nullable String email,
        @Nullable String name,
        @Nullable String postcode) {
    static Claim of(Entities entities) {
        return new Claim(
                entities.values(Kind.EMAIL).findFirst().orElse(null),
                entities.values(Kind.PERSON)
                        .filter(name -> name.strip().contains(" "))
                        .findFirst()
                        .orElse(null),
                entities.values(Kind.POSTCODE).findFirst().orElse(null));
    }

    boolean isComplete() {
        return email != null || (name != null && postcode != null);
    }

    boolean isEmpty() {
        return email == null && name == null && postcode == null;
    }

    /** With what was said before, where this says nothing. */
    Claim after(@Nullable String formerName, @Nullable String formerPostcode) {
        return new Claim(email, name == null ? formerName : name, postcode == null ? formerPostcode : postcode);
    }
}
