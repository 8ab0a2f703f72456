package io.souk.gateway.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Something a client asked for cannot be done, with a stable code: an error frame on a socket, a problem detail over REST. */
final class ChatException extends RuntimeException {
    private final Code code;
    private final @Nullable Duration retryAfter;

    ChatException(Code code, String detail) {
        this(code, detail, null);
    }

    ChatException(Code code, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static ChatException unavailable() {
        return new ChatException(Code.UNAVAILABLE, "I can't take messages right now. Please try again in a moment.");
    }

    static ChatException notYourConversation() {
        return new ChatException(Code.NOT_YOUR_CONVERSATION, "This conversation belongs to someone else.");
    }

    Code code() {
        return code;
    }

    /** When it is worth another try; null if that does not depend on time. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** The codes that clients rely on. */
    enum Code {
        INVALID_JSON("invalid-json", HttpStatus.BAD_REQUEST),
        INVALID_ARGUMENTS("invalid-arguments", HttpStatus.BAD_REQUEST),
        UNKNOWN_TYPE("unknown-type", HttpStatus.BAD_REQUEST),
        MESSAGE_EMPTY("message-empty", HttpStatus.BAD_REQUEST),
        MESSAGE_TOO_LONG("message-too-long", HttpStatus.BAD_REQUEST),
        RATE_LIMITED("rate_limited", HttpStatus.TOO_MANY_REQUESTS),
        AGENTS_ONLY("agents-only", HttpStatus.FORBIDDEN),
        NOT_YOUR_CONVERSATION("not-your-conversation", HttpStatus.FORBIDDEN),
        UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE);

        private final String wireName;
        private final HttpStatus status;

        Code(String wireName, HttpStatus status) {
            this.wireName = wireName;
            this.status = status;
        }

        String wireName() {
            return wireName;
        }

        HttpStatus status() {
            return status;
        }
    }
}
