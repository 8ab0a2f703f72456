package io.souk.tools.operations;

import io.souk.kit.Outbox;
import io.souk.kit.ProblemException;
import io.souk.tools.Values;
import io.souk.tools.json.Hashes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Consequential HTTP calls happen once per key: the answer is stored in the transaction of the effect, and given again when the
 * call is repeated. Of two calls with one key at once, the second waits for the first and gets its answer.
 */
@Component
public class IdempotentCalls {
    private static final int MAX_KEY = 255;

    private final Outbox outbox;
    private final JdbcClient jdbc;

    IdempotentCalls(Outbox outbox, JdbcClient jdbc) {
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /** An answer as it is stored: JSON and its status. */
    public record Answer(int status, String body) {}

    /**
     * Runs {@code call} unless this caller has used {@code key} before; then its answer is given again.
     *
     * @param request what is asked, in a form that is the same for the same question; the same key with another is refused
     * @param subject the order or customer it is about, where one is named
     */
    public Answer once(
            String caller,
            @Nullable String key,
            String operation,
            String request,
            @Nullable String subject,
            Supplier<Answer> call) {
        var unique = required(key);
        var hash = Hashes.sha256(operation + "\n" + request);
        return outbox.transact(() -> {
            var first = jdbc.sql("""
                            insert into idempotency_key (caller, key, operation, request_hash, subject)
                            values (?, ?, ?, ?, ?) on conflict do nothing""")
                            .params(Values.of(caller, unique, operation, hash, subject))
                            .update()
                    == 1;
            if (!first) {
                return former(caller, unique, hash);
            }
            var answer = call.get();
            jdbc.sql("update idempotency_key set status = ?, body = ? where caller = ? and key = ?")
                    .params(answer.status(), answer.body(), caller, unique)
                    .update();
            return answer;
        });
    }

    /** The key, if it can be one. */
    public static String required(@Nullable String key) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "This call needs an Idempotency-Key header of 1 to 255 characters.");
        }
        return key;
    }

    private Answer former(String caller, String key, String hash) {
        var row = jdbc.sql("select request_hash, status, body from idempotency_key where caller = ? and key = ?")
                .params(caller, key)
                .query((result, _) -> new Former(
                        result.getString("request_hash"),
                        new Answer(result.getInt("status"), result.getString("body"))))
                .single();
        if (!row.hash().equals(hash)) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another call.");
        }
        return row.answer();
    }

    private record Former(String hash, Answer answer) {}
}
