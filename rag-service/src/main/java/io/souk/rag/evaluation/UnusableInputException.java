package io.souk.rag.evaluation;

/** Something given is not what an evaluation needs; the message says what is wrong and where. */
public final class UnusableInputException extends RuntimeException {
    public UnusableInputException(String reason) {
        super(reason);
    }
}
