package io.souk.gateway.shop;

import io.souk.kit.ServiceClients;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue: the same for everyone, so anyone may keep it for a while. */
@RestController
@RequestMapping(path = "/api/products", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "products")
class ProductsController {
    private static final int MOST_VALUES = 20;
    private final Downstream graph;
    private final CacheControl caching;

    ProductsController(ServiceClients clients, ShopProperties properties) {
        this.graph = new Downstream(clients.restClient(properties.graphUrl()), "graph-service");
        this.caching = CacheControl.maxAge(properties.catalogueMaxAge()).cachePublic();
    }

    @GetMapping
    @Operation(
            summary = "Search products",
            description =
                    "Typing errors are forgiven. The facets say what the result could be narrowed to, each with how many;"
                            + " category and brand may be given several times.")
    ResponseEntity<byte[]> search(
            @RequestParam @Nullable String query,
            @RequestParam @Nullable List<String> category,
            @RequestParam @Nullable List<String> brand,
            @RequestParam @Nullable BigDecimal minPrice,
            @RequestParam @Nullable BigDecimal maxPrice,
            @RequestParam @Nullable Boolean inStock,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable Integer size) {
        var wanted = new TreeMap<String, Object>();
        add(wanted, "query", query);
        add(wanted, "minPrice", minPrice);
        add(wanted, "maxPrice", maxPrice);
        add(wanted, "inStock", inStock);
        add(wanted, "page", page);
        add(wanted, "size", size);
        addAll(wanted, "category", category);
        addAll(wanted, "brand", brand);
        // "category2={category2}" would be another parameter: the name is what stands before the number
        var parameters = wanted.keySet().stream()
                .map(name -> name.replaceFirst("\\d+$", "") + "={" + name + "}")
                .collect(Collectors.joining("&"));
        return get(parameters.isEmpty() ? "/v1/products" : "/v1/products?" + parameters, wanted);
    }

    private static void add(Map<String, Object> wanted, String name, @Nullable Object value) {
        if (value != null) {
            wanted.put(name, value);
        }
    }

    /** Several values of a parameter, in their order, each under a name of its own. */
    private static void addAll(Map<String, Object> wanted, String name, @Nullable List<String> values) {
        if (values == null) {
            return;
        }
        for (var at = 0; at < Math.min(values.size(), MOST_VALUES); at++) {
            wanted.put(at == 0 ? name : name + at, values.get(at));
        }
    }

    @GetMapping("/compare")
    @Operation(summary = "Two to four products side by side", description = "ids, separated by commas")
    ResponseEntity<byte[]> compare(@RequestParam String ids) {
        return get("/v1/products/compare?ids={ids}", Map.of("ids", ids));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One product")
    ResponseEntity<byte[]> product(@PathVariable String id) {
        return get("/v1/products/{id}", Map.of("id", id));
    }

    @GetMapping("/{id}/compatible")
    @Operation(summary = "What works with it")
    ResponseEntity<byte[]> compatible(@PathVariable String id) {
        return get("/v1/products/{id}/compatible", Map.of("id", id));
    }

    @GetMapping("/{id}/compatible/{other}")
    @Operation(summary = "Whether another product works with it, and how that is known")
    ResponseEntity<byte[]> compatible(@PathVariable String id, @PathVariable String other) {
        return get("/v1/products/{id}/compatible/{other}", Map.of("id", id, "other", other));
    }

    @GetMapping("/{id}/similar")
    @Operation(summary = "What is like it")
    ResponseEntity<byte[]> similar(@PathVariable String id) {
        return get("/v1/products/{id}/similar", Map.of("id", id));
    }

    private ResponseEntity<byte[]> get(String path, Map<String, ?> variables) {
        var answer = graph.get(path, null, variables);
        var body = answer.getBody();
        return answer.getStatusCode().is2xxSuccessful() && body != null
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(caching)
                        .eTag(DigestUtils.md5DigestAsHex(body))
                        .body(body)
                : answer;
    }
}
