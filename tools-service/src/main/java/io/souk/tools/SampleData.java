package io.souk.tools;

import io.souk.kit.Outbox;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample customers and their orders, loaded once into an empty database. The files count in days before and after today, so
 * that "in transit, expected the day after tomorrow" is true on the day somebody tries Souk.
 */
@Component
@Profile("local")
class SampleData implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(SampleData.class);
    /** Any number: two instances that start together must not both load. */
    private static final long LOCK = 7_310_001L;

    private final Customers customers;
    private final Orders orders;
    private final Refunds refunds;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final String folder;

    SampleData(
            Customers customers,
            Orders orders,
            Refunds refunds,
            Outbox outbox,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            ToolsProperties properties) {
        this.customers = customers;
        this.orders = orders;
        this.refunds = refunds;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.folder = properties.sampleData();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (folder.isBlank()) {
            log.info("no sample data: SOUK_SAMPLE_DATA is not set");
            return;
        }
        var loaded = outbox.<Integer>transact(() -> {
            jdbc.sql("select 1 from (select pg_advisory_xact_lock(?)) locked")
                    .param(LOCK)
                    .query()
                    .singleValue();
            return orders.count() == 0 ? load(Path.of(folder)) : 0;
        });
        log.info("{} sample orders loaded", loaded);
    }

    private int load(Path from) {
        customers.saveAll(read(from.resolve("customers.json"), new TypeReference<List<SampleCustomer>>() {}).stream()
                .map(SampleCustomer::customer)
                .toList());
        var samples = read(from.resolve("orders.json"), new TypeReference<List<SampleOrder>>() {});
        var today = LocalDate.now(clock);
        for (var sample : samples) {
            var order = orders.saveAndFlush(sample.order(today, clock.getZone()));
            if (order.status() == OrderStatus.REFUNDED) {
                refunds.save(paidRefund(order));
            }
        }
        return samples.size();
    }

    private Refund paidRefund(PurchaseOrder order) {
        var at = order.lastStep("refunded");
        var amount = order.items().stream().map(OrderItem::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Refund(
                "RF-%06d".formatted(refunds.nextNumber()),
                order,
                order.lines().stream().map(Line::number).toList(),
                Refund.PAID,
                amount,
                null,
                null,
                at == null ? clock.instant() : at);
    }

    private <T> List<T> read(Path file, TypeReference<List<T>> type) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("SOUK_SAMPLE_DATA: cannot read " + file.toAbsolutePath());
        }
        return json.readValue(file, type);
    }

    private record SampleCustomer(
            String id,
            String username,
            String firstName,
            String lastName,
            String email,
            Address address,
            List<PaymentMethod> paymentMethods) {
        Customer customer() {
            return new Customer(id, username, firstName, lastName, email, address, paymentMethods);
        }
    }

    private record SampleOrder(
            String id,
            String customerId,
            OrderStatus status,
            int placedDaysAgo,
            List<OrderItem> items,
            BigDecimal shippingCost,
            String currency,
            String paymentMethod,
            Address address,
            @Nullable SampleDelivery delivery) {
        PurchaseOrder order(LocalDate today, ZoneId zone) {
            var order = new PurchaseOrder(
                    id,
                    customerId,
                    status,
                    today.minusDays(placedDaysAgo),
                    items,
                    shippingCost,
                    currency,
                    paymentMethod,
                    address);
            if (delivery != null) {
                delivery.shipTo(order, today, zone);
            }
            return order;
        }
    }

    private record SampleDelivery(
            String carrier,
            @Nullable String trackingNumber,
            @Nullable Integer expectedInDays,
            @Nullable Integer deliveredDaysAgo,
            @Nullable List<SampleStep> events) {
        void shipTo(PurchaseOrder order, LocalDate today, ZoneId zone) {
            order.ship(
                    carrier,
                    trackingNumber,
                    expectedInDays == null ? null : today.plusDays(expectedInDays),
                    deliveredDaysAgo == null ? null : today.minusDays(deliveredDaysAgo),
                    Objects.requireNonNullElse(events, List.<SampleStep>of()).stream()
                            .map(step -> step.on(today, zone))
                            .toList());
        }
    }

    private record SampleStep(int daysAgo, LocalTime time, String status, String place, String text) {
        TrackingStep on(LocalDate today, ZoneId zone) {
            var at = today.minusDays(daysAgo).atTime(time).atZone(zone).toInstant();
            return new TrackingStep(at, status, place, text);
        }
    }
}
