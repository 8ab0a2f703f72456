package io.souk.tools.admin;

import io.souk.kit.Outbox;
import io.souk.tools.ToolsProperties;
import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.Customer.Name;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.deliveries.Delivery;
import io.souk.tools.deliveries.DeliveryStore;
import io.souk.tools.deliveries.TrackingStep;
import io.souk.tools.json.Json;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Order.Fulfillment;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.PaymentEntry;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.refunds.Refund;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refunds.Refunds;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

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

    private final DataSets dataSets;
    private final Orders orders;
    private final DeliveryStore deliveries;
    private final Refunds refunds;
    private final RefundRules rules;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String folder;

    SampleData(
            DataSets dataSets,
            Orders orders,
            DeliveryStore deliveries,
            Refunds refunds,
            RefundRules rules,
            Outbox outbox,
            JdbcClient jdbc,
            Clock clock,
            ToolsProperties properties) {
        this.dataSets = dataSets;
        this.orders = orders;
        this.deliveries = deliveries;
        this.refunds = refunds;
        this.rules = rules;
        this.outbox = outbox;
        this.jdbc = jdbc;
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
            return isEmpty() ? load(Path.of(folder)) : 0;
        });
        log.info("{} sample orders loaded", loaded);
    }

    private boolean isEmpty() {
        return jdbc.sql("select not exists (select from purchase_order)")
                .query(Boolean.class)
                .single();
    }

    private int load(Path from) {
        var people = read(from.resolve("customers.json"), new TypeReference<List<SampleCustomer>>() {});
        var samples = read(from.resolve("orders.json"), new TypeReference<List<SampleOrder>>() {});
        dataSets.merge(new DataSet(
                people.stream().map(person -> person.customer(samples)).toList(),
                List.of(),
                samples.stream().map(SampleOrder::order).toList()));
        var today = LocalDate.now(clock);
        for (var sample : samples) {
            jdbc.sql("update purchase_order set placed_on = ?, shipping_cost = ?, currency = ? where id = ?")
                    .params(
                            today.minusDays(sample.placedDaysAgo()),
                            sample.shippingCost(),
                            sample.currency(),
                            sample.id())
                    .update();
            if (sample.delivery() != null) {
                deliveries.save(sample.delivery().parcel(sample.id(), clock));
            }
            if (sample.status().equals(Status.RETURN_REQUESTED)
                    || sample.status().equals(Status.CANCELLED)) {
                refunds.save(paid(orders.find(sample.id()).orElseThrow(), people));
            }
        }
        return samples.size();
    }

    private Refund paid(Purchase purchase, List<SampleCustomer> people) {
        var at = deliveries
                .find(purchase.id())
                .map(parcel -> parcel.lastStep("refunded"))
                .or(() -> Optional.ofNullable(purchase.placedOn())
                        .map(day ->
                                day.plusDays(1).atStartOfDay(clock.getZone()).toInstant()))
                .orElseGet(clock::instant);
        var method = Objects.requireNonNull(purchase.order().originalPaymentMethod());
        var label = people.stream()
                .flatMap(person -> person.paymentMethods().stream())
                .filter(one -> one.id().equals(method))
                .map(PaymentMethod::label)
                .findFirst()
                .orElseThrow();
        var lines = OrderLines.places(purchase.order());
        return new Refund(
                "RF-%06d".formatted(refunds.nextNumber()),
                purchase,
                lines,
                Refund.PAID,
                rules.amount(purchase, lines),
                method,
                label,
                null,
                null,
                at);
    }

    private static <T> List<T> read(Path file, TypeReference<List<T>> type) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("SOUK_SAMPLE_DATA: cannot read " + file.toAbsolutePath());
        }
        return Json.MAPPER.readValue(file, type);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record SampleCustomer(
            String id, Name name, String email, Address address, List<PaymentMethod> paymentMethods) {
        Customer customer(List<SampleOrder> orders) {
            var methods = new LinkedHashMap<String, PaymentMethod>();
            paymentMethods.forEach(method -> methods.put(method.id(), method));
            var own = orders.stream()
                    .filter(order -> order.customerId().equals(id))
                    .map(SampleOrder::id)
                    .toList();
            return new Customer(id, new Customer.Profile(name, address, email, methods, own));
        }
    }

    private record SampleOrder(
            String id,
            String customerId,
            String status,
            int placedDaysAgo,
            List<Line> items,
            BigDecimal shippingCost,
            String currency,
            String paymentMethodId,
            Address address,
            @Nullable SampleDelivery delivery) {
        Order order() {
            var total = items.stream().map(Line::price).reduce(shippingCost, BigDecimal::add);
            var payments = new ArrayList<PaymentEntry>();
            payments.add(PaymentEntry.payment(total, paymentMethodId));
            if (status.equals(Status.CANCELLED)) {
                payments.add(PaymentEntry.refund(total, paymentMethodId));
            }
            var number = delivery == null ? null : delivery.trackingNumber();
            var ids = items.stream().map(Line::itemId).toList();
            var sent = number == null ? List.<Fulfillment>of() : List.of(new Fulfillment(List.of(number), ids));
            var order = Order.fresh(id, customerId, address, items, sent, status, payments);
            return status.equals(Status.RETURN_REQUESTED) ? order.toBeReturned(ids, paymentMethodId) : order;
        }
    }

    private record SampleDelivery(
            String carrier,
            @Nullable String trackingNumber,
            String state,
            @Nullable Integer expectedInDays,
            @Nullable Integer deliveredDaysAgo,
            @Nullable List<SampleStep> events) {
        Delivery parcel(String orderId, Clock clock) {
            var today = LocalDate.now(clock);
            return new Delivery(
                    orderId,
                    carrier,
                    trackingNumber,
                    state,
                    expectedInDays == null ? null : today.plusDays(expectedInDays),
                    deliveredDaysAgo == null ? null : today.minusDays(deliveredDaysAgo),
                    Objects.requireNonNullElse(events, List.<SampleStep>of()).stream()
                            .map(step -> step.on(today, clock))
                            .toList());
        }
    }

    private record SampleStep(int daysAgo, LocalTime time, String status, String place, String text) {
        /** Early in the morning some of today's steps would still lie ahead. */
        TrackingStep on(LocalDate today, Clock clock) {
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var at = today.minusDays(daysAgo)
                    .atTime(time)
                    .atZone(clock.getZone())
                    .toInstant();
            return new TrackingStep(at.isAfter(now) ? now : at, status, place, text);
        }
    }
}
