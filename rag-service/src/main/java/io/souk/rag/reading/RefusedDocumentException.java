package io.souk.rag.reading;

/** A document that cannot be taken as it is; the message, which a seller reads, says why and quotes nothing of it. */
public final class RefusedDocumentException extends RuntimeException {
    private final Reason reason;

    /** @param detail completes the sentence that the reason begins */
    public RefusedDocumentException(Reason reason, String detail) {
        super(reason.code() + ": " + detail);
        this.reason = reason;
    }

    /** What to do about it depends on this; stable. */
    public Reason reason() {
        return reason;
    }

    /** The message without the code. */
    public String detail() {
        return String.valueOf(getMessage()).substring(reason.code().length() + 2);
    }

    /** Why documents are refused. */
    public enum Reason {
        /** Id, title, category, product or media type are not well-formed. */
        INVALID_ARGUMENTS("invalid-arguments"),
        /** Nothing to read in it, as in a scan without text. */
        EMPTY("document-empty"),
        TOO_LARGE("document-too-large"),
        /** Not of the format it says it is, damaged, or no text. */
        UNREADABLE("document-unreadable"),
        ENCRYPTED("document-encrypted"),
        UNKNOWN_FORMAT("document-format-unknown");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As in problem details and dead letters. */
        public String code() {
            return code;
        }
    }
}
