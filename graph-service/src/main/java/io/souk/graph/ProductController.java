package io.souk.graph;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.ProductView;
import io.souk.kit.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products for the web page and other services; the same graph that answers chats. */
@RestController
@RequestMapping("/v1/products")
class ProductController {
    private static final int SIMILAR = 6;
    private final ProductGraph graph;

    ProductController(ProductGraph graph) {
        this.graph = graph;
    }

    @GetMapping
    Listing list(
            @RequestParam(required = false) @Nullable @Size(max = 200) String query,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(defaultValue = "0") @Min(0) @Max(10_000) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        var found = query == null || query.isBlank()
                ? graph.page(category, page, size)
                : graph.search(query, category, page, size);
        return new Listing(found.products(), found.total(), found.page(), graph.categories());
    }

    @GetMapping("/{id}")
    ProductView product(@PathVariable String id) {
        return find(id);
    }

    @GetMapping("/{id}/compatible")
    List<Match> compatible(@PathVariable String id) {
        return graph.compatible(find(id).id());
    }

    @GetMapping("/{id}/similar")
    List<ProductView> similar(@PathVariable String id) {
        return graph.similar(find(id).id(), SIMILAR);
    }

    @GetMapping("/compare")
    Comparison compare(@RequestParam @Size(min = 2, max = 4) List<String> ids) {
        return SpecComparison.of(ids.stream().map(this::find).toList());
    }

    private ProductView find(String id) {
        return graph.find(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "product-not-found", "There is no such product in the catalogue."));
    }

    /**
     * One page of products.
     *
     * @param total how many there are in all
     * @param categories how many products each category has
     */
    record Listing(List<ProductView> products, int total, int page, Map<String, Integer> categories) {}
}
