package io.souk.rag;

/** A document that cannot be taken as it is; the message says why and quotes nothing of it. */
final class RefusedDocumentException extends RuntimeException {
    RefusedDocumentException(String reason) {
        super(reason);
    }
}
