package io.souk.gateway.seller;

import io.souk.gateway.seller.Catalogue.Report;
import io.souk.gateway.seller.ProductText.RefusedProduct;
import io.souk.kit.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** A seller's own products. They are everywhere within two seconds of the answer. */
@RestController
@RequestMapping(path = "/api/catalog/products", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "catalogue")
class CatalogueController {
    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Put one of my products into the catalogue, or change it")
    ResponseEntity<Map<String, String>> put(
            @PathVariable String id, @RequestBody ObjectNode body, @AuthenticationPrincipal @Nullable Jwt jwt) {
        var seller = Seller.of(jwt);
        if (!body.path("id").asString(id).equals(id)) {
            throw refused("the id in the body differs from the one in the path");
        }
        body.put("id", id);
        try {
            catalogue.put(ProductText.json(body.toString(), seller), seller);
        } catch (RefusedProduct e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        return ResponseEntity.accepted().body(Map.of("id", id));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Take one of my products out of the catalogue")
    ResponseEntity<Void> remove(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        catalogue.remove(id, Seller.of(jwt));
        return ResponseEntity.accepted().build();
    }

    @PostMapping(
            path = "/import",
            consumes = {"application/x-ndjson", "application/jsonl", "text/csv"})
    @Operation(
            summary = "Import many of my products",
            description =
                    "JSON Lines, or CSV with a first line of field names (spec:Memory for a spec). What is right is taken, what is not"
                            + " is reported with its line and the reason.")
    Report importAll(HttpServletRequest request, @AuthenticationPrincipal @Nullable Jwt jwt) throws IOException {
        var seller = Seller.of(jwt);
        var csv =
                MediaType.parseMediaType(request.getContentType()).getSubtype().equals("csv");
        return catalogue.importAll(request.getInputStream(), csv, seller);
    }

    private static ProblemException refused(String reason) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "product-refused", "Not taken: " + reason + ".");
    }
}
