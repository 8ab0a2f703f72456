package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** What is waited for, and what is not. */
class DatabaseWaitTest {
    @Test
    void waitsForAPoolThatGotNoConnectionInTime() {
        assertThat(DatabaseWait.isAway(new SQLTransientConnectionException("timed out")))
                .isTrue();
    }

    @Test
    void waitsForAServerThatRefusesOrStarts() {
        assertThat(DatabaseWait.isAway(refused("08001"))).isTrue();
        assertThat(DatabaseWait.isAway(refused("57P03"))).isTrue();
    }

    @Test
    void doesNotWaitForAnotherPassword() {
        assertThat(DatabaseWait.isAway(refused("28P01"))).isFalse();
    }

    @Test
    void doesNotWaitForWhatIsNoDatabaseAtAll() {
        assertThat(DatabaseWait.isAway(new IllegalArgumentException("no such driver")))
                .isFalse();
    }

    /** As the pool has it: a time-out, caused by the last try. */
    private static SQLException refused(String state) {
        return new SQLTransientConnectionException("timed out", new SQLException("refused", state));
    }
}
