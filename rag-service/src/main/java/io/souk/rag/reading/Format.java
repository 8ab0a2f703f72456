package io.souk.rag.reading;

import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a document may come as. */
public enum Format {
    MARKDOWN("text/markdown"),
    HTML("text/html"),
    PLAIN("text/plain"),
    PDF("application/pdf");

    private static final Pattern PARAMETERS = Pattern.compile("\\s*;.*", Pattern.DOTALL);
    /** How a page begins, and a Markdown text with a tag in it does not. */
    private static final Pattern PAGE = Pattern.compile(
            "\\s*(<\\?xml[^>]{0,200}>\\s*)?(<!--.{0,2000}?-->\\s*)?<(!doctype\\s+html|html)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String PDF_MARK = "%PDF-";
    private static final int MARK_WITHIN = 1_024;

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The format that is stated, or else the one that shows.
     *
     * @param mediaType as the sender says; null, or one that says nothing, if he does not
     * @param start of the content, bytes read as characters
     */
    static Format of(@Nullable String mediaType, String start) {
        var stated = mediaType == null
                ? ""
                : PARAMETERS.matcher(mediaType.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        return switch (stated) {
            case "text/markdown", "text/x-markdown" -> MARKDOWN;
            case "text/html", "application/xhtml+xml" -> HTML;
            case "text/plain" -> PLAIN;
            case "application/pdf" -> PDF;
            case "", "application/octet-stream" -> shown(start);
            default ->
                throw new RefusedDocumentException(
                        Reason.UNKNOWN_FORMAT,
                        "the format is not one of text/markdown, text/html, text/plain and application/pdf");
        };
    }

    private static Format shown(String start) {
        if (start.substring(0, Math.min(MARK_WITHIN, start.length())).contains(PDF_MARK)) {
            return PDF;
        }
        return PAGE.matcher(start.substring(0, Math.min(4 * MARK_WITHIN, start.length())))
                        .matches()
                ? HTML
                : MARKDOWN;
    }
}
