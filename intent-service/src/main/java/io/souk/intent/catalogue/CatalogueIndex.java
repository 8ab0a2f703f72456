package io.souk.intent.catalogue;

import io.souk.intent.spelling.FuzzyWords;
import io.souk.intent.spelling.FuzzyWords.Near;
import io.souk.intent.spelling.Spelling;
import io.souk.intent.text.WordLists;
import io.souk.intent.text.Words;
import io.souk.intent.text.Words.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as people speak of it: names, aliases, parts of names that mean one product only, all of these with typing errors,
 * and categories in their everyday words. Immutable; made for tens of thousands of products.
 */
public final class CatalogueIndex {
    private static final double NAME = 1.0;
    private static final double ALIAS = 0.97;
    private static final double PART = 0.85;
    private static final double AMBIGUOUS_PART = 0.6;
    private static final double LEAST_CERTAIN = 0.6;
    private static final int MOST_CANDIDATES = 3;
    /** Sellers put half a description into a name: nobody says parts from its far end, or longer ones. */
    private static final int NAME_WORDS_WITH_PARTS = 8;

    private static final int LONGEST_PART = 4;
    private static final int LONGEST_NAME = 12;
    private static final int LONGEST_TYPO = 20;

    private static final Set<String> DETERMINERS =
            Set.of("the", "my", "your", "that", "this", "our", "about", "vs", "versus");

    private static final Pattern CATEGORY_SEPARATOR = Pattern.compile("[&,/]|\\band\\b");
    public static final CatalogueIndex EMPTY = new CatalogueIndex(List.of());

    /**
     * A product of the catalogue, as far as this service needs it.
     *
     * @param sheet the words of its {@link DataSheet}
     * @param options the words by which its kinds differ ("black", "256"); empty where there is one kind
     */
    public record Product(
            String id,
            String name,
            String brand,
            String category,
            BigDecimal price,
            List<String> aliases,
            String sheet,
            Set<String> options) {
        /** Of which nothing more is said. */
        public Product(String id, String name, String brand, String category, BigDecimal price, List<String> aliases) {
            this(id, name, brand, category, price, aliases, "", Set.of());
        }
    }

    /** A product that words {@code from} to {@code to} of a text may name. */
    public record Match(Product product, int from, int to, double score) {}

    /** A category that words {@code from} to {@code to} of a text name. */
    public record CategoryMatch(String category, int from, int to) {}

    private record Reading(Product product, double score) {}

    /** A name's owners while parts are collected; more than can be meant are not remembered. */
    private record Part(int words, List<Product> owners) {}

    private final Map<String, Product> products = new HashMap<>();
    private final Map<String, List<Reading>> readings = new HashMap<>();
    /** Parts of one everyday-looking word: they count only where the text marks them as a name. */
    private final Map<String, Product> singleWords = new HashMap<>();

    private final Set<String> options = new HashSet<>();
    private final Map<String, String> categories = new TreeMap<>();
    private final FuzzyWords vocabulary;
    private final Spelling spelling;
    private int longest = 1;

    public CatalogueIndex(Collection<Product> catalogue) {
        for (var product : catalogue) {
            products.put(product.id(), product);
            options.addAll(product.options());
            addCategory(product.category());
        }
        var parts = new HashMap<String, Part>();
        var vocabularyWords = new HashSet<String>();
        for (var product : catalogue) {
            addNames(product, parts, vocabularyWords);
        }
        parts.forEach(this::addPart);
        vocabulary = new FuzzyWords(vocabularyWords);
        spelling = new Spelling(categories.keySet(), vocabulary);
    }

    private void addNames(Product product, Map<String, Part> parts, Set<String> vocabularyWords) {
        var name = Words.of(product.name());
        var brand = Words.of(product.brand());
        var whole = name.compact(0, name.size());
        add(whole, name.size(), product, NAME);
        if (!whole.startsWith(brand.compact(0, brand.size()))) {
            add(brand.compact(0, brand.size()) + whole, brand.size() + name.size(), product, NAME);
        }
        vocabularyWords.add(whole);
        vocabularyWords.addAll(name.plain());
        vocabularyWords.addAll(brand.plain());
        for (var alias : product.aliases()) {
            var words = Words.of(alias);
            add(words.compact(0, words.size()), words.size(), product, ALIAS);
            vocabularyWords.add(words.compact(0, words.size()));
            vocabularyWords.addAll(words.plain());
        }
        var brandWords = Set.copyOf(brand.plain());
        var end = Math.min(name.size(), NAME_WORDS_WITH_PARTS);
        for (var from = 0; from < end; from++) {
            for (var to = from + 1; to <= Math.min(end, from + LONGEST_PART); to++) {
                if (isDistinctive(name.all().subList(from, to), brandWords)) {
                    var words = to - from;
                    var owners = parts.computeIfAbsent(name.compact(from, to), _ -> new Part(words, new ArrayList<>(1)))
                            .owners();
                    if (owners.size() <= MOST_CANDIDATES && !owners.contains(product)) {
                        owners.add(product);
                    }
                }
            }
        }
    }

