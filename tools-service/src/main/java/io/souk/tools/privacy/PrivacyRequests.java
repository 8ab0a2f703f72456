package io.souk.tools.privacy;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Meta;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.Outbox;
import io.souk.tools.audit.AuditLog;
import io.souk.tools.audit.By;
import io.souk.tools.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * Keeps book of what customers asked about their data, for all services: requested, receipt by receipt, done. What has not been
 * answered is asked for again, so a request is done as soon as everybody has been there. Every step is in the audit log.
 */
@Component
class PrivacyRequests {
    private static final String CHANNEL = "privacy";
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final ErasedCustomers erasedCustomers;
    private final AuditLog audit;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final PrivacyProperties properties;
    private volatile long open;
    private volatile double oldest;

    PrivacyRequests(
            ErasedCustomers erasedCustomers,
            AuditLog audit,
            Outbox outbox,
            JdbcClient jdbc,
            PrivacyProperties properties,
            MeterRegistry meters) {
        this.erasedCustomers = erasedCustomers;
        this.audit = audit;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.properties = properties;
        Gauge.builder("souk.privacy.erasures.open", this, requests -> (double) requests.open)
                .description("Erasures that somebody has not confirmed yet")
                .register(meters);
        Gauge.builder("souk.privacy.erasures.oldest", this, requests -> requests.oldest)
                .description("Age of the oldest of them")
                .baseUnit("seconds")
                .register(meters);
    }

    /**
     * A request as its customer sees it.
     *
     * @param kind {@code erasure} or {@code export}
     * @param state {@code open} or {@code done}
     * @param waitingFor who has not confirmed yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            String id,
            String kind,
            String state,
            Instant requestedAt,
            @Nullable Instant completedAt,
            List<Receipt> receipts,
            List<String> waitingFor) {}

    /** What one service has done. */
    record Receipt(String service, Map<String, Long> counts, Instant at) {}

    /** In the books first: should the erasure itself fail, it is asked for again like any other that is not confirmed. */
    void erase(ErasureRequested request) {
        outbox.transact(() -> {
            var isNew = jdbc.sql("""
                            insert into privacy_request (id, kind, customer_hash, customer_id, pseudonym, requested_at)
                            values (?, 'erasure', ?, ?, ?, ?) on conflict do nothing""")
                            .params(
                                    request.requestId(),
                                    ErasedCustomers.hash(request.customerId()),
                                    request.customerId(),
                                    request.pseudonym(),
                                    request.requestedAt().atOffset(UTC))
                            .update()
                    == 1;
            if (isNew) {
                audit(
                        request.requestId(),
                        request.pseudonym(),
                        "erasure_requested",
                        Map.of("at", request.requestedAt()));
            }
        });
        var pseudonym = erasedCustomers.obey(request);
        if (!pseudonym.equals(request.pseudonym())) {
            jdbc.sql("update privacy_request set pseudonym = ? where id = ?")
                    .params(pseudonym, request.requestId())
                    .update();
        }
    }

    void erased(DataErased receipt) {
        outbox.transact(() -> {
            // The row's lock makes the last two receipts take turns, so that one of them sees both.
            var pseudonym = jdbc.sql(
                            "select pseudonym from privacy_request where id = ? and kind = 'erasure' for update")
                    .param(receipt.requestId())
                    .query(String.class)
                    .optional();
            if (pseudonym.isEmpty()) {
                return;
            }
            var isFirst = jdbc.sql("""
                            insert into privacy_receipt as known (request_id, service, counts, at)
                            values (?, ?, cast(? as json), ?)
                            on conflict (request_id, service) do update set counts = excluded.counts
                            returning xmax = 0""")
                    .params(
                            receipt.requestId(),
                            receipt.service(),
                            Json.text(receipt.counts()),
                            receipt.erasedAt().atOffset(UTC))
                    .query(Boolean.class)
                    .single();
            if (!isFirst) {
                return;
            }
            audit(
                    receipt.requestId(),
                    pseudonym.get(),
                    "data_erased",
                    Map.of("service", receipt.service(), "counts", receipt.counts()));
            if (waitingFor(receipt.requestId()).isEmpty()) {
                jdbc.sql("update privacy_request set completed_at = now(), customer_id = null where id = ?")
                        .param(receipt.requestId())
                        .update();
                audit(receipt.requestId(), pseudonym.get(), "erasure_completed", Map.of());
            }
        });
    }

