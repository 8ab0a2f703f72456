package io.souk.tools.customers;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where something is sent. Every part is there; {@code address2} may be empty. */
public record Address(String address1, String address2, String city, String state, String country, String zip) {

    /** In one line, as a customer would read it back. */
    public String line() {
        return Stream.of(address1, address2, city, (state + ' ' + zip).strip(), country)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
