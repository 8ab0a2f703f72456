package io.souk.gateway.privacy;

import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Meta;
import io.souk.kit.Events;
import io.souk.kit.ProblemException;
import io.souk.kit.ServiceClients;
import io.souk.kit.SoukHeaders;
import io.souk.kit.UnpublishedEventException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** A customer's own data. Requests are facts on a topic, so they are kept whoever is away; only Kafka must be there. */
@RestController
@RequestMapping(path = "/api/me/data", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "my data")
class MyDataController {
    private static final Logger log = LoggerFactory.getLogger(MyDataController.class);
    private static final String SOON = "10";

    private final Requests requests;
    private final StoredData data;
    private final Events events;
    private final RestClient tools;

    MyDataController(
            Requests requests, StoredData data, Events events, ServiceClients clients, PrivacyProperties properties) {
        this.requests = requests;
        this.data = data;
        this.events = events;
        this.tools = clients.restClient(properties.toolsUrl());
    }

    @GetMapping
    @Operation(
            summary = "Everything that is kept of me",
            description =
                    "200 with all of it. 202 if a service is away: the Location answers with all of it once the service is back.")
    ResponseEntity<Object> export(@AuthenticationPrincipal @Nullable Jwt jwt) {
        var customer = customer(jwt);
        var gathered = data.of(customer);
        if (gathered.isWhole()) {
            return delivered(customer, UUID.randomUUID().toString(), gathered);
        }
        // Asked again within the hour it is the same request.
        var id = Meta.derivedId(
                "export", customer, Instant.now().truncatedTo(ChronoUnit.HOURS).toString());
        var request = new ExportRequested(Meta.first(id, customer, null), id, now());
        publish(() -> events.publish(request));
        requests.note(request);
        return later(Requests.seen(request, gathered.away()));
    }

    @DeleteMapping
    @Operation(
            summary = "Erase everything that is kept of me",
            description =
                    "Orders that the law wants kept lose name, address and payment details. The account is closed at once. Asking twice is one request.")
    ResponseEntity<Object> erase(@AuthenticationPrincipal @Nullable Jwt jwt) {
        var customer = customer(jwt);
        var request = requests.erasure(customer).orElse(null);
        if (request == null) {
            var id = UUID.randomUUID().toString();
            request = new ErasureRequested(Meta.first(id, customer, null), id, pseudonym(), now(), 1);
            var asked = request;
            publish(() -> events.publish(asked));
            requests.note(request);
        }
        return later(requests.seen(request));
    }

    @GetMapping("/requests/{id}")
    @Operation(summary = "What became of a request; of an export, the data as soon as all of it can be had")
    ResponseEntity<Object> request(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        var customer = customer(jwt);
        var export = requests.export(customer, id);
        if (export != null) {
            var gathered = data.of(customer);
            return gathered.isWhole()
                    ? delivered(customer, id, gathered)
                    : later(Requests.seen(export, gathered.away()));
        }
        var erasure = requests.erasure(customer)
                .filter(request -> request.requestId().equals(id))
                .map(requests::seen);
        try {
            var book = tools.get()
                    .uri("/v1/privacy/requests/{id}", id)
                    .header(SoukHeaders.CUSTOMER, customer)
                    .retrieve()
                    .body(byte[].class);
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(book);
        } catch (HttpClientErrorException.NotFound e) {
            return ResponseEntity.ok(erasure.orElseThrow(() -> new ProblemException(
                    HttpStatus.NOT_FOUND, "request-not-found", "There is no such request of yours.")));
        } catch (RestClientException e) {
            log.warn("tools-service did not answer: {}", e.getClass().getSimpleName());
            return ResponseEntity.ok(erasure.orElseThrow(MyDataController::unavailable));
        }
    }

    private ResponseEntity<Object> delivered(String customer, String requestId, StoredData.Gathered gathered) {
        var meta = Meta.first(Meta.derivedId(requestId, "exported"), customer, null);
        events.publishAsync(new DataExported(meta, requestId, data.services(), now()))
                .exceptionally(error -> {
                    log.warn(
                            "export {} is not in the books: {}",
                            requestId,
                            error.getClass().getSimpleName());
                    return null;
                });
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_JSON)
                .body(gathered.json());
    }

    private static ResponseEntity<Object> later(Requests.Seen request) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/me/data/requests/" + request.id()))
                .header(HttpHeaders.RETRY_AFTER, SOON)
                .body(request);
    }

    private static void publish(Runnable publishing) {
        try {
            publishing.run();
        } catch (UnpublishedEventException e) {
            throw unavailable();
        }
    }

    private static String customer(@Nullable Jwt jwt) {
        if (jwt == null || jwt.getSubject() == null) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "sign-in-required", "Please sign in to see or change what is yours.");
        }
        return jwt.getSubject();
    }

    /** Random: nothing leads from it to the customer but the request itself. */
    private static String pseudonym() {
        return "erased-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "This can't be reached right now. Please try again.");
    }
}
