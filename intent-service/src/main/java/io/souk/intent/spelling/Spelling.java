package io.souk.intent.spelling;

import io.souk.intent.spelling.FuzzyWords.Near;
import io.souk.intent.spelling.Spelt.Mend;
import io.souk.intent.text.WordLists;
import io.souk.intent.text.Words;
import io.souk.intent.text.Words.Word;
import io.souk.intent.training.TrainingSet;
import io.souk.kit.embedding.SentenceEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Mends typing errors, once for a message and before anything reads it: a word that nobody knows becomes the known one that is a slip
 * away (two in a long one). Known are the words of the training texts, of shops' documents, of the catalogue as it is now, and
 * English as far as the encoder has it; what is nearest wins, then what our customers say more often. Numbers, addresses, capitalised
 * names and texts in other languages stay as they are. Short words have too many neighbours: of them only slips in frequent ones are
 * mended, and what people write in haste is a list.
 */
public final class Spelling {
    /** A word that people wrote less often may itself be a typing error. */
    private static final int OFTEN_ENOUGH = 3;
    /** Of shorter ones nothing can be said but by {@link #SHORTHAND}. */
    private static final int SHORTEST = 3;
    /** What is longer is no word that somebody mistyped. */
    private static final int LONGEST = 24;
    /** The encoder's words are in the order of their frequency; a slip is hardly meant to be one of the rarer ones. */
    private static final int COMMON_TOKENS = 16_000;
    /** How often a word stands in the training texts that a slip in a short word is taken for. */
    private static final int FREQUENT = 40;
    /** In a text with fewer familiar words than this share, other words than English ones are no slips. */
    private static final double FAMILIAR_SHARE = 0.25;

    private static final int ENOUGH_TO_TELL_LANGUAGE = 4;
    /** Figures of a postcode or a number of something. */
    private static final int LEAST_CODE = 3;

    private static final Map<String, String> SHORTHAND = WordLists.pairs("/language/shorthand.tsv");
    private static final Pattern WORD = Pattern.compile("[a-z]{4,}");
    private static final Pattern PIECE_OF_TEXT = Pattern.compile("\\S+");
    /** In such a piece letters make no words: addresses, links, ids, marks. */
    private static final Pattern NO_WORDS =
            Pattern.compile("@|://|\\bwww\\.|\\d|_|\\.(?:com|net|org|de|uk|io|eu|co|info|shop)\\b");
    /** What stands behind it is a name, whoever wrote it small. */
    private static final Pattern INTRODUCES_NAME = Pattern.compile(
            "(?i)\\b(?:(?:my|his|her|the|real|full|last|first) name(?:['’]?s| is|:)?|name is|mr|mrs|ms|miss|dr|called|signed)[.:]?\\s+(\\p{L}+(?:\\s+\\p{L}+)?)");

    private static final Pattern DOUBLED = Pattern.compile("(\\p{L})\\1");
    private static final DamerauLevenshteinDistance ONE_ERROR = new DamerauLevenshteinDistance(1);
    /** What makes another form of a word. */
    private static final Pattern ENDING = Pattern.compile("(\\p{L}{3,}?)(ing|ed|er|est|ly)");

    private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    private static final English ENGLISH = English.load();

    /** English without any catalogue: what the classifier is trained with. */
    public static final Spelling OF_ENGLISH = new Spelling(List.of(), new FuzzyWords(List.of()));

    private final Set<String> catalogue;
    private final FuzzyWords kinds;
    private final FuzzyWords names;

    /**
     * With the words of a catalogue.
     *
     * @param categories what it sells, in its own words
     * @param names its names, and the words of them
     */
    public Spelling(Collection<String> categories, FuzzyWords names) {
        var words = Stream.concat(categories.stream(), WordLists.CATEGORY_WORDS.keySet().stream())
                .flatMap(phrase -> Words.of(phrase).plain().stream())
                .flatMap(word -> Stream.of(word, Words.singular(word), Words.singular(word) + 's'))
                .collect(Collectors.toUnmodifiableSet());
        this.catalogue = words;
        this.kinds = new FuzzyWords(words);
        this.names = names;
    }

