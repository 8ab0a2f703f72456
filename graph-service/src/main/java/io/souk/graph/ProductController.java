package io.souk.graph;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.graph.compatibility.Compatibilities;
import io.souk.graph.products.ProductGraph;
import io.souk.graph.products.ProductGraph.Count;
import io.souk.graph.products.ProductGraph.Filter;
import io.souk.graph.products.SpecComparison;
import io.souk.graph.purchases.Purchases;
import io.souk.graph.recommendation.Recommendations;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products for the web page and other services; the same graph that answers chats. */
@RestController
@RequestMapping("/v1/products")
class ProductController {
    private static final int SIMILAR = 6;
    private final ProductGraph graph;
    private final SpecComparison comparisons;
    private final Compatibilities compatibilities;
    private final Recommendations recommendations;
    private final Purchases purchases;

    ProductController(
            ProductGraph graph,
            SpecComparison comparisons,
            Compatibilities compatibilities,
            Recommendations recommendations,
            Purchases purchases) {
        this.graph = graph;
        this.comparisons = comparisons;
        this.compatibilities = compatibilities;
        this.recommendations = recommendations;
        this.purchases = purchases;
    }

    @GetMapping
    Listing list(
            @RequestParam(required = false) @Nullable @Size(max = 200) String query,
            @RequestParam(defaultValue = "") List<String> category,
            @RequestParam(defaultValue = "") List<String> brand,
            @RequestParam(required = false) @Nullable @DecimalMin("0") BigDecimal minPrice,
            @RequestParam(required = false) @Nullable @DecimalMin("0") BigDecimal maxPrice,
            @RequestParam(defaultValue = "false") boolean inStock,
            @RequestParam(defaultValue = "0") @Min(0) @Max(10_000) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        var found = graph.page(new Filter(query, category, brand, minPrice, maxPrice, inStock), page, size);
        var categories = new LinkedHashMap<String, Integer>();
        found.categories().forEach(count -> categories.put(count.name(), count.count()));
        return new Listing(
                found.products(),
                found.total(),
                found.page(),
                categories,
                new Facets(found.categories(), found.brands(), found.prices(), found.inStock()));
    }

    @GetMapping("/{id}")
    ProductView product(@PathVariable String id) {
        return graph.find(id).orElseThrow(ProductController::notFound);
    }

    @GetMapping("/{id}/compatible")
    List<Match> compatible(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> category,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer) {
        return compatibilities
                .with(id, category, purchases.of(customer), false)
                .orElseThrow(ProductController::notFound)
                .matches();
    }

    @GetMapping("/{id}/compatible/{other}")
    Compatibility compatible(@PathVariable String id, @PathVariable String other) {
        return compatibilities.between(id, other).orElseThrow(ProductController::notFound);
    }

    @GetMapping("/{id}/similar")
    List<ProductView> similar(@PathVariable String id) {
        return recommendations.similar(product(id).id(), SIMILAR).stream()
                .map(Recommendations.Similar::product)
                .toList();
    }

    @GetMapping("/compare")
    Comparison compare(@RequestParam @Size(min = 2, max = 4) List<String> ids) {
        var sheets = graph.sheets(ids);
        if (sheets.size() < ids.stream().distinct().count()) {
            throw notFound();
        }
        return comparisons.of(sheets);
    }

    /** What to buy for a need in plain words, of a category or of any. */
    @GetMapping("/recommend")
    Products recommend(
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(defaultValue = "") @Size(max = 1_000) String need,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer) {
        var owned = purchases.of(customer);
        return category == null || category.isBlank()
                ? recommendations.forAnyNeed(need, owned).orElseGet(() -> new Products("Suggestions", List.of(), 0))
                : recommendations.forNeed(category, need, owned).orElseGet(() -> new Products(category, List.of(), 0));
    }

    /** Whose products these are, for whoever lets sellers change their own only. */
    @PostMapping("/sellers")
    Map<String, String> sellers(@RequestBody @Size(max = 1_000) List<String> ids) {
        return graph.sellers(ids);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "product-not-found", "There is no such product in the catalogue.");
    }

    /**
     * One page of products.
     *
     * @param total how many there are in all
     * @param categories how many of them each category has
     * @param facets what they could be narrowed to, each with how many
     */
    public record Listing(
            List<ProductView> products, int total, int page, Map<String, Integer> categories, Facets facets) {}

    /** @param prices by the lower end of the band, in cents */
    record Facets(List<Count> categories, List<Count> brands, List<Count> prices, int inStock) {}
}
