package io.souk.tools;

import io.souk.kit.Outbox;
import io.souk.kit.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Consequential HTTP calls happen once per key: the answer is stored in the transaction of the effect, and given again when the
 * call is repeated. Of two calls with one key at once, the second waits for the first and gets its answer.
 */
@Component
class IdempotentCalls {
    private static final int MAX_KEY = 255;

    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    IdempotentCalls(Outbox outbox, JdbcClient jdbc, JsonMapper json) {
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An answer as it is stored: JSON and its status. */
    record Answer(int status, String body) {}

    /**
     * Runs {@code call} unless this caller has used {@code key} before; then its answer is given again.
     *
     * @param request what is asked; the same key with another request is refused
     */
    Answer once(String caller, @Nullable String key, String operation, Object request, Supplier<Answer> call) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "This call needs an Idempotency-Key header of 1 to 255 characters.");
        }
        var hash = Proposal.sha256(operation + "\n" + json.writeValueAsString(request));
        return outbox.transact(() -> {
            var first = jdbc.sql("""
                            insert into idempotency_key (caller, key, request_hash) values (?, ?, ?)
                            on conflict do nothing""").params(caller, key, hash).update() == 1;
            if (!first) {
                return former(caller, key, hash);
            }
            var answer = call.get();
            jdbc.sql("update idempotency_key set status = ?, body = ? where caller = ? and key = ?")
                    .params(answer.status(), answer.body(), caller, key)
                    .update();
            return answer;
        });
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