    /** The text as it was meant; a mended word keeps its capitals. */
    public Spelt of(String text) {
        var words = Words.of(text).all();
        var untouchable = untouchable(text, words);
        if (untouchable == null) {
            return Spelt.asTyped(text);
        }
        var mends = new ArrayList<Mend>();
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!untouchable.contains(word.start())) {
                var meant = meant(text, words, i);
                if (meant != null) {
                    mends.add(new Mend(word.start(), word.end(), written(meant, word.text())));
                }
            }
        }
        return Spelt.of(text, mends);
    }

    /** Where words begin that are none, or names; null if that is all of them. */
    private static @Nullable Set<Integer> untouchable(String text, List<Word> words) {
        var known = words.stream()
                .filter(word -> ENGLISH.isFamiliar(word.plain()) || SHORTHAND.containsKey(word.plain()))
                .count();
        if (words.size() >= ENOUGH_TO_TELL_LANGUAGE && known < FAMILIAR_SHARE * words.size()) {
            return null;
        }
        var starts = new HashSet<Integer>();
        PIECE_OF_TEXT
                .matcher(text)
                .results()
                .filter(piece -> NO_WORDS.matcher(piece.group()).find())
                .forEach(match -> words.stream()
                        .filter(word -> word.start() >= match.start()
                                && word.start() < match.end()
                                && !SHORTHAND.containsKey(word.plain()))
                        .forEach(word -> starts.add(word.start())));
        INTRODUCES_NAME
                .matcher(text)
                .results()
                .forEach(match -> words.stream()
                        .filter(word -> word.start() >= match.start(1)
                                && word.start() < match.end(1)
                                && !ENGLISH.isFamiliar(word.plain()))
                        .forEach(word -> starts.add(word.start())));
        return starts;
    }

    private @Nullable String meant(String text, List<Word> words, int at) {
        var word = words.get(at);
        var isName = at > 0 && word.isCapitalised() && hasSmallWords(words);
        var shorthand = SHORTHAND.get(word.text().toLowerCase(Locale.ROOT));
        if (shorthand != null) {
            return isName || isBeforeNumber(text, word.end()) ? null : shorthand;
        }
        if (!isStrange(word)) {
            return null;
        }
        return isName
                ? best(word.plain(), kinds.nearest(word.plain()).stream()).orElse(null)
                : shortPartOfName(words, at)
                        .or(() -> near(word.plain()))
                        .or(() -> inTwo(word.plain()))
                        .orElse(null);
    }

    /** Unless everything is capitalised, what is so inside a text is a name. */
    private static boolean hasSmallWords(List<Word> words) {
        return words.stream().anyMatch(word -> word.text().length() > 1 && !word.isCapitalised());
    }

    /** "plz 10115" is a postcode. */
    private static boolean isBeforeNumber(String text, int end) {
        var number = end + 1 < text.length() && text.charAt(end) == ' ' ? end + 1 : text.length();
        var at = number;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        // a code, and no amount as in "teh 100 w one"
        return at >= number + LEAST_CODE && (at == text.length() || !Character.isLetter(text.charAt(at)));
    }

    private Optional<String> near(String word) {
        if (word.length() < FuzzyWords.SHORTEST) {
            return FuzzyWords.withTwoSwapped(word)
                    .filter(ENGLISH.counts::containsKey)
                    .max(Comparator.comparingInt(ENGLISH::count))
                    .or(() -> shortKind(word))
                    .or(() -> ENGLISH.frequentNear(word));
        }
        return shortKind(word)
                .or(() -> best(
                        word,
                        Stream.of(kinds, ENGLISH.said, names, ENGLISH.common)
                                .flatMap(known -> known.nearest(word).stream())
                                .filter(near -> near.errors() > 0)))
                .or(() -> ENGLISH.withOtherStart(word));
    }

    /** "power baank", "a moue". */
    private Optional<String> shortKind(String word) {
        return word.length() > FuzzyWords.SHORTEST
                ? Optional.empty()
                : FuzzyWords.onlyNear(
                        word,
                        catalogue.stream()
                                .filter(kind -> kind.length() <= FuzzyWords.SHORTEST && kind.length() > SHORTEST));
    }

    /** "Sonara cslm": beside a word of a name, short ones are parts of it. */
    private Optional<String> shortPartOfName(List<Word> words, int at) {
        var isBesideName = (at > 0 && names.contains(words.get(at - 1).plain()))
                || (at + 1 < words.size() && names.contains(words.get(at + 1).plain()));
        return isBesideName ? names.shortNear(words.get(at).plain()) : Optional.empty();
    }

    /** The nearest; of several the one that the catalogue has or that people say more often. */
    private Optional<String> best(String typed, Stream<Near> candidates) {
        return candidates
                .min(Comparator.comparingInt(Near::errors)
                        .thenComparing(near -> !catalogue.contains(near.word()))
                        .thenComparing(near -> !isHalved(typed, near.word()))
                        .thenComparingInt(near -> -ENGLISH.count(near.word())))
                .map(Near::word);
    }

    /** "actualy": the commonest slip of all is one letter of two alike. */
    private static boolean isHalved(String typed, String known) {
        return known.length() == typed.length() + 1
                && DOUBLED.matcher(known).replaceAll("$1").equals(typed);
    }

    /** "myorder". */
    private static Optional<String> inTwo(String word) {
        for (var at = 2; at <= word.length() - SHORTEST; at++) {
            var first = word.substring(0, at);
            var second = word.substring(at);
            if (ENGLISH.count(first) >= FREQUENT && ENGLISH.count(second) >= FREQUENT) {
                return Optional.of(first + ' ' + second);
            }
        }
        return Optional.empty();
    }

    private boolean isStrange(Word word) {
        var plain = word.plain();
        return plain.length() >= SHORTEST
                && plain.length() <= LONGEST
                && word.text()
                        .codePoints()
                        .allMatch(letter -> letter < 128 ? Character.isLetter(letter) : letter == '’')
                && !ENGLISH.isKnown(plain)
                && !catalogue.contains(plain)
                && !names.contains(plain);
    }

    private static String written(String meant, String typed) {
        if (typed.length() > 1 && typed.equals(typed.toUpperCase(Locale.ROOT))) {
            return meant.toUpperCase(Locale.ROOT);
        }
        return Character.isUpperCase(typed.charAt(0))
                ? meant.substring(0, 1).toUpperCase(Locale.ROOT) + meant.substring(1)
                : meant;
    }

    /** What everybody knows, without any catalogue. */
    private static final class English {
        /** How often the training texts say a word. */
        private final Map<String, Integer> counts;
        /** What is no slip, as no one of them is. */
        private final Set<String> others;

        private final FuzzyWords said;
        private final FuzzyWords common;
        private final List<String> frequent;
        /** Long words without their first letter. */
        private final Map<String, List<String>> tails;

        private English(Map<String, Integer> counts, Set<String> others, List<String> common) {
            this.counts = counts;
            this.others = others;
            this.said = new FuzzyWords(counts.keySet());
            this.common = new FuzzyWords(common);
            this.frequent = counts.entrySet().stream()
                    .filter(each -> each.getValue() >= FREQUENT && each.getKey().length() <= FuzzyWords.SHORTEST)
                    .map(Map.Entry::getKey)
                    .toList();
            this.tails = counts.keySet().stream()
                    .filter(word -> word.length() > FuzzyWords.SHORTEST)
                    .collect(Collectors.groupingBy(word -> word.substring(1)));
        }

        int count(String word) {
            return counts.getOrDefault(word, 0);
        }

        /** A word that messages are made of. */
        boolean isFamiliar(String word) {
            return counts.containsKey(word);
        }

        boolean isKnown(String word) {
            return counts.containsKey(word)
                    || others.contains(word)
                    || counts.containsKey(Words.singular(word))
                    || isInflected(word);
        }

        /** Another form of a known word, unless that is written with a doubled letter ("shiping"). */
        private boolean isInflected(String word) {
            var ending = ENDING.matcher(word);
            if (!ending.matches()) {
                return false;
            }
            var stem = ending.group(1);
            return (counts.containsKey(stem) || counts.containsKey(stem + 'e'))
                    && !counts.containsKey(stem + stem.charAt(stem.length() - 1) + ending.group(2));
        }

        /** The one frequent word that a short one may be, if it is far more frequent than any other. */
        Optional<String> frequentNear(String word) {
            var near = frequent.stream()
                    .filter(known -> known.charAt(0) == word.charAt(0) && ONE_ERROR.apply(known, word) == 1)
                    .sorted(Comparator.comparingInt(this::count).reversed())
                    .limit(2)
                    .toList();
            return near.isEmpty() || (near.size() > 1 && count(near.getFirst()) < 4 * count(near.getLast()))
                    ? Optional.empty()
                    : Optional.of(near.getFirst());
        }

        /** Slips in the first letter: lost, changed places with the second, or its neighbour on the keyboard. */
        Optional<String> withOtherStart(String word) {
            if (word.length() < FuzzyWords.SHORTEST) {
                return Optional.empty();
            }
            var swapped = "" + word.charAt(1) + word.charAt(0) + word.substring(2);
            return Stream.of(
                            Stream.of(swapped).filter(counts::containsKey),
                            tails.getOrDefault(word, List.of()).stream(),
                            tails.getOrDefault(word.substring(1), List.of()).stream()
                                    .filter(known -> areNeighbours(known.charAt(0), word.charAt(0))))
                    .flatMap(known -> known)
                    .max(Comparator.comparingInt(this::count));
        }

        private static boolean areNeighbours(char one, char other) {
            for (var row : KEYS) {
                var at = row.indexOf(one);
                if (at >= 0 && row.indexOf(other) >= 0 && Math.abs(at - row.indexOf(other)) == 1) {
                    return true;
                }
            }
            return false;
        }

        static English load() {
            var counts = new HashMap<String, Integer>();
            for (var utterance : TrainingSet.read(TrainingSet.RESOURCE).utterances()) {
                Words.of(utterance.text()).plain().forEach(word -> counts.merge(word, 1, Integer::sum));
            }
            counts.values().removeIf(count -> count < OFTEN_ENOUGH);
            TrainingSet.lines(TrainingSet.GRAMMAR).stream()
                    .flatMap(line -> WORD.matcher(line.toLowerCase(Locale.ROOT)).results())
                    .forEach(word -> counts.merge(word.group(), 1, Integer::sum));
            WordLists.EVERYDAY.forEach(word -> counts.merge(word, 1, Integer::sum));
            return new English(
                    counts,
                    Set.copyOf(SentenceEncoder.BGE_SMALL.words()),
                    SentenceEncoder.BGE_SMALL.words(COMMON_TOKENS));
        }
    }
}
