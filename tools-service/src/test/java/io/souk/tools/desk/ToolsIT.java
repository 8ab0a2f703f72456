package io.souk.tools.desk;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.Variants;
import io.souk.kit.Outbox;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import io.souk.tools.admin.TestData;
import io.souk.tools.customers.Customers;
import io.souk.tools.deliveries.TestCarriers;
import io.souk.tools.overview.Overview;
import io.souk.tools.payments.TestBank;
import io.souk.tools.products.Product;
import io.souk.tools.products.Products;
import io.souk.tools.products.Products.Offer;
import io.souk.tools.products.Variant;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** One running tools-service for all integration tests; each test brings a customer of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "souk.tools.sample-data=../deploy/sample/data")
@ActiveProfiles("local")
@Import({TestBank.class, TestCarriers.class, TestData.class})
@RealServers({Server.KAFKA, Server.POSTGRES})
abstract class ToolsIT {
    private static final AtomicInteger ORDER_NUMBER = new AtomicInteger(70_000);
    static EventProbe probe;

    final String customer = "u-" + UUID.randomUUID();
    final String conversation = "c-" + UUID.randomUUID();

    @Autowired
    TestData data;

    @Autowired
    Products products;

    @Autowired
    Customers customers;

    @Autowired
    TestCarriers carriers;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    static void connect() {
        probe = new EventProbe(Infrastructure.kafka());
    }

    @AfterAll
    static void disconnect() {
        probe.close();
    }

    static String newOrderId() {
        return "ORD-" + ORDER_NUMBER.incrementAndGet();
    }

    /** Saves an order and its customer. */
    String bought(Overview order) {
        if (customers.find(order.purchase().customerId()).isEmpty()) {
            data.add(Purchases.customer(order.purchase().customerId()));
        }
        data.add(order);
        return order.id();
    }

    /** Puts a product of one kind into the catalogue. */
    void sells(String productId, String name, String category) {
        var only = Variant.onlyOf(productId, BigDecimal.TEN.setScale(2), true);
        products.save(new Product(name, productId, Map.of(only.itemId(), only)), new Offer(category, null), "");
    }

    String boughtHeadphones() {
        sells("sonara-calm-700", "Sonara Calm 700", "Headphones");
        return bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today().minusDays(6),
                Purchases.item("sonara-calm-700", "Sonara Calm 700", "279.00")));
    }

    /** Of {@link #boughtHeadphones}. */
    static Says wantsHeadphonesBack() {
        return Says.says("I want to return my headphones", Intent.REFUND, Variants.REQUEST)
                .category("Headphones");
    }

    /** Says something in this test's conversation and returns what comes back. */
    EvidenceGathered hears(Says says) {
        var turn = says.in(conversation).turn();
        probe.publish(turn);
        return evidenceOf(turn);
    }

    EvidenceGathered hearsAsCustomer(Says says) {
        return hears(says.by(customer));
    }

    static EvidenceGathered evidenceOf(IntentClassified turn) {
        return probe.await(EvidenceGathered.class, evidence -> evidence.turnId().equals(turn.turnId()));
    }

    static PendingAction pendingOf(EvidenceGathered evidence) {
        return Objects.requireNonNull(evidence.pendingAction());
    }

    static <F extends Finding> F finding(EvidenceGathered evidence, Class<F> type) {
        return evidence.findings().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + evidence));
    }

    static String refusalCode(EvidenceGathered evidence) {
        return finding(evidence, Finding.Refusal.class).code();
    }

    int count(String table) {
        return jdbc.sql("select count(*) from " + table + " where customer_id = ?")
                .param(customer)
                .query(Integer.class)
                .single();
    }
}
