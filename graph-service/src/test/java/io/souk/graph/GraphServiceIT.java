package io.souk.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.OrderPlaced;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.events.Variants;
import io.souk.graph.products.ProductGraph;
import io.souk.graph.purchases.Purchases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.client.RestClient;

class GraphServiceIT extends RunningGraph {
    private final String x1 = "x1-" + run;
    private final String x2 = "x2-" + run;
    private final String dock = "dock-" + run;

    @Autowired
    Purchases purchases;

    @BeforeEach
    void fillTheCatalogue() {
        // The dock comes before the laptops it points at: order between products is no promise.
        publish(dock, "Docks-" + run, "199.00", Map.of("Power to host", "96 W"), x1);
        publish(x1, "Laptops-" + run, "1299.00", Map.of("Memory", "16 GB", "Weight", "1.29 kg"));
        publish(x2, "Laptops-" + run, "1599.00", Map.of("Memory", "32 GB", "Weight", "1.29 kg"));
        await().untilAsserted(
                        () -> assertThat(graph.findAll(List.of(x1, x2, dock))).hasSize(3));
    }

    @Test
    void comparesTheTwoProductsThatAreNamed() {
        var comparison = only(Comparison.class, ask(Intent.COMPARISON, null, x1, x2));

        assertThat(comparison.products()).extracting(ProductView::id).containsExactly(x1, x2);
        assertThat(comparison.rows())
                .anySatisfy(row -> {
                    assertThat(row.name()).isEqualTo("Memory");
                    assertThat(row.best()).isEqualTo(1);
                })
                .anySatisfy(row -> {
                    assertThat(row.name()).isEqualTo("Weight");
                    assertThat(row.differs()).isFalse();
                });
    }

    @Test
    void whatWorksWithALaptopIsSaidWithItsReason() {
        var compatibility = only(Compatibility.class, ask(Intent.COMPATIBILITY, null, x1));

        assertThat(compatibility.matches()).singleElement().satisfies(match -> {
            assertThat(match.product().id()).isEqualTo(dock);
            assertThat(match.reason()).isEqualTo("it has the port");
        });
        assertThat(only(Compatibility.class, ask(Intent.COMPATIBILITY, null, x2))
                        .matches())
                .isEmpty();
    }

    @Test
    void theAnswerChangesWhenTheRelationIsTakenAway() {
        publish(dock, "Docks-" + run, "199.00", Map.of());

        await().untilAsserted(() -> assertThat(compatible(x1)).isEmpty());
    }

    @Test
    void aCategoryIsListedCheapestFirst() {
        var listed = only(Products.class, askOfKinds(Intent.PRODUCT_INFO, Variants.LIST, "u-nobody", "Laptops-" + run));

        assertThat(listed.products()).extracting(ProductView::id).containsExactly(x1, x2);
    }

    @Test
    void whatIsForAKindOfProductIsListedIfNoneOfThatKindWasBought() {
        var listed = only(
                Products.class, askOfKinds(Intent.COMPATIBILITY, null, "u-nobody", "Docks-" + run, "Laptops-" + run));

        assertThat(listed.products()).extracting(ProductView::id).containsExactly(dock);
    }

    @Test
    void whatIsForAKindOfProductIsForTheOneThatWasBought() {
        var customer = "u-" + run;
        probe.publish(new OrderPlaced(
                Meta.first(UUID.randomUUID().toString(), "K-" + run, null),
                "K-" + run,
                customer,
                LocalDate.of(2026, 11, 1),
                List.of(new OrderLine(x1, "Product " + x1, 1, BigDecimal.TEN))));
        await().until(() -> !purchases.of(customer).isEmpty());

        var fitting = only(
                Compatibility.class,
                askOfKinds(Intent.COMPATIBILITY, null, customer, "Docks-" + run, "Laptops-" + run));

        assertThat(fitting.matches()).extracting(match -> match.product().id()).containsExactly(dock);
    }

    @Test
    void similarProductsAreOfTheSameCategory() {
        assertThat(only(Products.class, ask(Intent.RECOMMENDATION, null, x1)).products())
                .extracting(ProductView::id)
                .containsExactly(x2);
    }

    @Test
    void aProductThatIsGoneIsNotFoundAndItsRelationsComeBackWithIt() {
        probe.publishRaw(Topics.PRODUCTS, x1, null, Map.of());

        await().untilAsserted(() -> assertThat(graph.find(x1)).isEmpty());
        assertThat(ask(Intent.PRODUCT_INFO, Variants.ABOUT, x1).outcome()).isEqualTo(Outcome.NOTHING);

        publish(x1, "Laptops-" + run, "1299.00", Map.of());
        await().untilAsserted(() -> assertThat(compatible(x1)).hasSize(1));
    }

