package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.EventCodec;
import io.souk.events.Meta;
import io.souk.test.EventProbe;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Several instances of one service, of which each has {@link KitApplication.Guestbook}'s table. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RealServers({Server.KAFKA, Server.POSTGRES})
class ErasedCustomersIT {
    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    @Autowired
    private ErasedCustomers erased;

    @Autowired
    private KitApplication.Guestbook guestbook;

    @Autowired
    private Events events;

    @Autowired
    private EventCodec codec;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcTemplate jdbc;

    private final String customer = "u-" + UUID.randomUUID();
    private final String requestId = UUID.randomUUID().toString();

    @Test
    void twoInstancesThatGetARequestAtOnceEraseOnceAndGiveOneReceipt() throws Exception {
        guestbook.sign(customer);
        guestbook.sign(customer);
        var other = instance(guestbook, true);
        var redeliveries = IntStream.range(0, 20)
                .mapToObj(number -> (Callable<String>)
                        () -> (number % 2 == 0 ? erased : other).obey(request("erased-%08x".formatted(number))))
                .toList();

        try (var threads = Executors.newFixedThreadPool(6)) {
            var pseudonyms = threads.invokeAll(redeliveries);

            assertThat(pseudonyms.stream().map(Future::resultNow).distinct()).hasSize(1);
        }

        assertThat(receipt().counts()).containsExactly(Map.entry("entries", 2L));
        assertThat(erased.isClosed(customer, Instant.now())).isTrue();
        assertThat(probe.seen(DataErased.class)
                        .filter(receipt -> receipt.requestId().equals(requestId))
                        .map(receipt -> receipt.meta().id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void anInstanceThatDiesBeforeItCommitsHasErasedNothingAndAnotherDoesAllOfIt() {
        guestbook.sign(customer);
        var dying = instance(
                (who, pseudonym) -> {
                    guestbook.erase(who, pseudonym);
                    throw new IllegalStateException("the power is off");
                },
                true);

        assertThatThrownBy(() -> dying.obey(request("erased-00000001"))).hasMessage("the power is off");

        assertThat(guestbook.entriesOf(customer)).isOne();
        assertThat(erased.isClosed(customer, Instant.now())).isFalse();
        erased.obey(request("erased-00000001"));
        assertThat(receipt().counts()).containsExactly(Map.entry("entries", 1L));
    }

    @Test
    void aReceiptThatAnInstanceCommittedAndDidNotLiveToPublishIsPublishedByAnotherWithItsCounts() {
        guestbook.sign(customer);
        instance(guestbook, false).obey(request("erased-00000001"));
        assertThat(guestbook.entriesOf(customer)).isZero();

        erased.obey(request("erased-00000001")); // Kafka delivers it again, as nobody has confirmed that it was read

        assertThat(receipt().counts()).containsExactly(Map.entry("entries", 1L));
    }

    /** @param publishing false: it dies between the commit and the broker */
    private ErasedCustomers instance(ErasedCustomers.Store store, boolean publishing) {
        var outbox = new Outbox(jdbc, transactions, events, codec, meters, publishing);
        return new ErasedCustomers("kit-test", store, outbox, JdbcClient.create(jdbc), meters);
    }

    private ErasureRequested request(String pseudonym) {
        return new ErasureRequested(
                Meta.first(requestId, customer, null),
                requestId,
                pseudonym,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                1);
    }

    private DataErased receipt() {
        return probe.await(DataErased.class, receipt -> receipt.requestId().equals(requestId));
    }
}
