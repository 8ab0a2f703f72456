package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.souk.events.EventCodec;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.test.EventProbe;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RealServers({Server.KAFKA, Server.POSTGRES})
class OutboxIT {
    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    @Autowired
    private Outbox outbox;

    @Autowired
    private ProcessedEvents processed;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate jdbcTemplate;

    @Autowired
    private Events events;

    @Autowired
    private EventCodec codec;

    @Autowired
    private PlatformTransactionManager transactions;

    private final String order = UUID.randomUUID().toString();

    @Test
    void whatCommitsIsPublishedAndLeavesNoRow() {
        outbox.transact(() -> outbox.append(update("1")));

        probe.await(DeliveryUpdated.class, event -> event.orderId().equals(order));
        await().untilAsserted(() -> assertThat(rows()).isZero());
    }

    @Test
    void whatRollsBackIsNeverPublished() {
        assertThatThrownBy(() -> outbox.transact(() -> {
                    outbox.append(update("lost"));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        outbox.transact(() -> outbox.append(update("kept")));

        probe.await(DeliveryUpdated.class, event -> event.orderId().equals(order));
        assertThat(texts()).containsExactly("kept");
    }

    @Test
    void appendingOutsideOfATransactionIsAProgrammingError() {
        assertThatThrownBy(() -> outbox.append(update("1"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatADeadProcessLeftBehindIsPublishedBeforeWhatComesNext() {
        leaveBehind("first");

        outbox.transact(() -> outbox.append(update("second")));

        probe.await(
                DeliveryUpdated.class,
                event -> event.text().equals("second") && event.orderId().equals(order));
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void whatADeadProcessLeftBehindIsPublishedBySomebodyElseSoon() {
        leaveBehind("orphan");

        probe.await(DeliveryUpdated.class, event -> event.orderId().equals(order));

        await().untilAsserted(() -> assertThat(rows()).isZero());
    }

    @Test
    void whatAnotherInstanceIsAboutToPublishGoesFirstAndOnce() throws Exception {
        writtenByAnotherInstance("first");
        try (var other = Executors.newSingleThreadExecutor()) {
            var writing = other.submit(() -> outbox.transact(() -> outbox.append(update("second"))));
            await().until(() -> rows() == 2);
            probe.publish(update("first"));
            jdbc.sql("delete from outbox where key = ? and headers ->> 'ce_source' = '/other'")
                    .param(order)
                    .update();
            writing.get();
        }

        probe.await(
                DeliveryUpdated.class,
                event -> event.text().equals("second") && event.orderId().equals(order));
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void whatAnotherInstanceDoesNotPublishAfterAllIsPublishedForIt() {
        writtenByAnotherInstance("first");

        outbox.transact(() -> outbox.append(update("second")));

        probe.await(
                DeliveryUpdated.class,
                event -> event.text().equals("second") && event.orderId().equals(order));
        assertThat(texts()).containsExactly("first", "second");
        await().untilAsserted(() -> assertThat(rows()).isZero());
    }

    @Test
    void eventsOfOneKeyKeepTheirOrderUnderManyInstances() throws Exception {
        counter();
        var instances = Stream.generate(this::anotherInstance).limit(3).toList();
        List<Callable<Void>> writers = IntStream.range(0, 60)
                .mapToObj(number -> (Callable<Void>) () -> {
                    var instance = instances.get(number % instances.size());
                    instance.transact(() -> instance.append(update(increment())));
                    return null;
                })
                .toList();

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var result : threads.invokeAll(writers)) {
                result.get();
            }
        }

        await().untilAsserted(() -> assertThat(texts()).contains("60"));
        // One may come twice, but then it has been there in its place.
        assertThat(texts().stream().distinct())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 60).mapToObj(Integer::toString).toList());
        for (var instance : instances) {
            instance.destroy();
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aKeyThatSomebodyHoldsDoesNotHoldUpTheOthers() {
        var held = "a-" + order;
        leaveBehind(held, "held");
        leaveBehind("behind");

        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            jdbc.sql("select id from outbox where key = ? for update")
                    .param(held)
                    .query(Long.class)
                    .list();
            probe.await(DeliveryUpdated.class, event -> event.orderId().equals(order));
        });

        probe.await(DeliveryUpdated.class, event -> event.orderId().equals(held));
    }

    @Test
    void eventsOfOneKeyKeepTheirOrderUnderManyThreads() throws Exception {
        counter();
        List<Callable<Void>> writers = IntStream.range(0, 60)
                .mapToObj(_ -> (Callable<Void>) () -> {
                    outbox.transact(() -> outbox.append(update(increment())));
                    return null;
                })
                .toList();

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var result : threads.invokeAll(writers)) {
                result.get();
            }
        }

        await().untilAsserted(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(60));
        assertThat(texts())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 60).mapToObj(Integer::toString).toList());
    }

    @Test
    void anEventIsNewOnceAndAgainAfterARollback() {
        var meta = Meta.first("e-1", order, null);

        assertThatThrownBy(() -> outbox.transact(() -> {
                    assertThat(processed.firstTime(meta)).isTrue();
                    throw new IllegalStateException("fails after looking");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(outbox.<Boolean>transact(() -> processed.firstTime(meta))).isTrue();
        assertThat(outbox.<Boolean>transact(() -> processed.firstTime(meta))).isFalse();
    }

    @Test
    void twoSystemsMayCountTheirEventsAlike() {
        assertThat(processed.firstTime(Meta.first("1", order + "-crm", null))).isTrue();
        assertThat(processed.firstTime(Meta.first("1", order + "-email", null))).isTrue();
    }

    private DeliveryUpdated update(String text) {
        return new DeliveryUpdated(
                Meta.first(UUID.randomUUID().toString(), order, null), order, "u-1", "MOVED", text, null);
    }

    private void counter() {
        jdbc.sql("create table if not exists counter (name text primary key, value int not null)")
                .update();
        jdbc.sql("insert into counter values (?, 0)").param(order).update();
    }

    private Outbox anotherInstance() {
        return new Outbox(jdbcTemplate, transactions, events, codec, new SimpleMeterRegistry(), true);
    }

    /** The row lock makes commit order and id order the same, as a service's own state row does. */
    private String increment() {
        return jdbc.sql("update counter set value = value + 1 where name = ? returning value")
                .param(order)
                .query(String.class)
                .single();
    }

    private void leaveBehind(String text) {
        leaveBehind(order, text);
    }

    private void leaveBehind(String order, String text) {
        write(order, text, "/dead", 5);
    }

    private void writtenByAnotherInstance(String text) {
        write(order, text, "/other", 0);
    }

    private void write(String order, String text, String source, int secondsAgo) {
        jdbc.sql("""
                        insert into outbox (topic, key, headers, value, created_at)
                        values ('orders.events', :order, cast(:headers as jsonb), convert_to(:body, 'UTF8'),
                            clock_timestamp() - make_interval(secs => :ago))
                        """)
                .param("ago", secondsAgo)
                .param("order", order)
                .param("headers", """
                        {"ce_specversion": "1.0", "ce_id": "%s", "ce_source": "%s", "ce_subject": "%s",
                         "ce_type": "io.souk.order.delivery-updated.v1", "content-type": "application/json"}""".formatted(UUID.randomUUID(), source, order))
                .param("body", """
                        {"orderId": "%s", "customerId": "u-1", "status": "MOVED", "text": "%s"}""".formatted(order, text))
                .update();
    }

    private int rows() {
        return jdbc.sql("select count(*) from outbox where key = ?")
                .param(order)
                .query(Integer.class)
                .single();
    }

    private List<String> texts() {
        return probe.seen(DeliveryUpdated.class)
                .filter(event -> event.orderId().equals(order))
                .map(DeliveryUpdated::text)
                .toList();
    }
}