    /** Whether a kind of any product is called so. */
    public boolean isOption(String word) {
        return options.contains(word);
    }

    public Optional<Product> product(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** How many products there are. */
    public int size() {
        return products.size();
    }

    /** How many ways of naming products there are. */
    int forms() {
        return readings.size() + singleWords.size();
    }

    /** The only product of a category whose brand is among these plain words. */
    public Optional<Product> onlyOne(String category, Set<String> words) {
        var found = products.values().stream()
                .filter(product -> product.category().equals(category)
                        && words.containsAll(Words.of(product.brand()).plain()))
                .limit(2)
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Whether these are words that messages are made of, and so nobody's and nothing's name. */
    public static boolean isEveryday(String phrase) {
        return Words.of(phrase).all().stream().allMatch(word -> WordLists.EVERYDAY.contains(word.plain()));
    }

    /** What mends the slips of a message about this catalogue. */
    public Spelling spelling() {
        return spelling;
    }

    /** Products named by the words that are not taken, in order of mention; several for the same words when these are ambiguous. */
    public List<Match> products(Words words, BitSet taken) {
        var matches = new ArrayList<Match>();
        for (var from = 0; from < words.size(); from++) {
            for (var to = Math.min(words.size(), from + longest); to > from; to--) {
                if (free(taken, from, to) && take(from, to, exact(words, from, to), matches, taken)) {
                    break;
                }
            }
        }
        misspelt(words, taken, matches);
        matches.sort(Comparator.comparingInt(Match::from));
        return matches;
    }

    /** Categories named by the words that are not taken. */
    public List<CategoryMatch> categories(Words words, BitSet taken) {
        var matches = new ArrayList<CategoryMatch>();
        for (var from = 0; from < words.size(); from++) {
            for (var to = Math.min(words.size(), from + 3); to > from; to--) {
                var category = free(taken, from, to) ? category(words, from, to) : null;
                if (category != null) {
                    matches.add(new CategoryMatch(category, from, to));
                    from = to - 1;
                    break;
                }
            }
        }
        return matches;
    }

    private List<Reading> exact(Words words, int from, int to) {
        var form = words.compact(from, to);
        var known = readings.get(form);
        if (known != null) {
            return known;
        }
        var single = to - from == 1 ? singleWords.get(form) : null;
        return single != null && looksLikeAName(words, from) ? List.of(new Reading(single, PART)) : List.of();
    }

    private static boolean looksLikeAName(Words words, int at) {
        return at > 0
                && (words.get(at).isCapitalised()
                        || DETERMINERS.contains(words.get(at - 1).plain()));
    }

    /** Words that nobody knows are put right one by one, or two as one ("ultra bok"), and then looked up with their neighbours. */
    private void misspelt(Words words, BitSet taken, List<Match> matches) {
        for (var at = 0; at < words.size(); at++) {
            for (var width = 1; width <= 2 && at + width <= words.size() && free(taken, at, at + width); width++) {
                var form = words.compact(at, at + width);
                if (isWellKnown(words, at, at + width) || form.length() > LONGEST_TYPO) {
                    continue;
                }
                for (var near : vocabulary.nearest(form)) {
                    if (takeCorrected(words, at, at + width, near, matches, taken)) {
                        break;
                    }
                }
            }
        }
    }

    private static boolean isWellKnown(Words words, int from, int to) {
        for (var i = from; i < to; i++) {
            if (!WordLists.EVERYDAY.contains(words.get(i).plain())) {
                return false;
            }
        }
        return true;
    }

    /** The longest name that the corrected words are part of; a second error beside them is put right too. */
    private boolean takeCorrected(Words words, int at, int end, Near near, List<Match> matches, BitSet taken) {
        for (var length = LONGEST_PART; length >= end - at; length--) {
            for (var from = Math.max(0, end - length); from <= at && from + length <= words.size(); from++) {
                var to = from + length;
                if (to < end || !free(taken, from, to)) {
                    continue;
                }
                var form = words.compact(from, at) + near.word() + words.compact(end, to);
                var errors = near.errors();
                var found = readings.getOrDefault(form, List.of());
                if (found.isEmpty()
                        && end + 1 == to
                        && from == at
                        && !WordLists.EVERYDAY.contains(words.compact(end, to))) {
                    for (var second : vocabulary.nearest(words.compact(end, to))) {
                        found = readings.getOrDefault(near.word() + second.word(), List.of());
                        errors = near.errors() + second.errors();
                        if (!found.isEmpty()) {
                            break;
                        }
                    }
                }
                if (found.isEmpty() && length == 1) {
                    var single = singleWords.get(near.word());
                    found = single != null && looksLikeAName(words, at)
                            ? List.of(new Reading(single, PART))
                            : List.of();
                }
                var certainty = 1 - 2.0 * errors / Math.max(1, form.length());
                var certain = found.stream()
                        .map(reading -> new Reading(reading.product(), reading.score() * certainty))
                        .filter(reading -> reading.score() >= LEAST_CERTAIN)
                        .toList();
                if (take(from, to, certain, matches, taken)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean take(int from, int to, List<Reading> found, List<Match> matches, BitSet taken) {
        if (found.isEmpty()) {
            return false;
        }
        found.forEach(reading -> matches.add(new Match(reading.product(), from, to, reading.score())));
        taken.set(from, to);
        return true;
    }

    private void add(String form, int words, Product product, double score) {
        if (form.isEmpty()) {
            return;
        }
        longest = Math.min(LONGEST_NAME, Math.max(longest, words + 1));
        var known = readings.get(form);
        if (known == null) {
            readings.put(form, List.of(new Reading(product, score)));
        } else if (known.stream().noneMatch(reading -> reading.product().equals(product))) {
            readings.put(
                    form,
                    Stream.concat(known.stream(), Stream.of(new Reading(product, score)))
                            .limit(MOST_CANDIDATES)
                            .toList());
        }
    }

    private void addPart(String form, Part part) {
        var owners = part.owners();
        if (readings.containsKey(form) || owners.size() > MOST_CANDIDATES) {
            return;
        }
        if (part.words() > 1 || (owners.size() == 1 && isModelNumber(form))) {
            var score = owners.size() == 1 ? PART : AMBIGUOUS_PART;
            readings.put(
                    form,
                    owners.stream().map(product -> new Reading(product, score)).toList());
        } else if (owners.size() == 1) {
            singleWords.put(form, owners.getFirst());
        }
    }

    /** Whether these words of a name can stand for it: not its brand, not only numbers, everyday words or what it is. */
    private boolean isDistinctive(List<Word> part, Set<String> brand) {
        var telling = part.stream()
                .map(Word::plain)
                .filter(word -> !brand.contains(word))
                .toList();
        if (telling.isEmpty()) {
            return false;
        }
        var own = telling.stream().anyMatch(word -> isModelNumber(word) || !isCommon(word));
        return part.size() == 1 ? own : own || (telling.size() < part.size() && hasLetters(telling));
    }

    private boolean isCommon(String word) {
        return word.length() < 3
                || WordLists.EVERYDAY.contains(word)
                || !hasLetters(List.of(word))
                || categories.containsKey(Words.singular(word))
                || WordLists.CATEGORY_WORDS.containsKey(Words.singular(word));
    }

    private static boolean hasLetters(List<String> words) {
        return words.stream().anyMatch(word -> word.chars().anyMatch(Character::isLetter));
    }

    private static boolean isModelNumber(String word) {
        return word.length() > 1
                && word.length() <= 6
                && word.chars().anyMatch(Character::isDigit)
                && word.chars().anyMatch(Character::isLetter)
                && Character.isLetter(word.charAt(0));
    }

    private void addCategory(String category) {
        for (var phrase : CATEGORY_SEPARATOR.splitAsStream(category).toList()) {
            var words = Words.of(phrase);
            if (words.size() > 0) {
                categories.put(phrase(words, 0, words.size()), category);
            }
        }
    }

    private @Nullable String category(Words words, int from, int to) {
        return category(phrase(words, from, to));
    }

    private @Nullable String category(String phrase) {
        var direct = categories.get(phrase);
        var synonym = WordLists.CATEGORY_WORDS.get(phrase);
        return direct != null || synonym == null ? direct : categories.get(synonym);
    }

    private static String phrase(Words words, int from, int to) {
        var phrase = new StringBuilder();
        for (var i = from; i < to - 1; i++) {
            phrase.append(words.get(i).plain()).append(' ');
        }
        return phrase.append(Words.singular(words.get(to - 1).plain())).toString();
    }

    private static boolean free(BitSet taken, int from, int to) {
        var next = taken.nextSetBit(from);
        return next < 0 || next >= to;
    }
}
