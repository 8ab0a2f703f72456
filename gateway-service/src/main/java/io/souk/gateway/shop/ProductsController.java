package io.souk.gateway.shop;

import io.souk.kit.ServiceClients;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.Map;
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
    private final Downstream graph;
    private final CacheControl caching;

    ProductsController(ServiceClients clients, ShopProperties properties) {
        this.graph = new Downstream(clients.restClient(properties.graphUrl()), "graph-service");
        this.caching = CacheControl.maxAge(properties.catalogueMaxAge()).cachePublic();
    }

    @GetMapping
    @Operation(summary = "Search products")
    ResponseEntity<byte[]> search(
            @RequestParam @Nullable String query,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable Integer size) {
        var wanted = new HashMap<String, Object>();
        wanted.put("query", query);
        wanted.put("category", category);
        wanted.put("page", page);
        wanted.put("size", size);
        wanted.values().removeIf(value -> value == null);
        var parameters = wanted.keySet().stream()
                .sorted()
                .map(name -> name + "={" + name + "}")
                .collect(Collectors.joining("&"));
        return get(parameters.isEmpty() ? "/v1/products" : "/v1/products?" + parameters, wanted);
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
