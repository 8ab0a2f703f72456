package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.souk.events.Entities;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.Misfit;
import io.souk.events.Finding.ProductName;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.graph.purchases.Purchases;
import io.souk.graph.recommendation.Recommendations;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What to suggest where no kind of product is named, and in comparison with one that is being talked about. */
class RecommendationIT extends RunningGraph {
    @Autowired
    private Catalogue catalogue;

    @Autowired
    private ProductEvidence evidence;

    @Autowired
    private Purchases purchases;

    @Autowired
    private Recommendations recommendations;

    private final List<Change> changes = new ArrayList<>();

    @BeforeEach
    void fillTheCatalogue() {
        sell("case", "Cases", "40", "A case zorb" + run + " friends like.", Map.of("Weight", "300 g"));
        sell("lamp", "Lamps", "30", "A lamp.", Map.of("Weight", "900 g"));
        sell("desk", "Desks", "80", "A desk zorb" + run + " friends like, too.", Map.of("Weight", "30 kg"));
        sell("statue", "Statues", "900", "Dear, though every zorb" + run + " wants it.", Map.of());
        sell("heavy", "Books", "500", "A book.", Map.of("Weight", "2 kg", "Memory", "16 GB"));
        sell("light", "Books", "700", "A book.", Map.of("Weight", "1.1 kg", "Memory", "8 GB"));
        sell("lightest", "Books", "950", "A book.", Map.of("Weight", "1 kg", "Memory", "8 GB"));
        sell("silent", "Books", "300", "A book that says nothing.", Map.of());
        catalogue.applyToLive("recommendation-" + run, changes);
    }

    @Test
    void whoNamesNoKindOfProductIsShownSomeOfSeveralKindsThatFit() {
        var found = answer("a gift for a zorb" + run + " under 100");

        assertThat(found.products())
                .extracting(ProductView::id)
                .containsExactlyInAnyOrder(id("case"), id("desk"))
                .doesNotContain(id("statue"));
        assertThat(found.understood()).containsExactly("up to 100", "“zorb" + run + "”");
        assertThat(found.reasons())
                .hasSize(2)
                .allMatch(reason -> reason.matches("“.+ zorb" + run + " friends like.*”, within your budget of 100"));
        assertThat(found.unmet()).isEmpty();
    }

    @Test
    void ofWhatIsOnlyLimitedInPriceTheOftenBoughtComesFirst() {
        for (var order = 0; order < 40; order++) {
            purchases.add("o-" + order + run, "u-" + order + run, LocalDate.EPOCH, List.of(id("lamp")), Instant.now());
        }

        var found = answer("something between 29 and 31 euros, at most 1 kg");

        assertThat(found.products().getFirst().id()).isEqualTo(id("lamp"));
        assertThat(found.reasons().getFirst()).contains("often bought");
    }

    @Test
    void aQuestionThatSaysNothingOfWhatIsWantedIsNotAnsweredAtRandom() {
        for (var question : List.of("recommend me something good", "what would you recommend to a qwertzuiop" + run)) {
            assertThat(evidence.gather(turn(question, null)))
                    .singleElement()
                    .extracting(EvidenceGathered::outcome)
                    .isEqualTo(Outcome.NOTHING);
        }
    }

    @Test
    void lighterMeansLighterThanWhatIsBeingTalkedAbout() {
        var found = answer("do you have anything lighter?", id("heavy"));

        assertThat(found.products()).extracting(ProductView::id).containsExactly(id("lightest"), id("light"));
        assertThat(found.understood()).contains("lighter than Product " + id("heavy"));
        assertThat(found.relaxed()).isEmpty();
    }

    @Test
    void cheaperAndAnAbsoluteLimitHoldTogether() {
        assertThat(answer("anything cheaper, above 400?", id("light")).products())
                .extracting(ProductView::id)
                .containsExactly(id("heavy"));
    }

    @Test
    void whatCannotBeComparedOrHadIsSaid() {
        var unknown = answer("is there something lighter?", id("silent"));
        assertThat(unknown.relaxed())
                .containsExactly("lighter, as the data sheet of Product " + id("silent") + " does not say");
        assertThat(unknown.products()).extracting(ProductView::id).doesNotContain(id("silent"));

        assertThat(answer("anything lighter?", id("lightest")).relaxed())
                .containsExactly("lighter than Product " + id("lightest"));
    }

    @Test
    void whatSucceedsAProductIsSaidAndComesFirstOfWhatIsLikeIt() {
        assertThat(graph.find(id("heavy")).orElseThrow().successor())
                .isEqualTo(new ProductName(id("statue"), "Product " + id("statue")));
        assertThat(graph.find(id("statue")).orElseThrow().successor()).isNull();
        assertThat(recommendations.similar(id("heavy"), 2)).first().satisfies(similar -> {
            assertThat(similar.product().id()).isEqualTo(id("statue"));
            assertThat(similar.reason()).startsWith("its successor");
        });
    }

