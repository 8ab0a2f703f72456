package io.souk.rag;

import io.souk.kit.ProblemException;
import io.souk.rag.index.LiveIndex;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Search for other services, evaluation and operators. */
@RestController
class SearchController {
    private static final int MAX_QUERY = 4_000;
    private static final int MAX_HITS = 50;
    private static final int DEFAULT_HITS = 3;

    private final PassageSearch search;
    private final Spelling spelling;
    private final LiveIndex index;

    SearchController(PassageSearch search, Spelling spelling, LiveIndex index) {
        this.search = search;
        this.spelling = spelling;
        this.index = index;
    }

    record SearchRequest(
            @Nullable String query,
            @Nullable Integer topK,
            @Nullable Filter filter) {}

    /**
     * What to look in; null for all.
     *
     * @param category kind of document: {@code manual}, {@code faq}, {@code policy}
     * @param version of a document, as a hit names it
     */
    record Filter(
            @Nullable String category,
            @Nullable String productId,
            @Nullable String documentId,
            @Nullable String version) {}

    /**
     * Hits, best first.
     *
     * @param relevant false: the best of them is probably no answer, and who answers a person should say that nothing was found
     */
    record SearchResponse(List<Hit> results, boolean relevant) {}

    @PostMapping("/v1/search")
    SearchResponse search(@RequestBody SearchRequest request) {
        var written = Texts.cleanLine(Objects.requireNonNullElse(request.query(), ""));
        demand(!written.isEmpty(), "query is blank");
        demand(written.length() <= MAX_QUERY, "query is longer than 4,000 characters");
        var query = spelling.mended(written);
        var limit = Objects.requireNonNullElse(request.topK(), DEFAULT_HITS);
        demand(limit >= 1 && limit <= MAX_HITS, "topK must be 1 to 50");
        try {
            var generation = index.current();
            var vector = generation.encoder().embedQuery(query);
            var found = search.search(query, vector, generation.id(), scope(request.filter()), limit);
            return new SearchResponse(found.hits(), found.relevant());
        } catch (DataAccessException | TransactionException _) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE, "search-unavailable", "The document store does not answer.");
        }
    }

    private static Scope scope(@Nullable Filter filter) {
        if (filter == null) {
            return Scope.ALL;
        }
        var category = given(filter.category());
        var product = given(filter.productId());
        var document = given(filter.documentId());
        return new Scope(
                category == null ? List.of() : List.of(category),
                product == null ? List.of() : List.of(product),
                false,
                document == null ? List.of() : List.of(document),
                given(filter.version()));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : Texts.clean(value);
    }

    private static void demand(boolean fulfilled, String detail) {
        if (!fulfilled) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-arguments", detail);
        }
    }
}