    void export(ExportRequested request) {
        outbox.transact(() -> {
            if (!erasedCustomers.isClosed(request.customerId(), request.meta().time())
                    && insertExport(request.requestId(), request.customerId(), request.requestedAt())) {
                audit(request.requestId(), request.customerId(), "export_requested", Map.of());
            }
        });
    }

    void exported(DataExported exported) {
        outbox.transact(() -> {
            if (erasedCustomers.isClosed(exported.customerId(), exported.meta().time())) {
                return;
            }
            insertExport(exported.requestId(), exported.customerId(), exported.exportedAt());
            var isNew = jdbc.sql("""
                            update privacy_request set completed_at = ?, customer_id = null
                            where id = ? and kind = 'export' and completed_at is null""")
                            .params(exported.exportedAt().atOffset(UTC), exported.requestId())
                            .update()
                    == 1;
            if (isNew) {
                audit(
                        exported.requestId(),
                        exported.customerId(),
                        "data_exported",
                        Map.of("services", exported.services()));
            }
        });
    }

    /** Somebody else's request does not exist. */
    Optional<Seen> find(String id, String customer) {
        return jdbc.sql("""
                        select id, kind, requested_at, completed_at from privacy_request
                        where id = ? and customer_hash = ?""")
                .params(id, ErasedCustomers.hash(customer))
                .query((row, _) -> seen(row))
                .optional();
    }

    /** Asks again for what has not been confirmed, and says how much that is. Several instances share the work. */
    @Scheduled(fixedDelayString = "${souk.privacy.check:PT15S}")
    void askAgain() {
        outbox.transact(() -> jdbc.sql("""
                        update privacy_request set attempt = attempt + 1, asked_at = now()
                        where id in (
                            select id from privacy_request
                            where kind = 'erasure' and completed_at is null
                                and asked_at < now() - make_interval(secs => least(? * power(2, attempt - 1), 3600))
                            order by asked_at limit 100 for update skip locked)
                        returning id, customer_id, pseudonym, requested_at, attempt""")
                .param(properties.askAgain().toMillis() / 1000.0)
                .query((row, _) -> request(row))
                .list()
                .forEach(outbox::append));
        jdbc.sql("""
                        select count(*) as open,
                            coalesce(extract(epoch from now() - min(requested_at)), 0) as oldest
                        from privacy_request where kind = 'erasure' and completed_at is null""").query(row -> {
            open = row.getLong("open");
            oldest = row.getDouble("oldest");
        });
    }

    private static ErasureRequested request(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var attempt = row.getInt("attempt");
        var meta = new Meta(
                Meta.derivedId(id, "attempt", Integer.toString(attempt)),
                row.getString("customer_id"),
                null,
                id,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return new ErasureRequested(meta, id, row.getString("pseudonym"), instant(row, "requested_at"), attempt);
    }

    private boolean insertExport(String id, String customer, Instant requestedAt) {
        return jdbc.sql("""
                        insert into privacy_request (id, kind, customer_hash, customer_id, requested_at)
                        values (?, 'export', ?, ?, ?) on conflict do nothing""")
                        .params(id, ErasedCustomers.hash(customer), customer, requestedAt.atOffset(UTC))
                        .update()
                == 1;
    }

    private Seen seen(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var completedAt = row.getObject("completed_at", OffsetDateTime.class);
        var isErasure = row.getString("kind").equals("erasure");
        return new Seen(
                id,
                row.getString("kind"),
                completedAt == null ? "open" : "done",
                instant(row, "requested_at"),
                completedAt == null ? null : completedAt.toInstant(),
                receipts(id),
                completedAt == null && isErasure ? waitingFor(id) : List.of());
    }

    private List<Receipt> receipts(String id) {
        return jdbc.sql("select service, counts, at from privacy_receipt where request_id = ? order by at, service")
                .param(id)
                .query((row, _) -> new Receipt(
                        row.getString("service"),
                        Json.MAPPER.readValue(row.getString("counts"), COUNTS),
                        instant(row, "at")))
                .list();
    }

    private List<String> waitingFor(String id) {
        var waiting = new ArrayList<>(properties.stores());
        receipts(id).forEach(receipt -> waiting.remove(receipt.service()));
        waiting.sort(null);
        return waiting;
    }

    private void audit(String requestId, String customer, String operation, Map<String, ?> what) {
        audit.append(
                new By("customer:" + customer, customer, CHANNEL, null, null, requestId),
                operation,
                customer,
                null,
                null,
                what);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
