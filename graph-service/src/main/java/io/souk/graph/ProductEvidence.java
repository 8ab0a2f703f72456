package io.souk.graph;

import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Products;
import io.souk.events.Finding.Refusal;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What the graph has to say to a turn. */
@Component
class ProductEvidence {
    private static final Logger log = LoggerFactory.getLogger(ProductEvidence.class);
    private static final Pattern PRICE_LIMIT = Pattern.compile(
            "(?i)\\b(?:under|below|less than|up to|max(?:imum)?|at most|not more than|cheaper than)\\s*(?:€|eur|\\$)?\\s*(\\d{1,6}(?:\\.\\d{1,2})?)");
    private static final int LIST = 12;
    private static final int SUGGESTED = 4;
    private static final int COMPARABLE = 4;

    private final ProductGraph graph;

    ProductEvidence(ProductGraph graph) {
        this.graph = graph;
    }

    /** Evidence for this turn, in any case: a graph that is away is evidence FAILED. */
    EvidenceGathered gather(IntentClassified turn) {
        try {
            var finding = find(turn);
            return evidence(
                    turn,
                    finding.isPresent() ? Outcome.FOUND : Outcome.NOTHING,
                    finding.stream().toList());
        } catch (DataAccessException | TransactionException | Neo4jException e) {
            log.warn("Neo4j is away: {}", e.getClass().getSimpleName());
            return evidence(turn, Outcome.FAILED, List.of());
        }
    }

    private Optional<Finding> find(IntentClassified turn) {
        return switch (turn.top().intent()) {
            case COMPARISON -> comparison(turn);
            case COMPATIBILITY -> compatibility(turn);
            case RECOMMENDATION -> recommendation(turn);
            case PRODUCT_INFO -> products(turn);
            default -> Optional.empty();
        };
    }

    private Optional<Finding> comparison(IntentClassified turn) {
        var ids = new LinkedHashSet<>(mentioned(turn));
        turn.focus().products().stream()
                .map(FocusProduct::id)
                .takeWhile(_ -> ids.size() < 2)
                .forEach(ids::add);
        var products = graph.findAll(ids.stream().limit(COMPARABLE).toList());
        return Optional.of(
                products.size() < 2
                        ? new Refusal("two-products-needed", "Name the two products to compare.")
                        : SpecComparison.of(products));
    }

    private Optional<Finding> compatibility(IntentClassified turn) {
        var ids = mentioned(turn);
        if (ids.isEmpty()) {
            return Optional.of(new Refusal("product-needed", "Name the product that it should work with."));
        }
        var product = graph.find(ids.getFirst());
        if (product.isEmpty()) {
            return Optional.empty();
        }
        var others = ids.subList(1, ids.size());
        var categories = turn.entities().categories();
        var matches = graph.compatible(ids.getFirst()).stream()
                .filter(match ->
                        others.isEmpty() || others.contains(match.product().id()))
                .filter(match -> !others.isEmpty()
                        || categories.isEmpty()
                        || categories.contains(match.product().category())
                        || categories.contains(product.get().category()))
                .toList();
        return Optional.of(new Compatibility(product.get(), matches));
    }

    private Optional<Finding> recommendation(IntentClassified turn) {
        var limit = priceLimit(turn.question());
        var ids = mentioned(turn);
        if (!ids.isEmpty()) {
            return graph.find(ids.getFirst()).map(product -> {
                var similar = graph.similar(product.id(), SUGGESTED);
                return new Products("Similar to " + product.name(), similar, similar.size());
            });
        }
        return category(turn).map(category -> {
            var products = SpecFilter.apply(turn.question(), graph.inCategory(category, limit)).stream()
                    .filter(product -> product.stock() > 0)
                    .toList();
            var heading = limit == null ? category : category + " up to " + limit.toPlainString();
            return new Products(heading, products.stream().limit(SUGGESTED).toList(), products.size());
        });
    }

    private Optional<Finding> products(IntentClassified turn) {
        var ids = mentioned(turn);
        var wantsList = turn.top().is(turn.top().intent(), Variants.LIST);
        if (!ids.isEmpty() && !(wantsList && category(turn).isPresent() && ids.size() == 1 && fromFocus(turn))) {
            var found = graph.findAll(ids);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Products(found.getFirst().name(), found, found.size()));
        }
        var category = category(turn);
        if (category.isPresent() && !turn.top().is(turn.top().intent(), Variants.DETAIL)) {
            var all = graph.inCategory(category.get(), priceLimit(turn.question()));
            var products = SpecFilter.apply(turn.question(), all);
            return Optional.of(new Products(
                    products.size() == all.size() ? category.get() : category.get() + " that match",
                    products.stream().limit(LIST).toList(),
                    products.size()));
        }
        if (!wantsList) {
            return Optional.empty();
        }
        var hits = graph.search(turn.question(), null, 0, SUGGESTED);
        return hits.products().isEmpty()
                ? Optional.empty()
                : Optional.of(new Products("Products", hits.products(), hits.total()));
    }

    private static boolean fromFocus(IntentClassified turn) {
        return turn.entities().products().getFirst().start() < 0;
    }

    private static Optional<String> category(IntentClassified turn) {
        return turn.entities().categories().stream().findFirst();
    }

    private static List<String> mentioned(IntentClassified turn) {
        return turn.entities().products().stream()
                .map(ProductMention::productId)
                .distinct()
                .toList();
    }

    private static @Nullable BigDecimal priceLimit(String question) {
        var found = PRICE_LIMIT.matcher(question);
        return found.find() ? new BigDecimal(found.group(1)) : null;
    }

    private static EvidenceGathered evidence(IntentClassified turn, Outcome outcome, List<Finding> findings) {
        var refused = findings.stream().anyMatch(Refusal.class::isInstance);
        return new EvidenceGathered(
                turn.meta().next("evidence/graph"), Route.GRAPH, refused ? Outcome.NOTHING : outcome, findings, null);
    }
}
