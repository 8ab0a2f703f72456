package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.graph.recommendation.Recommendations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What varied people ask to be recommended of the sample marketplace: whether what is said first is what a good shop assistant would say. */
class NeedsIT extends RunningGraph {
    private static final double FLOOR = 0.9;
    private static final double FLOOR_OF_FRESH = 0.65;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Recommendations recommendations;

    @BeforeEach
    void fillTheCatalogue() {
        write(0, product -> product);
    }

    @AfterEach
    void emptyTheCatalogue() {
        write(1, _ -> null);
    }

    private void write(int partition, UnaryOperator<@Nullable ProductUpserted> as) {
        var changes = new ArrayList<Change>();
        SampleMarketplace.products()
                .forEach(
                        product -> changes.add(new Change(partition, changes.size(), product.id(), as.apply(product))));
        catalogue.applyToLive("needs-" + run, changes);
    }

    @Test
    void whatIsSaidFirstIsWhatItIsFor() {
        assertThat(shareRight("needs.txt")).isGreaterThanOrEqualTo(FLOOR);
    }

    @Test
    void alsoWhereNobodyWorkedWithTheWords() {
        assertThat(shareRight("needs-fresh.txt")).isGreaterThanOrEqualTo(FLOOR_OF_FRESH);
    }

    @Test
    void whatNothingIsForIsSaid() {
        assertThat(found("Headphones", "headphones for beekeeping")
                        .orElseThrow()
                        .unmet())
                .containsExactly("for beekeeping");
        assertThat(found("Monitors", "a monitor for my 6 year old")
                        .orElseThrow()
                        .unmet())
                .containsExactly("for children");
        assertThat(found("Headphones", "headphones for running").orElseThrow()).satisfies(found -> {
            assertThat(found.unmet()).isEmpty();
            assertThat(found.reasons().getFirst()).contains("sports headphones", "IP67");
            assertThat(found.products()).extracting(ProductView::id).doesNotContain("pebble-junior");
        });
    }

    private double shareRight(String file) {
        var questions = SampleMarketplace.questions(file);
        var misses = new ArrayList<String>();
        for (var line : questions) {
            var acceptable = Arrays.asList(line.get(2).split(",\\s*", -1));
            var found = found(line.getFirst(), line.get(1));
            var shown = found.stream()
                    .flatMap(products -> products.products().stream())
                    .map(ProductView::id)
                    .toList();
            if (shown.isEmpty() || !acceptable.contains(shown.getFirst())) {
                misses.add("%s | %s | %s | %s"
                        .formatted(
                                line.getFirst(),
                                line.get(1),
                                shown,
                                found.map(Products::reasons).orElse(List.of())));
            }
        }
        var share = 1 - (double) misses.size() / questions.size();
        System.out.printf("%s: first suggestion acceptable %.1f %% of %d%n", file, 100 * share, questions.size());
        misses.forEach(miss -> System.out.println("  " + miss));
        return share;
    }

    private Optional<Products> found(String category, String question) {
        return category.equals("-")
                ? recommendations.forAnyNeed(question, List.of())
                : recommendations.forNeed(category, question, List.of());
    }
}
