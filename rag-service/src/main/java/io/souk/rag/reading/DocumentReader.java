package io.souk.rag.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way in for text and files of any format. */
public final class DocumentReader {
    /** Raise it when the same content would be read differently. */
    public static final int VERSION = 1;

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
    /** "[30 days](rule:return-window-days)": for the service that applies the rule; readers see the words. */
    private static final Pattern RULE_MARK = Pattern.compile("\\[([^\\[\\]]{1,200})]\\(rule:[^()\\s]{1,200}\\)");

    private static final double MOSTLY = 0.3;

    private DocumentReader() {}

    /**
     * What was read.
     *
     * @param title that the document gives itself; null if none
     */
    public record Reading(Format format, @Nullable String title, String markdown) {}

    /**
     * Reads a text.
     *
     * @param mediaType null: Markdown, unless it is a whole HTML page
     * @throws RefusedDocumentException with a reason for its sender
     */
    public static Reading read(String text, @Nullable String mediaType) {
        var format = Format.of(mediaType, text);
        return read(format, demandText(text));
    }

    /**
     * Reads a file.
     *
     * @param mediaType with or without charset; null if not known
     * @throws RefusedDocumentException with a reason for its sender
     */
    public static Reading read(byte[] content, @Nullable String mediaType) {
        var format = Format.of(mediaType, new String(content, 0, Math.min(content.length, 4_096), ISO_8859_1));
        if (content.length == 0) {
            throw new RefusedDocumentException(Reason.EMPTY, "the file is empty");
        }
        return switch (format) {
            case PDF -> PdfReader.read(content);
            case HTML -> HtmlReader.read(content, charset(mediaType));
            case MARKDOWN, PLAIN -> read(format, demandText(decoded(content, charset(mediaType))));
        };
    }

    private static Reading read(Format format, String text) {
        return switch (format) {
            case MARKDOWN -> new Reading(format, null, RULE_MARK.matcher(text).replaceAll("$1"));
            case HTML -> HtmlReader.read(text);
            case PLAIN -> new Reading(format, null, PlainTextReader.markdown(text));
            case PDF ->
                throw new RefusedDocumentException(
                        Reason.UNKNOWN_FORMAT, "a PDF cannot be sent as text; send its bytes");
        };
    }

    /** Some characters that are none are replaced elsewhere; a text that mostly consists of them is something else. */
    private static String demandText(String text) {
        var strange = text.codePoints()
                .filter(point -> point == 0xFFFD
                        || (Character.isISOControl(point) && !Character.isWhitespace(point))
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                .count();
        if (strange > MOSTLY * text.length()) {
            throw new RefusedDocumentException(Reason.UNREADABLE, "the text consists of control characters");
        }
        return text;
    }

    private static @Nullable Charset charset(@Nullable String mediaType) {
        if (mediaType == null) {
            return null;
        }
        var stated = CHARSET.matcher(mediaType);
        try {
            return stated.find() ? Charset.forName(stated.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new RefusedDocumentException(Reason.UNREADABLE, "the charset is not known");
        }
    }

    private static String decoded(byte[] content, @Nullable Charset stated) {
        var marked = marked(content);
        var charset = marked != null ? marked : stated != null ? stated : UTF_8;
        try {
            var text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RefusedDocumentException(
                    Reason.UNREADABLE,
                    "the text is not in " + charset.name() + (stated == null ? "; say its charset" : ""));
        }
    }

    private static @Nullable Charset marked(byte[] content) {
        var start = Arrays.copyOf(content, 3);
        if (start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            return UTF_8;
        }
        if (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            return UTF_16BE;
        }
        return start[0] == (byte) 0xFF && start[1] == (byte) 0xFE ? UTF_16LE : null;
    }
}
