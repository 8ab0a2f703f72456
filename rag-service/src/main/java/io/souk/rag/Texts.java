package io.souk.rag;

/** What may come in as text: PostgreSQL cannot hold NUL, and half a surrogate pair is no character. */
final class Texts {
    private Texts() {}

    /** The text without what cannot be stored; line ends become {@code \n}. */
    static String clean(String text) {
        var normal = text.replace("\r\n", "\n").replace('\r', '\n');
        var clean = new StringBuilder(normal.length());
        normal.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                clean.append('\uFFFD');
            } else if (point == '\n' || point == '\t' || !Character.isISOControl(point)) {
                clean.appendCodePoint(point);
            } else {
                clean.append(' ');
            }
        });
        return clean.toString();
    }

    /** As {@link #clean}, on one line. */
    static String cleanLine(String text) {
        return clean(text).strip().replaceAll("\\s+", " ");
    }
}
