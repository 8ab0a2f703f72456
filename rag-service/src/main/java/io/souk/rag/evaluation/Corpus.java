package io.souk.rag.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sections to be found: a JSON list of {@code {"id", "title", "text"}}, with {@code category} if wanted. */
public record Corpus(List<Section> sections) {
    private static final int SHINGLE = 4;
    private static final double MOSTLY = 0.7;

    /** One document of the corpus. */
    public record Section(String id, String title, String category, String text) {}

    /** Reads a file, or says what is wrong with it. */
    public static Corpus read(Path file) {
        JsonNode list;
        try {
            list = JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UnusableInputException("cannot read the corpus " + file + ": " + e.getMessage());
        } catch (JacksonException e) {
            throw new UnusableInputException("the corpus " + file + " is not JSON: " + e.getOriginalMessage());
        }
        if (!list.isArray() || list.isEmpty()) {
            throw new UnusableInputException(
                    "the corpus " + file + " must be a JSON list of {\"id\", \"title\", \"text\"}");
        }
        var sections = new ArrayList<Section>();
        var ids = new HashSet<String>();
        for (var node : list) {
            var section = new Section(
                    text(node, "id"),
                    text(node, "title"),
                    node.hasNonNull("category") ? text(node, "category") : "manual",
                    text(node, "text"));
            if (section.id().isBlank() || !ids.add(section.id())) {
                throw new UnusableInputException("section " + sections.size() + " of the corpus has no id of its own");
            }
            sections.add(section);
        }
        return new Corpus(List.copyOf(sections));
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isString() && !value.isNumber()) {
            throw new UnusableInputException("a section of the corpus has no text field '" + field + "'");
        }
        return value.asString();
    }

    /**
     * Sections that say mostly the same as one of these, themselves included: a parent that repeats its children, a stub that
     * repeats its target.
     */
    Set<String> relatives(Set<String> ids) {
        var related = new HashSet<>(ids);
        for (var section : sections) {
            if (ids.contains(section.id())) {
                var own = shingles(section.text());
                sections.stream()
                        .filter(other -> overlap(own, shingles(other.text())) >= MOSTLY)
                        .forEach(other -> related.add(other.id()));
            }
        }
        return related;
    }

    private static double overlap(Set<String> some, Set<String> others) {
        var smaller = Math.min(some.size(), others.size());
        return smaller == 0
                ? 0
                : (double) some.stream().filter(others::contains).count() / smaller;
    }

    private static Set<String> shingles(String text) {
        var words = Words.of(text);
        var shingles = new HashSet<String>();
        for (var i = 0; i + SHINGLE <= words.size(); i++) {
            shingles.add(words.subList(i, i + SHINGLE).stream()
                    .map(it -> it.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" ")));
        }
        return shingles;
    }
}
