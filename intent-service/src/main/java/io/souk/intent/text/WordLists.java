package io.souk.intent.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of words that people keep, one file each; {@code #} starts a comment. */
public final class WordLists {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Words of everyday messages: alone they never name a product, and they are no slips. */
    public static final Set<String> EVERYDAY = words("/language/everyday-words.txt");

    /** What people call the kinds of things that a catalogue sells: their word, and one of its own. */
    public static final Map<String, String> CATEGORY_WORDS = pairs("/language/category-words.tsv");

    private WordLists() {}

    /** All words of a file. */
    private static Set<String> words(String resource) {
        return lines(resource).stream().flatMap(SPACE::splitAsStream).collect(toUnmodifiableSet());
    }

    /** A file of two columns; a hyphen is as good as a space. */
    public static Map<String, String> pairs(String resource) {
        return lines(resource).stream()
                .map(line -> line.split("\t", 2))
                .collect(toUnmodifiableMap(pair -> pair[0].strip().replace('-', ' '), pair -> pair[1].strip()));
    }

    /** The lines of a file that say something. */
    public static List<String> lines(String resource) {
        try (var in = WordLists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
