package io.souk.rag.ranking;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a passage and where they stand, read from what PostgreSQL prints of a {@code tsvector}. */
public final class Terms {
    private static final String NO_CONTENT = "see";
    /** Characters of one, for the size of the map. */
    private static final int USUAL_TERM = 10;

    private final Map<String, Places> places;
    private final int length;
    private final boolean nothingNew;

    /** How often a word stands in title, headings and text. */
    record Places(int title, int section, int text) {}

    private Terms(Map<String, Places> places, int length, boolean nothingNew) {
        this.places = places;
        this.length = length;
        this.nothingNew = nothingNew;
    }

    /** Reads {@code 'batteri':3A,17C 'charg':19C}; weights A, B and C are title, headings and text. */
    public static Terms parse(String vector) {
        var places = HashMap.<String, Places>newHashMap(vector.length() / USUAL_TERM);
        var length = 0;
        var fresh = 0;
        var at = 0;
        while (at < vector.length()) {
            var end = closingQuote(vector, at + 1);
            var lexeme = unquoted(vector.substring(at + 1, end));
            at = end + 1;
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
            at++;
            places.put(lexeme, new Places(title, section, text));
            length += text;
            fresh += title + section == 0 && !lexeme.equals(NO_CONTENT) ? 1 : 0;
        }
        return new Terms(places, length, fresh < 2);
    }

    /** A quote within a lexeme is doubled. */
    private static int closingQuote(String vector, int from) {
        var at = vector.indexOf('\'', from);
        while (at + 1 < vector.length() && vector.charAt(at + 1) == '\'') {
            at = vector.indexOf('\'', at + 2);
        }
        return at;
    }

    private static String unquoted(String lexeme) {
        return lexeme.indexOf('\'') < 0 && lexeme.indexOf('\\') < 0
                ? lexeme
                : lexeme.replace("''", "'").replace("\\\\", "\\");
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