    @Test
    void whatFitsAndIsSoldOutIsSaidToBeSo() {
        catalogue.applyToLive(
                "recommendation-" + run,
                List.of(
                        new Change(
                                2,
                                0,
                                id("gone"),
                                product(id("gone"), "Stands", "9", 0, Map.of(), List.of(), id("lamp"))),
                        new Change(
                                2,
                                1,
                                id("here"),
                                product(id("here"), "Stands", "9", 1, Map.of(), List.of(), id("lamp")))));

        assertThat(compatible(id("lamp")))
                .extracting(match -> match.product().id(), Match::reason)
                .containsExactly(
                        tuple(id("here"), "it has the port"),
                        tuple(id("gone"), "it has the port (sold out at present)"));
        assertThat(compatibilities
                        .with(id("lamp"), List.of(), List.of(id("gone")), false)
                        .orElseThrow()
                        .matches())
                .extracting(match -> match.product().id(), Match::reason, Match::owned)
                .startsWith(tuple(id("gone"), "it has the port", true));
    }

    @Test
    void whatWasBoughtAndDoesNotWorkIsSaidWithTheReason() {
        catalogue.applyToLive(
                "recommendation-" + run,
                List.of(
                        new Change(
                                3,
                                0,
                                id("tablet"),
                                product(
                                        id("tablet"),
                                        "Tablets-" + run,
                                        "9",
                                        1,
                                        Map.of("Charging", "USB-C PD 65 W", "Ports", "1 x USB-C"),
                                        List.of())),
                        new Change(
                                3,
                                1,
                                id("weak"),
                                product(
                                        id("weak"),
                                        "Chargers-" + run,
                                        "9",
                                        1,
                                        Map.of("Maximum output", "30 W", "Protocols", "USB-C PD 3.0"),
                                        List.of()))));

        var ofThePurpose = misfits(List.of(id("weak"), id("lamp")), false);
        var ofAll = misfits(List.of(id("weak"), id("lamp")), true);

        assertThat(ofThePurpose).extracting(misfit -> misfit.product().id()).containsExactly(id("weak"));
        assertThat(ofThePurpose.getFirst().reason()).contains("65 W", "30 W");
        assertThat(ofAll)
                .extracting(misfit -> misfit.product().id(), Misfit::verdict)
                .containsExactly(tuple(id("weak"), "unknown"), tuple(id("lamp"), "unknown"));
    }

    private List<Misfit> misfits(List<String> owned, boolean ofAll) {
        return compatibilities
                .with(id("tablet"), List.of(), owned, ofAll)
                .orElseThrow()
                .misfits();
    }

    @Test
    void noLimitIsGivenUpThatOneProductAmongManyFulfils() {
        var many = new ArrayList<Change>();
        for (var number = 0; number < 150; number++) {
            var memory = number == 75 ? "777 GB" : "16 GB";
            many.add(new Change(
                    1,
                    number,
                    id("many" + number),
                    product(
                            id("many" + number),
                            "Many-" + run,
                            Integer.toString(2_000 + number),
                            3,
                            Map.of("Memory", memory),
                            List.of())));
        }
        catalogue.applyToLive("recommendation-" + run, many);

        var found = answer("something with at least 777 GB of RAM");

        assertThat(found.products()).extracting(ProductView::id).containsExactly(id("many75"));
        assertThat(found.relaxed()).isEmpty();
    }

    private Products answer(String question, String... focus) {
        return (Products) evidence.gather(turn(question, focus.length == 0 ? null : focus[0]))
                .getFirst()
                .findings()
                .getFirst();
    }

    private IntentClassified turn(String question, @Nullable String focus) {
        return new IntentClassified(
                meta(),
                question,
                question,
                List.of(new RankedIntent(Intent.RECOMMENDATION, null, 0.9)),
                Entities.NONE,
                Set.of(Route.GRAPH),
                null,
                null,
                focus == null ? Focus.NONE : new Focus(List.of(new FocusProduct(focus, focus)), List.of()),
                null,
                "embedding");
    }

    private String id(String name) {
        return name + '-' + run;
    }

    private void sell(String name, String category, String price, String description, Map<String, String> specs) {
        var plain = product(id(name), category + '-' + run, price, 3, specs, List.of());
        var described = new ProductUpserted(
                plain.meta(),
                plain.id(),
                plain.name(),
                plain.brand(),
                plain.category(),
                description,
                plain.price(),
                plain.currency(),
                plain.stock(),
                plain.sellerId(),
                plain.specs(),
                plain.aliases(),
                plain.compatibleWith(),
                name.equals("heavy") ? id("statue") : null);
        changes.add(new Change(0, changes.size(), plain.id(), described));
    }
}
