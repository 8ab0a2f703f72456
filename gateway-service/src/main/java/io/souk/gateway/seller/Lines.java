package io.souk.gateway.seller;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An import, record by record, whatever its length: no more than one record is ever in memory. */
final class Lines {
    static final int LONGEST = 64 * 1024;
    private final InputStream in;
    private final boolean quotes;
    private int line = 1;

    /** @param quotes whether a record may hold line breaks in double quotes, as CSV may */
    Lines(InputStream in, boolean quotes) {
        this.in = new BufferedInputStream(in, LONGEST);
        this.quotes = quotes;
    }

    /**
     * One record.
     *
     * @param number of the line it begins on
     * @param text null if it cannot be read
     * @param problem why not
     */
    record Line(int number, @Nullable String text, String problem) {}

    /** The next record; null at the end. Blank lines are stepped over. */
    @Nullable
    Line next() throws IOException {
        while (true) {
            var began = line;
            var bytes = new ByteArrayOutputStream();
            var length = 0;
            var quoted = false;
            var at = in.read();
            if (at < 0) {
                return null;
            }
            for (; at >= 0 && !(at == '\n' && !quoted); at = in.read()) {
                if (at == '\n') {
                    line++;
                }
                quoted ^= quotes && at == '"';
                // An open quote must not swallow the rest of the file.
                if (length++ > LONGEST) {
                    quoted = false;
                } else {
                    bytes.write(at);
                }
            }
            line++;
            if (length > LONGEST) {
                return new Line(began, null, "the line has more than 64 KiB");
            }
            try {
                var text = UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString();
                text = began == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
                if (!text.isBlank()) {
                    return new Line(began, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, "");
                }
            } catch (CharacterCodingException e) {
                return new Line(began, null, "the line is not UTF-8");
            }
        }
    }

    /** The cells of a CSV record (RFC 4180), parted by {@code separator}. */
    static List<String> cells(String text, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
