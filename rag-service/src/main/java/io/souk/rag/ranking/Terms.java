package io.souk.rag.ranking;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a passage and where they stand, read from what PostgreSQL prints of a {@code tsvector}. */
public final class Terms {
    private static final String NO_CONTENT = "see";

    private final Map<String, Places> places = new HashMap<>();
    private final int length;
    private final boolean nothingNew;

    /** How often a word stands in title, headings and text. */
    record Places(int title, int section, int text) {}

    private Terms(Map<String, Places> places) {
        this.places.putAll(places);
        this.length = places.values().stream().mapToInt(Places::text).sum();
        this.nothingNew = places.entrySet().stream()
                        .filter(it -> it.getValue().title() + it.getValue().section() == 0
                                && !it.getKey().equals(NO_CONTENT))
                        .limit(2)
                        .count()
                < 2;
    }

    /** Reads {@code 'batteri':3A,17C 'charg':19C}; weights A, B and C are title, headings and text. */
    public static Terms parse(String vector) {
        var places = new HashMap<String, Places>();
        var at = 0;
        while (at < vector.length()) {
            var lexeme = new StringBuilder();
            at++;
            for (; vector.charAt(at) != '\'' || (at + 1 < vector.length() && vector.charAt(at + 1) == '\''); at++) {
                if (vector.charAt(at) == '\'' || vector.charAt(at) == '\\') {
                    at++;
                }
                lexeme.append(vector.charAt(at));
            }
            at++;
            var title = 0;
            var section = 0;
            var text = 0;
            for (; at < vector.length() && vector.charAt(at) != ' '; at++) {
                switch (vector.charAt(at)) {
                    case 'A' -> title++;
                    case 'B' -> section++;
                    case 'C' -> text++;
                    default -> {} // a position, or what stands between them
                }
            }
            places.put(lexeme.toString(), new Places(title, section, text));
            at++;
        }
        return new Terms(places);
    }

    /** Null if the passage has it in no spelling. */
    @Nullable
    Places of(Word word) {
        var found = places.get(word.lexeme());
        return found != null || word.meant() == null ? found : places.get(word.meant());
    }

    /** Words of the text, without stop words. */
    int length() {
        return length;
    }

    boolean saysNothingNew() {
        return nothingNew;
    }
}
