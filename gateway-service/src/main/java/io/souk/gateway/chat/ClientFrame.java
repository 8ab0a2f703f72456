package io.souk.gateway.chat;

import io.souk.events.MessageEvent.MessageReceived;
import io.souk.gateway.chat.ChatException.Code;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a client says over a socket. */
sealed interface ClientFrame {
    /** {@code conversationId} null is the socket's own. */
    record Message(String id, @Nullable String conversationId, String text) implements ClientFrame {}

    /** Replay what came after {@code after}. */
    record Resume(String conversationId, long after) implements ClientFrame {}

    /** Whether the reply of a turn helped. */
    record Feedback(String turnId, boolean helpful) implements ClientFrame {}

    /** From now on tell me what happens in conversations that a person has. */
    record Desk() implements ClientFrame {}

    int MAX_ID = 64;

    /** Also what a conversation may be called by clients of their own; no slash, since ids are derived from it. */
    Pattern CONVERSATION_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /**
     * Reads a frame.
     *
     * @throws ChatException in words that a person can act on
     */
    static ClientFrame parse(JsonMapper json, String frame) {
        var object = object(json, frame);
        return switch (string(object, "type")) {
            case "message" -> new Message(id(object, "id"), conversationId(object), text(object));
            case "resume" -> {
                var conversationId = conversationId(object);
                var after = object.path("after");
                if (conversationId == null || !after.isIntegralNumber() || after.asLong(-1) < 0) {
                    throw invalid("resume needs conversationId, and after as a number from 0.");
                }
                yield new Resume(conversationId, after.asLong());
            }
            case "feedback" -> {
                var helpful = object.path("helpful");
                if (!helpful.isBoolean()) {
                    throw invalid("helpful must be true or false.");
                }
                yield new Feedback(id(object, "turnId"), helpful.asBoolean());
            }
            case "desk" -> new Desk();
            case null, default ->
                throw new ChatException(Code.UNKNOWN_TYPE, "type must be message, resume, feedback or desk.");
        };
    }

    /** The id of a frame that may be wrong in other ways, so that its error can name it. */
    static @Nullable String idOf(JsonMapper json, String frame) {
        try {
            return json.readTree(frame) instanceof ObjectNode object ? string(object, "id") : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * The text as it can be stored: without what PostgreSQL and UTF-8 have no place for.
     *
     * @throws ChatException if nothing is left, or too much
     */
    static String checkedText(@Nullable String text) {
        if (text == null) {
            throw new ChatException(Code.MESSAGE_EMPTY, "Please write something: the message has no text.");
        }
        if (text.length() > MessageReceived.MAX_TEXT) {
            throw new ChatException(
                    Code.MESSAGE_TOO_LONG,
                    "The message has %,d characters; I can read up to %,d."
                            .formatted(text.length(), MessageReceived.MAX_TEXT));
        }
        var clean = wellFormed(text);
        if (clean.isBlank()) {
            throw new ChatException(Code.MESSAGE_EMPTY, "Please write something: the message is empty.");
        }
        return clean;
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(point -> point != 0)
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static ObjectNode object(JsonMapper json, String frame) {
        try {
            if (json.readTree(frame) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new ChatException(Code.INVALID_JSON, "A frame must be a JSON object; this is not JSON.");
        }
        throw new ChatException(Code.INVALID_JSON, "A frame must be a JSON object.");
    }

    private static String id(ObjectNode object, String field) {
        var id = string(object, field);
        if (id == null || id.isBlank() || id.length() > MAX_ID || !id.equals(wellFormed(id))) {
            throw invalid(field + " must be a text of 1 to " + MAX_ID + " characters.");
        }
        return id;
    }

    private static @Nullable String conversationId(ObjectNode object) {
        var id = string(object, "conversationId");
        if (id == null
                && !object.path("conversationId").isMissingNode()
                && !object.path("conversationId").isNull()) {
            throw invalid("conversationId must be a text.");
        }
        if (id != null && !CONVERSATION_ID.matcher(id).matches()) {
            throw invalid("conversationId must be 1 to 64 letters, digits or one of _ . : -");
        }
        return id;
    }

    private static String text(ObjectNode object) {
        var text = object.path("text");
        if (!text.isString() && !text.isMissingNode() && !text.isNull()) {
            throw invalid("text must be a text.");
        }
        return checkedText(string(object, "text"));
    }

    private static @Nullable String string(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static ChatException invalid(String detail) {
        return new ChatException(Code.INVALID_ARGUMENTS, detail);
    }
}
