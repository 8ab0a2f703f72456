package io.souk.intent.classifier;

import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.EntityExtractor.Span;
import io.souk.intent.spelling.Spelt;
import io.souk.intent.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The parts of a message that can stand for a wish each: its sentences, and what an "and" joins when a new question or request
 * begins behind it. What only tells the story ("I bought it last week") is no part of its own: it belongs to no wish or to all.
 */
final class Segments {
    private static final int SHORTEST = 2;
    private static final int MOST = 6;

    private static final String ASKS =
            "what|what's|whats|which|where|where's|wheres|when|who|why|how|how's|can|could|do|does|did|is|are|will|would|has|have|may";
    private static final String WISHES =
            "i want|i need|i'd|id like|i would|i wish|i have to|i must|please|pls|let me|help|tell|show|give|track|cancel|"
                    + "return|refund|exchange|swap|change|update|add|remove|compare|recommend|suggest|send|email|connect|check|list|find|"
                    + "explain|delete|close|open|create|reset|subscribe|unsubscribe|order|buy|put|stop|call|transfer|file|make|leave";
    /** A sentence that asks for something. */
    private static final Pattern REQUEST = Pattern.compile(
            "\\?|^\\W*(?:(?:and|also|plus|but|so|then|or|ok|okay|oh|hi|hello|hey|first|second|secondly|finally|besides|btw)\\W+)*(?:"
                    + ASKS + "|" + WISHES + ")\\b|\\b(?:i want|i need|i'd like|i would like|i wish)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BOUNDARY = Pattern.compile(
            "(?<=[.!?;])\\s+|\\n+"
                    + "|(?:\\s*,\\s*|\\s+)(?=(?:and|also|plus|but|then|besides)\\s+(?:(?:also|then|please|btw|i)\\s+)*(?:"
                    + ASKS + "|"
                    + WISHES + ")\\b)"
                    + "|\\s*,\\s*(?=(?:" + ASKS + ")\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern JOINT =
            Pattern.compile("^(?:(?:and|also|plus|but|then|besides|btw)\\b[\\s,]*)+", Pattern.CASE_INSENSITIVE);

    /** A part of a text, from here to there. */
    record Part(int start, int end) {}

    private Segments() {}

    /** The requests in a text, or none if there are not several. */
    static List<Part> of(String text) {
        var parts = new ArrayList<Part>();
        var boundary = BOUNDARY.matcher(text);
        var from = 0;
        while (boundary.find()) {
            add(text, from, boundary.start(), parts);
            from = boundary.end();
        }
        add(text, from, text.length(), parts);
        return parts.size() < 2 || parts.size() > MOST ? List.of() : parts;
    }

    private static void add(String text, int from, int to, List<Part> parts) {
        var piece = text.substring(from, to);
        var joint = JOINT.matcher(piece);
        var start = joint.find() ? from + joint.end() : from;
        var core = text.substring(start, to);
        if (Words.of(core).size() >= SHORTEST && REQUEST.matcher(core).find()) {
            parts.add(new Part(start, to));
        }
    }

    /** One part as a text, with the names that stand in it. */
    static Extraction extraction(Extraction whole, Part part) {
        var spans = whole.spans().stream()
                .filter(span -> span.start() >= part.start() && span.end() <= part.end())
                .map(span -> new Span(span.start() - part.start(), span.end() - part.start(), span.placeholder()))
                .toList();
        return new Extraction(
                Spelt.asTyped(whole.text().substring(part.start(), part.end())), whole.entities(), spans, List.of());
    }
}
