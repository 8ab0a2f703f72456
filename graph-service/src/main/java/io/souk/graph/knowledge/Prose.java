package io.souk.graph.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a seller writes about a product, read with its denials: "a keyboard for typing, not for games" does not speak of games. */
public final class Prose {
    /** A denial holds until its part of the sentence ends. */
    private static final Pattern DENIAL = Pattern.compile(
            "(?i)\\b(?:not|no|never|without|nor|neither|cannot|can.t|isn.t|aren.t|doesn.t|don.t)\\b(?!-)[^.,;:!?]*?(?=[.,;:!?]|\\sand\\s|\\sbut\\s|$)");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern PART_END = Pattern.compile("(?<=[;:])\\s+|,\\s+(?:so|but|and|which|while)\\s+");
    private static final int LONGEST_QUOTE = 110;

    private final String text;
    private final List<MatchResult> denials;

    public Prose(String text) {
        this.text = text;
        denials = DENIAL.matcher(text).results().toList();
    }

    /** What the pattern finds that is not denied. */
    Stream<String> said(Pattern pattern) {
        return found(pattern, false);
    }

    /** What the pattern finds that is denied. */
    Stream<String> denied(Pattern pattern) {
        return found(pattern, true);
    }

    /** The text with what is denied left out. */
    public String affirmed() {
        return DENIAL.matcher(text).replaceAll(" ");
    }

    private Stream<String> found(Pattern pattern, boolean denied) {
        return pattern.matcher(text)
                .results()
                .filter(match -> denials.stream().anyMatch(denial -> within(match, denial)) == denied)
                .map(match -> match.group());
    }

    /** What begins with the denying word is what is looked for: "without a fan". */
    private static boolean within(MatchResult match, MatchResult denial) {
        return match.start() > denial.start() && match.start() < denial.end();
    }

    public List<String> sentences() {
        return List.of(SENTENCE_END.split(text));
    }

    /** The part of the text that says it, short enough to be quoted. */
    public Optional<String> quote(Pattern pattern) {
        return sentences().stream()
                .filter(sentence -> new Prose(sentence).said(pattern).findAny().isPresent())
                .max((one, other) -> Long.compare(
                        new Prose(one).said(pattern).distinct().count(),
                        new Prose(other).said(pattern).distinct().count()))
                .map(sentence -> shortened(sentence, pattern));
    }

    private static String shortened(String sentence, Pattern pattern) {
        var whole = sentence.strip().replaceFirst("[.!]$", "");
        if (whole.length() <= LONGEST_QUOTE) {
            return whole;
        }
        return List.of(PART_END.split(whole)).stream()
                .filter(part -> new Prose(part).said(pattern).findAny().isPresent())
                .findFirst()
                .filter(part -> part.length() <= LONGEST_QUOTE)
                .orElseGet(() -> cut(whole, pattern));
    }

    /** At the ends of words, with the found ones in it. */
    private static String cut(String sentence, Pattern pattern) {
        var match = pattern.matcher(sentence);
        var at = match.find() ? match.start() : 0;
        var from = at < LONGEST_QUOTE * 2 / 3 ? 0 : sentence.indexOf(' ', at - LONGEST_QUOTE / 2) + 1;
        var most = Math.min(sentence.length(), from + LONGEST_QUOTE);
        var to = most == sentence.length() ? most : sentence.lastIndexOf(' ', most);
        return (from > 0 ? "… " : "") + sentence.substring(from, to) + (to < sentence.length() ? " …" : "");
    }
}
