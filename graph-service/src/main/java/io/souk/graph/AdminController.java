package io.souk.graph;

import io.souk.graph.catalogue.Rebuild;
import io.souk.graph.purchases.Purchases;
import io.souk.kit.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For operators and for the erasure of a customer. */
@RestController
@RequestMapping("/v1")
class AdminController {
    private final Rebuild rebuild;
    private final Purchases purchases;

    AdminController(Rebuild rebuild, Purchases purchases) {
        this.rebuild = rebuild;
        this.purchases = purchases;
    }

    @PostMapping("/admin/rebuild")
    ResponseEntity<Map<String, Object>> rebuild() {
        if (!rebuild.begin()) {
            throw new ProblemException(HttpStatus.CONFLICT, "rebuild-under-way", "The graph is being rebuilt already.");
        }
        return ResponseEntity.accepted().body(rebuild.state());
    }

    @GetMapping("/admin/rebuild")
    Map<String, Object> state() {
        return rebuild.state();
    }

    /** Forgets what a customer bought; the counts of what is bought together name nobody and stay. */
    @DeleteMapping("/customers/{id}")
    ResponseEntity<Void> forget(@PathVariable String id) {
        purchases.forget(id, "by-hand", Instant.now());
        return ResponseEntity.noContent().build();
    }

    /** Everything that is kept of a customer here; of somebody unknown, an empty list. */
    @GetMapping("/customers/{id}/data")
    Map<String, Object> data(@PathVariable String id) {
        return Map.of("purchases", purchases.all(id));
    }
}
