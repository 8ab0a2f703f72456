package io.souk.intent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.souk.intent.Words.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as people speak of it: names, aliases, parts of names that mean one product only, all of these with typing errors,
 * and categories in their everyday words. Immutable.
 */
final class CatalogueIndex {
    static final CatalogueIndex EMPTY = new CatalogueIndex(List.of());

    private static final double NAME = 1.0;
    private static final double ALIAS = 0.97;
    private static final double PART = 0.85;
    private static final double AMBIGUOUS_PART = 0.6;
    private static final double LEAST_CERTAIN = 0.6;
    private static final int MOST_CANDIDATES = 3;
    private static final int SHORTEST_TYPO = 5;

    private static final Set<String> DETERMINERS =
            Set.of("the", "my", "your", "that", "this", "our", "about", "vs", "versus");

    private static final Pattern CATEGORY_SEPARATOR = Pattern.compile("[&,/]|\\band\\b");
    private static final Map<String, String> CATEGORY_WORDS = categoryWords();
    /** Words of everyday messages: alone they never name a product, even if one contains them. */
    private static final Set<String> EVERYDAY = TrainingSet.read(TrainingSet.RESOURCE).texts().stream()
            .flatMap(text -> Words.of(text).plain().stream())
            .collect(toSet());

    /** A product of the catalogue, as far as this service needs it. */
    record Product(String id, String name, String brand, String category, List<String> aliases) {}

    /** A product that words {@code from} to {@code to} of a text may name. */
    record Match(Product product, int from, int to, double score) {}

    /** A category that words {@code from} to {@code to} of a text name. */
    record CategoryMatch(String category, int from, int to) {}

    private record Reading(Product product, double score) {}

    private final Map<String, Product> products = new HashMap<>();
    private final Map<String, List<Reading>> readings = new HashMap<>();
    /** Parts of one everyday-looking word: they count only where the text marks them as a name. */
    private final Map<String, Product> singleWords = new HashMap<>();

    private final Map<String, List<String>> typoBuckets = new HashMap<>();
    private final Map<String, String> categories = new TreeMap<>();
    private int longest = 1;

    CatalogueIndex(Collection<Product> catalogue) {
        var parts = new HashMap<String, Set<Product>>();
        var partLengths = new HashMap<String, Integer>();
        for (var product : catalogue) {
            products.put(product.id(), product);
            addCategory(product.category());
        }
        for (var product : catalogue) {
            var name = Words.of(product.name());
            add(name, product, NAME);
            add(Words.of(product.brand() + ' ' + product.name()), product, NAME);
            product.aliases().forEach(alias -> add(Words.of(alias), product, ALIAS));
            for (var from = 0; from < name.size(); from++) {
                for (var to = from + 1; to <= name.size(); to++) {
                    var part = name.compact(from, to);
                    if (isDistinctive(name, from, to, product)) {
                        parts.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(product);
                        partLengths.put(part, to - from);
                    }
                }
            }
        }
        parts.forEach((part, owners) -> addPart(part, partLengths.getOrDefault(part, 1), owners));
        readings.keySet().stream()
                .filter(form -> form.length() >= SHORTEST_TYPO)
                .forEach(form -> typoBuckets
                        .computeIfAbsent(bucket(form), _ -> new ArrayList<>())
                        .add(form));
    }

