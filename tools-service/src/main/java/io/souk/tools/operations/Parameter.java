package io.souk.tools.operations;

import java.util.List;

/**
 * One argument of an operation; all are required.
 *
 * @param isList whether it is a list of strings, instead of a string
 * @param words the only values there are; empty if any will do
 */
public record Parameter(String name, String description, boolean isList, List<String> words) {
    static Parameter text(String name, String description) {
        return new Parameter(name, description, false, List.of());
    }

    static Parameter texts(String name, String description) {
        return new Parameter(name, description, true, List.of());
    }

    static Parameter oneOf(String name, String description, String... words) {
        return new Parameter(name, description, false, List.of(words));
    }
}
