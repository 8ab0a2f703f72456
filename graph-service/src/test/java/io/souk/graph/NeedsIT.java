package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.graph.Catalogue.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What varied people ask to be recommended of the sample marketplace: whether what is said first is what a good shop assistant would say. */
class NeedsIT extends RunningGraph {
    private static final double FLOOR = 0.9;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Recommendations recommendations;

    @BeforeEach
    void fillTheCatalogue() {
        var changes = new ArrayList<Change>();
        SampleMarketplace.products()
                .forEach(product -> changes.add(new Change(0, changes.size(), product.id(), product)));
        catalogue.applyToLive("needs-" + run, changes);
    }

    @Test
    void whatIsSaidFirstIsWhatItIsFor() {
        var questions = SampleMarketplace.questions("needs.txt");
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
        System.out.printf("needs: first suggestion acceptable %.1f %% of %d%n", 100 * share, questions.size());
        misses.forEach(miss -> System.out.println("  " + miss));

        assertThat(share).as(misses::toString).isGreaterThanOrEqualTo(FLOOR);
    }

    private Optional<Products> found(String category, String question) {
        return category.equals("-")
                ? recommendations.forAnyNeed(question, List.of())
                : recommendations.forNeed(category, question, List.of());
    }
}
