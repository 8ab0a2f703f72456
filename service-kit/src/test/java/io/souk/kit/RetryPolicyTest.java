package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

class RetryPolicyTest {
    @Test
    void aFaultyRecordIsGivenUpAfterThreeTries() {
        assertThat(pauses(RetryPolicy.backOffFor(new DataIntegrityViolationException("bad record")), 10))
                .isEqualTo(2);
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        var away =
                new ListenerExecutionFailedException("wrapped", new CannotCreateTransactionException("no connection"));

        assertThat(pauses(RetryPolicy.backOffFor(away), 10_000)).isEqualTo(10_000);
    }

    private static long pauses(BackOff backOff, int atMost) {
        var execution = backOff.start();
        return IntStream.range(0, atMost)
                .mapToLong(_ -> execution.nextBackOff())
                .takeWhile(pause -> pause != BackOffExecution.STOP)
                .count();
    }
}
