package io.souk.gateway.seller;

import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import io.souk.gateway.seller.ProductText.RefusedProduct;
import io.souk.kit.Events;
import io.souk.kit.ProblemException;
import io.souk.kit.ServiceClients;
import io.souk.kit.UnpublishedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Puts sellers' products on the catalogue's topic, their own only. graph-service knows whose a product is. */
@Component
class Catalogue {
    private static final int BATCH = 500;
    private static final int MOST_REASONS = 1_000;
    private static final ParameterizedTypeReference<Map<String, String>> SELLERS =
            new ParameterizedTypeReference<>() {};

    private final RestClient graph;
    private final Events events;

    Catalogue(ServiceClients clients, SellerProperties properties, Events events) {
        this.graph = clients.restClient(properties.graphUrl());
        this.events = events;
    }

    /**
     * What came of an import.
     *
     * @param lines the refused ones, the first thousand of them
     */
    record Report(int taken, int refused, List<RefusedLine> lines) {}

    record RefusedLine(int line, @Nullable String id, String reason) {}

    void put(ProductUpserted product, String seller) {
        ownOnly(product.id(), seller);
        await(List.of(events.publishAsync(product)));
    }

    /** Takes a product out; one that is not there is gone already. */
    void remove(String id, String seller) {
        ownOnly(id, seller);
        await(List.of(events.removeAsync(Topics.PRODUCTS, id)));
    }

    /** Publishes what is right and reports what is not. What was published before a failure stays published; a repeat does no harm. */
    Report importAll(InputStream body, boolean csv, String seller) throws IOException {
        var lines = new Lines(body, csv);
        var run = new Import(seller);
        List<String> columns = List.of();
        var separator = ',';
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.text() == null) {
                run.refuse(line.number(), null, line.problem());
            } else if (csv && columns.isEmpty()) {
                separator = line.text().indexOf(';') >= 0 && line.text().indexOf(',') < 0 ? ';' : ',';
                columns = Lines.cells(line.text(), separator);
            } else {
                try {
                    run.add(
                            line.number(),
                            csv
                                    ? ProductText.row(columns, Lines.cells(line.text(), separator), seller)
                                    : ProductText.json(line.text(), seller));
                } catch (RefusedProduct e) {
                    run.refuse(line.number(), null, String.valueOf(e.getMessage()));
                }
            }
        }
        return run.finish();
    }

    private final class Import {
        private final String seller;
        private final List<RefusedLine> reasons = new ArrayList<>();
        private final List<ProductUpserted> batch = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private List<CompletableFuture<Void>> sent = List.of();
        private int taken;
        private int refused;

        Import(String seller) {
            this.seller = seller;
        }

        void add(int line, ProductUpserted product) {
            batch.add(product);
            numbers.add(line);
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void refuse(int line, @Nullable String id, String reason) {
            refused++;
            if (reasons.size() < MOST_REASONS) {
                reasons.add(new RefusedLine(line, id, reason));
            }
        }

        Report finish() {
            flush();
            await(sent);
            reasons.sort(Comparator.comparingInt(RefusedLine::line));
            return new Report(taken, refused, reasons);
        }

        /** Sends a batch while the one before it is being acknowledged. */
        private void flush() {
            if (batch.isEmpty()) {
                return;
            }
            var owners = owners(batch.stream().map(ProductUpserted::id).toList());
            var sending = new ArrayList<CompletableFuture<Void>>();
            for (var at = 0; at < batch.size(); at++) {
                var product = batch.get(at);
                if (seller.equals(owners.getOrDefault(product.id(), seller))) {
                    sending.add(events.publishAsync(product));
                    taken++;
                } else {
                    refuse(numbers.get(at), product.id(), "the product belongs to another seller");
                }
            }
            await(sent);
            sent = sending;
            batch.clear();
            numbers.clear();
        }
    }

    private void ownOnly(String id, String seller) {
        if (!seller.equals(owners(List.of(id)).getOrDefault(id, seller))) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "not-your-product", "This product belongs to another seller.");
        }
    }

    private Map<String, String> owners(Collection<String> ids) {
        try {
            var owners = graph.post()
                    .uri("/v1/products/sellers")
                    .body(ids)
                    .retrieve()
                    .body(SELLERS);
            return owners == null ? Map.of() : owners;
        } catch (RestClientException e) {
            throw unavailable();
        }
    }

    private static void await(List<CompletableFuture<Void>> sent) {
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnpublishedEventException) {
                throw unavailable();
            }
            throw e;
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "The catalogue can't be reached right now. Please try again; repeating does no harm.");
    }
}
