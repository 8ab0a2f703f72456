package io.souk.gateway.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What customers have asked lately, as the topic tells it to every instance from its beginning: the gateway keeps nothing itself.
 * Knows whose account is closed, and what became of a request while the service that keeps book is away.
 */
@Component
class Requests implements BiPredicate<String, Instant> {
    /** What the topic forgets may be forgotten here: Kafka's own default is 7 days. */
    private static final Duration REMEMBERED = Duration.ofDays(8);

    private final Cache<String, ErasureRequested> erasures = remembering();
    private final Cache<String, List<DataErased>> receipts = remembering();
    private final Cache<String, ExportRequested> exports = remembering();

    private static <V> Cache<String, V> remembering() {
        return Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(1_000_000)
                .build();
    }

    void note(ErasureRequested request) {
        erasures.asMap()
                .merge(
                        request.customerId(),
                        request,
                        // The first of a day counts, however often it is asked again.
                        (former, next) -> next.requestedAt().isBefore(former.closedUntil()) ? former : next);
    }

    void note(DataErased receipt) {
        receipts.asMap().compute(receipt.requestId(), (_, former) -> {
            var all = new ArrayList<>(former == null ? List.of() : former);
            if (all.stream().noneMatch(known -> known.service().equals(receipt.service()))) {
                all.add(receipt);
            }
            return List.copyOf(all);
        });
    }

    void note(ExportRequested request) {
        exports.asMap().putIfAbsent(request.requestId(), request);
    }

    /** Whether a token of this customer that was issued then is worth nothing any more. */
    @Override
    public boolean test(String customerId, Instant issuedAt) {
        var request = erasures.getIfPresent(customerId);
        return request != null
                && (Instant.now().isBefore(request.closedUntil()) || issuedAt.isBefore(request.closedUntil()));
    }

    /** The customer's erasure, if the account is still closed after it. */
    Optional<ErasureRequested> erasure(String customerId) {
        return Optional.ofNullable(erasures.getIfPresent(customerId))
                .filter(request -> Instant.now().isBefore(request.closedUntil()));
    }

    /** The customer's export of this id. */
    @Nullable
    ExportRequested export(String customerId, String requestId) {
        var request = exports.getIfPresent(requestId);
        return request != null && request.customerId().equals(customerId) ? request : null;
    }

    /** A request as its customer sees it; {@code tools-service} has more of it. */
    record Seen(
            String id,
            String kind,
            String state,
            Instant requestedAt,
            List<Receipt> receipts,
            List<String> waitingFor) {}

    /** What one service has done. */
    record Receipt(String service, Map<String, Long> counts, Instant at) {}

    Seen seen(ErasureRequested request) {
        var all =
                Optional.ofNullable(receipts.getIfPresent(request.requestId())).orElse(List.of());
        return new Seen(
                request.requestId(),
                "erasure",
                "open",
                request.requestedAt(),
                all.stream()
                        .map(receipt -> new Receipt(receipt.service(), receipt.counts(), receipt.erasedAt()))
                        .toList(),
                List.of());
    }

    static Seen seen(ExportRequested request, List<String> away) {
        return new Seen(request.requestId(), "export", "open", request.requestedAt(), List.of(), away);
    }
}
