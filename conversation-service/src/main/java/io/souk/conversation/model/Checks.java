package io.souk.conversation.model;

import io.souk.conversation.reply.Lexicon;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words by which sentences are judged: {@code checks.properties}. */
final class Checks {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}]+");

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final List<List<String>> RELATIONS =
            List.of(List.of("before", "after"), List.of("below", "above"), List.of("with", "without"));

    private final Lexicon lexicon;
    private final Set<String> neutral;
    private final Set<String> promises;
    private final Pattern acts;
    private final Pattern itself;
    private final Pattern instructs;
    private final Pattern steps;
    private final Pattern denies;
    private final Pattern restricts;
    private final Pattern negates;
    private final Pattern supposes;
    private final Pattern ranks;
    private final Pattern cheaper;
    private final Pattern dearer;
    private final Pattern we;
    private final Pattern you;
    private final Pattern leansBack;
    private final Pattern manners;
    private final Pattern leadIn;
    private final Pattern verdict;
    private final Pattern coordinates;
    private final Pattern limit;
    private final Map<String, Pattern> relations;
    private final Map<String, String> opposites = new HashMap<>();
    private final List<List<Pattern>> contraries;

    Checks(Locale locale) {
        lexicon = new Lexicon(locale);
        var bundle = ResourceBundle.getBundle("io.souk.conversation.model.checks", locale);
        neutral = Set.copyOf(lexicon.stems(bundle.getString("neutral")));
        promises = Set.of(bundle.getString("promises").strip().split("\\s+", -1));
        acts = pattern(bundle, "acts");
        itself = pattern(bundle, "itself");
        instructs = pattern(bundle, "instructs");
        steps = pattern(bundle, "steps");
        denies = pattern(bundle, "denies");
        restricts = pattern(bundle, "restricts");
        negates = pattern(bundle, "negates");
        supposes = pattern(bundle, "supposes");
        ranks = pattern(bundle, "ranks");
        cheaper = pattern(bundle, "cheaper");
        dearer = pattern(bundle, "dearer");
        we = pattern(bundle, "we");
        you = pattern(bundle, "you");
        leansBack = pattern(bundle, "leansBack");
        manners = pattern(bundle, "manners");
        leadIn = pattern(bundle, "leadIn");
        verdict = pattern(bundle, "verdict");
        coordinates = pattern(bundle, "coordinates");
        limit = pattern(bundle, "limit");
        relations = RELATIONS.stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Function.identity(), name -> pattern(bundle, name)));
        RELATIONS.forEach(pair -> {
            opposites.put(pair.getFirst(), pair.getLast());
            opposites.put(pair.getLast(), pair.getFirst());
        });
        contraries = Stream.of(bundle.getString("contraries").split(";", -1))
                .map(pair -> Stream.of(pair.strip().split("\\s+/\\s+", -1))
                        .map(side -> Pattern.compile("\\b(?:" + side.strip().replaceAll("\\s+", "|") + ")\\b", FLAGS))
                        .toList())
                .toList();
    }

    /** Stems of the words that assert something. */
    Set<String> content(String text) {
        return lexicon.stems(text).stream()
                .filter(stem -> !neutral.contains(stem))
                .collect(Collectors.toSet());
    }

    /** Those of the words that give something away. */
    List<String> promises(String sentence) {
        return WORD.matcher(sentence.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(promises::contains)
                .distinct()
                .toList();
    }

    boolean isKnown(String stem, Set<String> stems) {
        return stems.contains(stem) || lexicon.meanTheSame(stem, stems);
    }

    /** The words that claim something was or will be done; empty if there are none. */
    String claimedAct(String sentence) {
        var found = acts.matcher(sentence);
        return found.find() ? found.group() : "";
    }

    boolean speaksOfItself(String sentence) {
        return itself.matcher(sentence).find();
    }

    boolean instructs(String text) {
        return instructs.matcher(visible(text)).find();
    }

    /** The stems of the words that carry meaning, in their order. */
    List<String> stems(String text) {
        return lexicon.stems(text);
    }

    /** Whether it says that something is not so. */
    boolean denies(String text) {
        return denies.matcher(text).find();
    }

    /** What it says is not so, each by the words that say it; nothing that it only supposes. */
    List<String> negated(String text) {
        return negates.matcher(text)
                .results()
                .filter(found ->
                        !supposes.matcher(text.substring(0, found.start())).find())
                .map(found -> text.substring(found.end()))
                .toList();
    }

    /** Whether one says what we do, and the other what the customer does. */
    boolean speakOfOthers(String one, String other) {
        return (we.matcher(one).find()
                        && !you.matcher(one).find()
                        && you.matcher(other).find()
                        && !we.matcher(other).find())
                || (you.matcher(one).find()
                        && !we.matcher(one).find()
                        && we.matcher(other).find()
                        && !you.matcher(other).find());
    }

    /** The places in a row that it speaks of: "first". */
    Set<String> ranks(String text) {
        return ranks.matcher(text)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Where it says that something costs less than something else; -1 if it does not. */
    int isCheaperThan(String text) {
        return place(cheaper, text);
    }

    /** Where it says that something costs more than something else; -1 if it does not. */
    int isDearerThan(String text) {
        return place(dearer, text);
    }

    private static int place(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.start() : -1;
    }

    /** Whether all of it is politeness. */
    boolean isManners(String sentence) {
        return manners.matcher(sentence).find();
    }

    /** Whether it only says that something follows. */
    boolean isLeadIn(String sentence) {
        return leadIn.matcher(sentence).matches()
                && !denies(sentence)
                && promises(sentence).isEmpty();
    }

    /** The yes or no that it begins with, in lower case; empty if it does not. */
    String verdict(String sentence) {
        var found = verdict.matcher(sentence);
        return found.lookingAt() ? found.group().toLowerCase(Locale.ROOT) : "";
    }

    /** Its parts that could be sentences of their own ("returns are free, while exchanges take a week"). */
    List<String> coordinates(String sentence) {
        return List.of(coordinates.split(sentence, -1));
    }

    /** Without what says how much the customer wants to spend, if it is one of these figures. */
    String withoutLimits(String sentence, Set<String> limits) {
        return limits.isEmpty()
                ? sentence
                : limit.matcher(sentence)
                        .replaceAll(found -> FactReader.read(found.group()).stream()
                                        .flatMap(fact -> fact.readings().stream())
                                        .map(Checks::figure)
                                        .anyMatch(limits::contains)
                                ? ""
                                : Matcher.quoteReplacement(found.group()));
    }

    /** The mere figure of a reading of {@link FactReader}: "1500" of "money:1500 EUR". */
    static String figure(String reading) {
        var figure = reading.substring(reading.indexOf(':') + 1);
        var space = figure.indexOf(' ');
        return space < 0 ? figure : figure.substring(0, space);
    }

    /** Whether it says that nothing else is so. */
    boolean restricts(String text) {
        return restricts.matcher(text).find();
    }

    /** Whether it speaks of what the sentence before it spoke of. */
    boolean leansBack(String text) {
        return leansBack.matcher(text).find();
    }

    /** How words stand to others, by names: "before"; group {@code behind} has those that follow what they speak of. */
    Map<String, Pattern> relations() {
        return relations;
    }

    String opposite(String relation) {
        return Objects.requireNonNull(opposites.get(relation));
    }

    /** Whether one says a word and the other only its contrary. */
    boolean isOpposed(String one, String other) {
        return contraries.stream()
                .anyMatch(pair -> isOpposed(one, other, pair.getFirst(), pair.getLast())
                        || isOpposed(one, other, pair.getLast(), pair.getFirst()));
    }

    private static boolean isOpposed(String one, String other, Pattern here, Pattern there) {
        return here.matcher(one).find()
                && !there.matcher(one).find()
                && there.matcher(other).find()
                && !here.matcher(other).find();
    }

    /** Whether a message about orders chooses among them, adds them up or repeats one. */
    boolean asksForSteps(String message) {
        return steps.matcher(visible(message)).find();
    }

    /** Without characters that only a machine sees, and with look-alikes made one. */
    static String visible(String text) {
        return INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
    }

    private static Pattern pattern(ResourceBundle bundle, String key) {
        return Pattern.compile(bundle.getString(key), FLAGS);
    }
}