    Optional<Product> product(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Products named by the words that are not taken, in order of mention; several for the same words when these are ambiguous. */
    List<Match> products(Words words, BitSet taken) {
        var matches = new ArrayList<Match>();
        for (var from = 0; from < words.size(); from++) {
            for (var to = Math.min(words.size(), from + longest); to > from; to--) {
                if (free(taken, from, to) && take(words, from, to, exact(words, from, to), matches, taken)) {
                    break;
                }
            }
        }
        for (var length = Math.min(longest, words.size()); length > 0; length--) {
            for (var from = 0; from + length <= words.size(); from++) {
                if (free(taken, from, from + length)) {
                    take(words, from, from + length, misspelt(words.compact(from, from + length)), matches, taken);
                }
            }
        }
        matches.sort(Comparator.comparingInt(Match::from));
        return matches;
    }

    /** Categories named by the words that are not taken. */
    List<CategoryMatch> categories(Words words, BitSet taken) {
        var matches = new ArrayList<CategoryMatch>();
        for (var from = 0; from < words.size(); from++) {
            for (var to = Math.min(words.size(), from + 3); to > from; to--) {
                var category = free(taken, from, to) ? category(phrase(words, from, to)) : null;
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

    /** The nearest known form within the typing errors its length allows; digits are never errors: X1 is not X2. */
    private List<Reading> misspelt(String form) {
        if (form.length() < SHORTEST_TYPO || EVERYDAY.contains(form)) {
            return List.of();
        }
        var allowed = form.length() < 8 ? 1 : 2;
        var distance = new LevenshteinDistance(allowed);
        var best = allowed + 1;
        var nearest = "";
        for (var known : typoBuckets.getOrDefault(bucket(form), List.of())) {
            if (Math.abs(known.length() - form.length()) <= allowed) {
                int errors = distance.apply(form, known);
                if (errors >= 0 && errors < best) {
                    best = errors;
                    nearest = known;
                }
            }
        }
        var certainty = 1 - 2.0 * best / Math.max(1, form.length());
        return readings.getOrDefault(nearest, List.of()).stream()
                .map(reading -> new Reading(reading.product(), reading.score() * certainty))
                .filter(reading -> reading.score() >= LEAST_CERTAIN)
                .toList();
    }

    private static boolean take(Words words, int from, int to, List<Reading> found, List<Match> matches, BitSet taken) {
        if (found.isEmpty() || words.size() < to) {
            return false;
        }
        found.forEach(reading -> matches.add(new Match(reading.product(), from, to, reading.score())));
        taken.set(from, to);
        return true;
    }

    private void add(Words form, Product product, double score) {
        if (form.size() == 0) {
            return;
        }
        longest = Math.max(longest, form.size() + 1);
        var all = readings.computeIfAbsent(form.compact(0, form.size()), _ -> new ArrayList<>());
        if (all.stream().noneMatch(reading -> reading.product().equals(product))) {
            all.add(new Reading(product, score));
        }
    }

    private void addPart(String part, int words, Set<Product> owners) {
        if (readings.containsKey(part) || owners.size() > MOST_CANDIDATES) {
            return;
        }
        var only = owners.iterator().next();
        if (words > 1 || (owners.size() == 1 && isModelNumber(part))) {
            var score = owners.size() == 1 ? PART : AMBIGUOUS_PART;
            readings.put(
                    part,
                    owners.stream().map(product -> new Reading(product, score)).toList());
        } else if (owners.size() == 1) {
            singleWords.put(part, only);
        }
    }

    /** Whether these words of a name can stand for it: not its brand, not only numbers, everyday words or what it is. */
    private boolean isDistinctive(Words name, int from, int to, Product product) {
        var brand = Set.copyOf(Words.of(product.brand()).plain());
        var telling = name.all().subList(from, to).stream()
                .map(Word::plain)
                .filter(word -> !brand.contains(word))
                .toList();
        if (telling.isEmpty()) {
            return false;
        }
        var own = telling.stream().anyMatch(word -> isModelNumber(word) || !isCommon(word));
        return to - from == 1 ? own : own || (telling.size() < to - from && hasLetters(telling));
    }

    private boolean isCommon(String word) {
        return !hasLetters(List.of(word))
                || word.length() < 3
                || EVERYDAY.contains(word)
                || categories.containsKey(Words.singular(word));
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

    private @Nullable String category(String phrase) {
        var direct = categories.get(phrase);
        var synonym = CATEGORY_WORDS.get(phrase);
        return direct != null || synonym == null ? direct : categories.get(synonym);
    }

    private static String phrase(Words words, int from, int to) {
        var plain = words.plain().subList(from, to);
        return String.join(
                " ",
                Stream.concat(plain.subList(0, plain.size() - 1).stream(), Stream.of(Words.singular(plain.getLast())))
                        .toList());
    }

    private static boolean free(BitSet taken, int from, int to) {
        var next = taken.nextSetBit(from);
        return next < 0 || next >= to;
    }

    /** Forms that a typing error can turn into each other share this: people get the first letter and the digits right. */
    private static String bucket(String form) {
        return form.charAt(0) + form.replaceAll("\\D", "");
    }

    private static Map<String, String> categoryWords() {
        try (var in = CatalogueIndex.class.getResourceAsStream("/language/category-words.tsv")) {
            if (in == null) {
                throw new IllegalStateException("language/category-words.tsv is not on the class path");
            }
            var words = new HashMap<String, String>();
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains("\t"))
                    .forEach(line -> words.put(
                            line.substring(0, line.indexOf('\t')).strip().replace("-", " "),
                            line.substring(line.indexOf('\t')).strip()));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many products there are. */
    int size() {
        return products.size();
    }
}
