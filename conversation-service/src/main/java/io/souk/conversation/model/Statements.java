package io.souk.conversation.model;

import io.souk.conversation.model.FactReader.Fact;
import io.souk.conversation.model.FactReader.Kind;
import io.souk.events.Finding.Passage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a sentence against the one statement of a document that it comes nearest to. All its words may stand in the documents and it
 * may still say the opposite, or say of one thing what holds of the thing beside it. It is not understood: a sentence whose fault
 * shows in none of these ways passes.
 */
final class Statements {
    /** Less of a sentence in common, and it speaks of something else. */
    private static final double NEAR = 0.5;

    /** With this much in common it speaks of the same thing, whatever it says of it. */
    private static final double SAME_THING = 0.6;

    private static final int WORDS_AFTER = 4;
    private static final int WORDS_NEGATED = 5;
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern CLAUSE = Pattern.compile("[;:,] ");
    private static final Pattern PART = Pattern.compile(",? (?:or|and|but) |[,;:] ");
    private static final Pattern TIME = Pattern.compile("quantity:\\S+ (?:h|min|s|day|week|month|year)");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\p{L}-])\\d");
    private static final Pattern RULE = Pattern.compile("\\|[-:| ]+\\|?");
    private static final Pattern PHRASE_END = Pattern.compile("[,;.!?|](?:\\s|$)");

    private final Checks checks;
    private final List<Statement> statements = new ArrayList<>();
    /** Of each passage, what stands in which relation: "before 14". */
    private final Set<String> relations = new HashSet<>();

    /** @param parts what it says one after the other, each with what goes before all of them */
    private record Statement(
            int passage,
            String text,
            Set<String> stems,
            Set<String> context,
            Set<String> facts,
            List<Statement> parts) {}

    Statements(List<Passage> passages, Checks checks) {
        this.checks = checks;
        for (var passage = 0; passage < passages.size(); passage++) {
            read(passage, passages.get(passage));
        }
    }

    /** Whether the nearest statement says otherwise. */
    boolean deny(String sentence, List<Fact> facts) {
        if (CLAUSE.splitAsStream(sentence).anyMatch(this::isDenied)) {
            return true;
        }
        if (!isSaidOfAnother(sentence, checks.content(sentence), facts)) {
            return false;
        }
        // Of two things said in one sentence, each may stand where the other does not.
        var parts = checks.coordinates(sentence);
        return parts.size() == 1
                || parts.stream().anyMatch(part -> isSaidOfAnother(part, checks.content(part), FactReader.read(part)));
    }

    private boolean isDenied(String clause) {
        var content = checks.content(clause);
        var nearest = nearest(content, statements);
        if (content.size() < 2 || nearest == null || share(content, nearest) < NEAR) {
            return false;
        }
        var isTurned = checks.denies(clause);
        var isReversed = relations(clause).stream().anyMatch(this::isReversed);
        // "Not free below 50" turns twice, and says what "free from 50" says.
        if (isReversed && isTurned == checks.denies(nearest.text())) {
            return true;
        }
        if (restrictsWhatIsOpen(clause, nearest)
                || statements.stream()
                        .filter(statement -> share(content, statement) >= share(content, nearest))
                        .anyMatch(statement -> isContradicted(clause, content, statement))) {
            return true;
        }
        return !isTurned
                && (isBesideWhatIsRestricted(clause, content, nearest) || checks.isOpposed(clause, nearest.text()));
    }

    /** "Only by cable" does not follow from "by cable or wirelessly". */
    private boolean restrictsWhatIsOpen(String clause, Statement nearest) {
        return checks.restricts(clause) && !checks.restricts(nearest.text()) && !checks.denies(nearest.text());
    }

    /** One says of all the words that the other uses of the same thing that they are not so. */
    private boolean isContradicted(String clause, Set<String> content, Statement nearest) {
        if (share(content, nearest) < SAME_THING
                || relations(clause).stream().anyMatch(this::isReversed)
                || checks.speakOfOthers(clause, nearest.text())) {
            return false;
        }
        var here = scopes(clause);
        var there = scopes(nearest.text());
        // "The day of delivery is not counted" is no contrary of "counted from the day after delivery".
        var turned = relations(nearest.text()).stream().allMatch(relations(clause)::contains)
                ? here
                : List.<List<String>>of();
        return turned.stream().anyMatch(scope -> isSaid(scope, nearest.stems()) && !isAmong(scope, there))
                || there.stream()
                        .anyMatch(scope -> isSaid(scope, content) && !isAmong(scope, here) && !checks.denies(clause));
    }

    private boolean isReversed(String relation) {
        return !relations.contains(relation) && relations.contains(opposite(relation));
    }

    private boolean isSaid(List<String> scope, Set<String> stems) {
        return !scope.isEmpty() && scope.stream().allMatch(stem -> checks.isKnown(stem, stems));
    }

    private boolean isAmong(List<String> scope, List<List<String>> others) {
        return others.stream()
                .anyMatch(other -> scope.stream().anyMatch(stem -> checks.isKnown(stem, Set.copyOf(other))));
    }

    /** What follows each "not", up to the end of its phrase. */
    private List<List<String>> scopes(String text) {
        return checks.negated(text).stream()
                .map(rest -> {
                    var end = PHRASE_END.matcher(rest);
                    var phrase = end.find() ? rest.substring(0, end.start()) : rest;
                    return checks.stems(String.join(
                            " ",
                            Stream.of(phrase.strip().split("\\s+", -1))
                                    .limit(WORDS_NEGATED)
                                    .toList()));
                })
                .toList();
    }

    /** "By express" does not follow from "by standard only". */
    private boolean isBesideWhatIsRestricted(String sentence, Set<String> content, Statement nearest) {
        return checks.restricts(nearest.text())
                && !checks.restricts(sentence)
                && missing(content, nearest).stream().anyMatch(stem -> isKnownBeside(stem, nearest));
    }

    /** A figure that belongs to what stands beside the sentence's own subject. */
    private boolean isSaidOfAnother(String sentence, Set<String> content, List<Fact> facts) {
        var figures = facts.stream().filter(fact -> fact.kind() != Kind.CODE).toList();
        if (figures.isEmpty()) {
            return false;
        }
        var all = statements.stream()
                .flatMap(statement -> statement.parts().stream())
                .toList();
        var holding = holding(figures, all);
        if (holding.isEmpty()) {
            holding = holding(figures, statements);
        }
        var nearest = nearest(content, holding);
        return nearest != null
                && share(content, nearest) >= NEAR
                && (isOfOther(sentence, nearest.text())
                        || missing(content, nearest).stream().anyMatch(stem -> isKnownBeside(stem, nearest)));
    }

    private static List<Statement> holding(List<Fact> figures, List<Statement> among) {
        return among.stream()
                .filter(statement -> figures.stream().allMatch(figure -> figure.isAmong(statement.facts())))
                .toList();
    }

    private boolean isKnownBeside(String stem, Statement nearest) {
        return statements.stream()
                .filter(other -> other.passage() == nearest.passage())
                .flatMap(other -> Stream.concat(Stream.of(other), other.parts().stream()))
                .anyMatch(other -> !other.text().equals(nearest.text()) && checks.isKnown(stem, other.stems()));
    }

    private @Nullable Statement nearest(Set<String> content, List<Statement> among) {
        Statement nearest = null;
        for (var statement : among) {
            if (nearest == null || share(content, statement) > share(content, nearest)) {
                nearest = statement;
            }
        }
        return nearest;
    }

    private double share(Set<String> content, Statement statement) {
        return content.isEmpty() ? 0 : 1 - (double) missing(content, statement).size() / content.size();
    }

    private Set<String> missing(Set<String> content, Statement statement) {
        return content.stream()
                .filter(stem -> !checks.isKnown(stem, statement.stems()) && !checks.isKnown(stem, statement.context()))
                .collect(Collectors.toSet());
    }

    private void read(int number, Passage passage) {
        var context = new HashSet<>(checks.content(passage.title() + '\n' + passage.section()));
        var before = Set.<String>of();
        var lines = SENTENCE.split(passage.text(), -1);
        for (var at = 0; at < lines.length; at++) {
            var line = lines[at].strip();
            if (line.isEmpty() || RULE.matcher(line).matches()) {
                continue;
            }
            if (at + 1 < lines.length && RULE.matcher(lines[at + 1].strip()).matches()) {
                context.addAll(checks.content(line));
                continue;
            }
            var around = new HashSet<>(context);
            if (checks.leansBack(line)) {
                around.addAll(before);
            }
            var whole = statement(number, line, around, parts(number, line, around));
            statements.add(whole);
            relations.addAll(relations(line));
            before = whole.stems();
        }
    }

    /** Cut where a figure of the same kind follows: "35 minutes and completely in 50"; all parts have the subject of the first. */
    private List<Statement> parts(int number, String line, Set<String> context) {
        var texts = new ArrayList<String>();
        var start = 0;
        var cut = line.startsWith("|") ? null : PART.matcher(line);
        while (cut != null && cut.find()) {
            var left = kinds(line.substring(start, cut.start()));
            var next = PART.matcher(line);
            var behind = line.substring(cut.end(), next.find(cut.end()) ? next.start() : line.length());
            left.retainAll(kinds(behind));
            if (!left.isEmpty() || isOfOther(line.substring(start, cut.start()), behind)) {
                texts.add(line.substring(start, cut.start()));
                start = cut.end();
            }
        }
        texts.add(line.substring(start));
        var shared = texts.size() > 1 ? checks.content(beforeFigure(texts.getFirst())) : Set.<String>of();
        return texts.stream()
                .map(text -> {
                    var around = new HashSet<>(context);
                    around.addAll(shared);
                    if (!text.equals(texts.getFirst())
                            && !checks.content(beforeFigure(text)).isEmpty()) {
                        // "Laptops have 24 months, batteries 12": what leads the first is not what the second is said
                        // of.
                        checks.stems(texts.getFirst()).stream().limit(1).forEach(around::remove);
                    }
                    return statement(number, text, around, List.of());
                })
                .toList();
    }

    private static String beforeFigure(String text) {
        var figure = FIGURE.matcher(text);
        return figure.find() ? text.substring(0, figure.start()) : text;
    }

    private static Set<String> kinds(String text) {
        return FactReader.read(text).stream()
                .flatMap(fact -> fact.readings().stream()
                        .filter(reading -> !reading.startsWith("any:") && !reading.startsWith("code:"))
                        .map(reading -> TIME.matcher(reading).matches()
                                ? "time"
                                : reading.substring(0, reading.indexOf(':'))
                                        + reading.substring(Math.max(0, reading.lastIndexOf(' ')))))
                .map(kind -> kind.startsWith("number") || kind.startsWith("percent") || kind.startsWith("day")
                        ? kind.substring(0, 3)
                        : kind)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** "The first … , the second …": each has a rank, and they are not the same. */
    private boolean isOfOther(String one, String other) {
        var ranks = checks.ranks(one);
        var others = checks.ranks(other);
        return !ranks.isEmpty() && !others.isEmpty() && ranks.stream().noneMatch(others::contains);
    }

    private Statement statement(int passage, String text, Set<String> context, List<Statement> parts) {
        var facts = FactReader.read(text).stream()
                .flatMap(fact -> fact.readings().stream())
                .collect(Collectors.toSet());
        return new Statement(passage, text, checks.content(text), context, facts, parts);
    }

    private Set<String> relations(String text) {
        var found = new HashSet<String>();
        checks.relations().forEach((name, pattern) -> {
            var matcher = pattern.matcher(text);
            while (matcher.find()) {
                // What stands behind the figure ("45 W or more") speaks of what is before it.
                var isBehind = matcher.start("behind") >= 0;
                var phrase = isBehind ? text.substring(0, matcher.start()) : text.substring(matcher.end());
                subject(phrase, isBehind).forEach(stem -> found.add(name + ' ' + stem));
            }
        });
        return found;
    }

    private List<String> subject(String phrase, boolean isBehind) {
        if (isBehind) {
            var stems = checks.stems(phrase);
            return stems.subList(Math.max(0, stems.size() - 2), stems.size());
        }
        var end = PHRASE_END.matcher(phrase);
        var own = end.find() ? phrase.substring(0, end.start()) : phrase;
        var words = List.of(own.strip().split("\\s+", -1));
        var stems = checks.stems(String.join(" ", words.subList(0, Math.min(WORDS_AFTER, words.size()))));
        return stems.subList(0, Math.min(1, stems.size()));
    }

    private String opposite(String relation) {
        var space = relation.indexOf(' ');
        return checks.opposite(relation.substring(0, space)) + relation.substring(space);
    }
}
