package io.souk.kit.llm;

import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an endpoint does not take of a request, learned from its refusals: "OpenAI-compatible" differs from one to the next, and even
 * OpenAI's own newer models take no {@code max_tokens} and no temperature. A refusal that names such a field is answered by the same
 * request without it, within the time of the call; from then on it is left out at once. And who asks for more patience than there is
 * is not waited for.
 */
final class Dialect implements Interceptor {
    private static final Logger log = LoggerFactory.getLogger(Dialect.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int LONGEST_REFUSAL = 8_192;
    /** A figure that is too large is named in a refusal too, but nothing is won by leaving it out. */
    private static final Pattern UNKNOWN = Pattern.compile(
            "unsupported|not supported|n't supported|not support|unrecogni[sz]ed|unknown|unexpected|extra|not permitted|not allowed",
            Pattern.CASE_INSENSITIVE);

    /** The client asks again when it says no: there is no use in it. */
    private static final String AGAIN = "x-should-retry";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Duration patience;
    private final Set<Field> unknown = ConcurrentHashMap.newKeySet();

    /** What a request can do without. */
    private enum Field {
        MAX_TOKENS("max_completion_tokens"),
        TEMPERATURE(null),
        STREAM_OPTIONS(null),
        RESPONSE_FORMAT(null);

        /** What it is called elsewhere. */
        private final @Nullable String otherName;

        Field(@Nullable String otherName) {
            this.otherName = otherName;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param patience how long a caller waits at most for an answer to begin */
    Dialect(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var response = chain.proceed(understood(chain.request()));
        while (learns(response, chain.request())) {
            response.close();
            response = chain.proceed(understood(chain.request()));
        }
        // Nobody is there any longer when it would be time to ask again; so the caller hears at once.
        return wait(response.header("Retry-After")).compareTo(patience) > 0
                ? response.newBuilder().header(AGAIN, "false").build()
                : response;
    }

    /** In seconds, or until a time of day. */
    private static Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        var said = retryAfter.strip();
        if (SECONDS.matcher(said).matches()) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        try {
            return Duration.between(
                    OffsetDateTime.now(ZoneOffset.UTC),
                    OffsetDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }

    /** At most once for each field, so asking again comes to an end. */
    private boolean learns(Response response, Request request) throws IOException {
        if (response.code() != BAD_REQUEST && response.code() != UNPROCESSABLE) {
            return false;
        }
        var refusal = response.peekBody(LONGEST_REFUSAL).string();
        if (!UNKNOWN.matcher(refusal).find()) {
            return false;
        }
        var body = body(request);
        var refused = Arrays.stream(Field.values())
                .filter(field -> body != null && body.has(field.wireName()) && refusal.contains(field.wireName()))
                .filter(unknown::add)
                .toList();
        if (!refused.isEmpty()) {
            log.info("the language model's endpoint does not take {}: asked without", names(refused));
        }
        return !refused.isEmpty();
    }

    private Request understood(Request request) throws IOException {
        if (unknown.isEmpty()) {
            return request;
        }
        var body = body(request);
        if (body == null) {
            return request;
        }
        for (var field : unknown) {
            var value = body.remove(field.wireName());
            if (value != null && field.otherName != null) {
                body.set(field.otherName, value);
            }
        }
        var type = Objects.requireNonNull(request.body()).contentType();
        return request.newBuilder()
                .method(request.method(), RequestBody.create(JSON.writeValueAsBytes(body), type))
                .build();
    }

    private static @Nullable ObjectNode body(Request request) throws IOException {
        var body = request.body();
        if (body == null) {
            return null;
        }
        var bytes = new Buffer();
        body.writeTo(bytes);
        try {
            return JSON.readTree(bytes.readByteArray()) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::wireName).toList();
    }
}
