package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.ErasureRequested;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a service with a database obeys an erasure: once, with its receipt in the same transaction; and what turns up of the
 * customer while the account is closed is refused, and swept away where two transactions passed each other. The service brings the
 * tables of {@code classpath:db/kit-privacy}, and says what it keeps by being a {@link Store}.
 *
 * <p>After that day only a hash of the customer's id is left here. It names nobody who does not know the id already.
 */
public final class ErasedCustomers {
    private static final Logger log = LoggerFactory.getLogger(ErasedCustomers.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final String service;
    private final Store store;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    /** @param service as it signs receipts */
    ErasedCustomers(String service, Store store, Outbox outbox, JdbcClient jdbc, MeterRegistry meters) {
        this.service = service;
        this.store = store;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** What a service keeps of customers. */
    @FunctionalInterface
    public interface Store {
        /**
         * Erases all of it, or puts the pseudonym in its place, within the running transaction.
         *
         * @return how many of what; empty if there was nothing
         */
        Map<String, Long> erase(String customerId, String pseudonym);
    }

    /** Whether what was said or done in this customer's name at that time must not be kept. A guest's may. */
    public boolean isClosed(@Nullable String customerId, Instant when) {
        return customerId != null
                && jdbc.sql("""
                                select exists (
                                    select from erased_customer where customer_hash = :hash and closed_until > :when)""")
                        .param("hash", hash(customerId))
                        .param("when", when.atOffset(UTC))
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Erases, and answers with a receipt. A redelivery does nothing; asked anew, it looks again and answers again.
     *
     * @return what stands for the customer: of two requests in one day, the first one's pseudonym
     */
    public String obey(ErasureRequested request) {
        return outbox.<String>transact(() -> {
            var pseudonym = close(request);
            var former = former(request.requestId());
            if (former.isPresent() && former.get().attempt() >= request.attempt()) {
                return pseudonym;
            }
            var counts = new LinkedHashMap<>(former.map(Receipt::counts).orElse(Map.of()));
            store.erase(request.customerId(), pseudonym).forEach((what, count) -> counts.merge(what, count, Long::sum));
            var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            jdbc.sql("""
                            insert into erasure_receipt (request_id, attempt, counts, erased_at)
                            values (:id, :attempt, cast(:counts as json), :at)
                            on conflict (request_id) do update
                            set attempt = excluded.attempt, counts = excluded.counts, erased_at = excluded.erased_at""")
                    .param("id", request.requestId())
                    .param("attempt", request.attempt())
                    .param("counts", JSON.writeValueAsString(counts))
                    .param("at", at.atOffset(UTC))
                    .update();
            outbox.append(
                    new DataErased(request.meta().next("erased/" + service), request.requestId(), service, counts, at));
            return pseudonym;
        });
    }

    /** What slipped in beside an erasure goes too; an account that is open again is no longer known by its id. */
    @Scheduled(fixedDelayString = "${souk.privacy.sweep:PT1M}", initialDelayString = "${souk.privacy.sweep:PT1M}")
    public void sweep() {
        jdbc.sql("update erased_customer set customer_id = null where customer_id is not null and closed_until < now()")
                .update();
        var closed = jdbc.sql("select customer_id, pseudonym from erased_customer where customer_id is not null")
                .query((row, _) -> Map.entry(row.getString("customer_id"), row.getString("pseudonym")))
                .list();
        for (var customer : closed) {
            var late = outbox.<Map<String, Long>>transact(() -> store.erase(customer.getKey(), customer.getValue()));
            var rows = late.values().stream().mapToLong(Long::longValue).sum();
            if (rows > 0) {
                log.info("{}: {} rows came after the erasure and went as well", customer.getValue(), rows);
                meters.counter("souk.privacy.late").increment((double) rows);
            }
        }
    }

    /** What an erased customer is still recognised by. */
    public static String hash(String customerId) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(customerId.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Closes the account; two requests for one customer take turns here. The first pseudonym stays while it is closed. */
    private String close(ErasureRequested request) {
        return jdbc.sql("""
                        insert into erased_customer as known (customer_hash, customer_id, pseudonym, closed_until)
                        values (:hash, :id, :pseudonym, :until)
                        on conflict (customer_hash) do update set
                            customer_id = excluded.customer_id,
                            pseudonym = case when known.closed_until > :requested
                                then known.pseudonym else excluded.pseudonym end,
                            closed_until = greatest(known.closed_until, excluded.closed_until)
                        returning pseudonym""")
                .param("hash", hash(request.customerId()))
                .param("id", request.customerId())
                .param("pseudonym", request.pseudonym())
                .param("until", request.closedUntil().atOffset(UTC))
                .param("requested", request.requestedAt().atOffset(UTC))
                .query(String.class)
                .single();
    }

    private Optional<Receipt> former(String requestId) {
        return jdbc.sql("select attempt, counts from erasure_receipt where request_id = :id")
                .param("id", requestId)
                .query((row, _) -> new Receipt(row.getInt("attempt"), JSON.readValue(row.getString("counts"), COUNTS)))
                .optional();
    }

    private record Receipt(int attempt, Map<String, Long> counts) {}
}