    @Test
    void aNewPriceReplacesTheOldOne() {
        publish(x1, "Laptops-" + run, "999.50", Map.of("Memory", "8 GB"));

        await().untilAsserted(() -> assertThat(graph.find(x1)).hasValueSatisfying(product -> {
            assertThat(product.price()).isEqualByComparingTo("999.50");
            assertThat(product.specs()).containsExactly(Map.entry("Memory", "8 GB"));
        }));
    }

    @Test
    void aRedeliveredTurnGetsTheSameEvidenceId() {
        var event = turn(Intent.COMPARISON, null, x1, x2);

        probe.publish(event);
        probe.publish(event);

        await().untilAsserted(() -> assertThat(evidenceOf(event)).hasSize(2));
        assertThat(evidenceOf(event).map(evidence -> evidence.meta().id()).distinct())
                .hasSize(1);
    }

    @Test
    void poisonIsSetAsideAndTheNextIsAnswered() {
        var garbage = ("no event " + run).getBytes(UTF_8);

        probe.publishRaw(Topics.INTENTS, "c-" + run, garbage, Map.of());
        probe.publishRaw(Topics.PRODUCTS, x1, garbage, Map.of());

        probe.awaitDeadLetter(Topics.INTENTS, garbage);
        probe.awaitDeadLetter(Topics.PRODUCTS, garbage);
        assertThat(ask(Intent.COMPARISON, null, x1, x2).outcome()).isEqualTo(Outcome.FOUND);
        publish(x1, "Laptops-" + run, "1.00", Map.of());
        await().untilAsserted(
                        () -> assertThat(graph.find(x1).orElseThrow().price()).isEqualByComparingTo("1.00"));
    }

    @Test
    void searchForgivesATypoAndIgnoresTheIndexsOwnSyntax() {
        assertThat(search("Prodct " + x1 + " AND (").products())
                .extracting(ProductView::id)
                .contains(x1);
        assertThat(search("*:* OR ~ \"").products()).isEmpty();
    }

    @Test
    void theSameGraphAnswersOverHttp() {
        var http = RestClient.create("http://localhost:" + port);

        var product = http.get().uri("/v1/products/" + x1).retrieve().body(ProductView.class);
        var listing = http.get()
                .uri("/v1/products?category=Laptops-" + run)
                .retrieve()
                .body(ProductController.Listing.class);
        var missing = http.get()
                .uri("/v1/products/nothing")
                .retrieve()
                .onStatus(status -> true, (_, _) -> {})
                .body(String.class);

        assertThat(product.name()).isEqualTo("Product " + x1);
        assertThat(listing.products()).extracting(ProductView::id).containsExactly(x1, x2);
        assertThat(listing.facets().brands()).containsExactly(new ProductGraph.Count("Brand", 2));
        assertThat(listing.facets().prices()).containsExactly(new ProductGraph.Count("100000", 2));
        assertThat(listing.facets().inStock()).isEqualTo(2);
        assertThat(missing).contains("product-not-found");
    }

    private EvidenceGathered askOfKinds(
            Intent intent, @Nullable String variant, String customer, String... categories) {
        var event = new IntentClassified(
                meta(),
                "a question",
                "a question",
                List.of(new RankedIntent(intent, variant, 0.9)),
                new Entities(List.of(), List.of(categories), List.of(), List.of()),
                Set.of(Route.GRAPH),
                null,
                customer,
                Focus.NONE,
                null,
                "embedding");
        probe.publish(event);
        return answerTo(event);
    }

    private EvidenceGathered ask(Intent intent, @Nullable String variant, String... productIds) {
        var event = turn(intent, variant, productIds);
        probe.publish(event);
        return answerTo(event);
    }

    private IntentClassified turn(Intent intent, @Nullable String variant, String... productIds) {
        var mentions = Stream.of(productIds)
                .map(id -> new ProductMention(id, "Product " + id, id, 0, 1))
                .toList();
        return new IntentClassified(
                meta(),
                "a question",
                "a question",
                List.of(new RankedIntent(intent, variant, 0.9)),
                new Entities(mentions, List.of(), List.of(), List.of()),
                Set.of(Route.GRAPH),
                null,
                null,
                Focus.NONE,
                null,
                "embedding");
    }

    private static <F extends Finding> F only(Class<F> type, EvidenceGathered evidence) {
        assertThat(evidence.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(evidence.findings()).singleElement().isInstanceOf(type);
        return type.cast(evidence.findings().getFirst());
    }
}
