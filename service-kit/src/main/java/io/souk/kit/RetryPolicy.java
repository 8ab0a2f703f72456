package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Whose fault is it? A faulty record is tried three times and then goes to the dead-letter topic, so that the partition moves
 * on. A store that is away is nobody's record's fault: the record waits for it, since the next one would fail too.
 */
final class RetryPolicy {
    /** Why a record could not be processed, in one line; beside Spring's {@code kafka_dlt-*} headers. */
    static final String REASON = "souk_dlt-reason";

    private static final int TRIES = 3;
    private static final long STORE_POLL_MILLIS = 1_000;

    /** By name, since not every service has these libraries. */
    private static final Set<String> STORE_AWAY = Set.of(
            "org.springframework.dao.TransientDataAccessResourceException",
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.RecoverableDataAccessException",
            "org.springframework.dao.QueryTimeoutException",
            "org.springframework.dao.ConcurrencyFailureException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.transaction.TransactionSystemException",
            "org.springframework.jdbc.CannotGetJdbcConnectionException",
            "java.sql.SQLTransientException",
            "java.sql.SQLRecoverableException",
            "org.neo4j.driver.exceptions.ServiceUnavailableException",
            "org.neo4j.driver.exceptions.SessionExpiredException",
            "org.apache.kafka.common.errors.RetriableException",
            "io.souk.kit.UnpublishedEventException");

    private RetryPolicy() {}

    static BackOff backOffFor(Exception error) {
        return storeIsAway(error)
                ? new FixedBackOff(STORE_POLL_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)
                : faultyRecord();
    }

    static BackOff faultyRecord() {
        var backOff = new ExponentialBackOff(100, 3);
        backOff.setMaxAttempts(TRIES - 1);
        return backOff;
    }

    static boolean storeIsAway(Throwable error) {
        return causes(error).anyMatch(RetryPolicy::isStoreFailure);
    }

    static Headers reasonHeaders(Throwable error) {
        var root = causes(error).reduce((outer, inner) -> inner).orElse(error);
        var words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new RecordHeaders()
                .add(REASON, words.lines().findFirst().orElse("").getBytes(UTF_8));
    }

    private static boolean isStoreFailure(Throwable error) {
        return Stream.<Class<?>>iterate(error.getClass(), type -> type != null, Class::getSuperclass)
                .anyMatch(type -> STORE_AWAY.contains(type.getName()));
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
