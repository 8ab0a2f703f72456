package io.souk.rag;

import io.souk.kit.ProblemException;
import io.souk.kit.embedding.TextEmbedder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
    private final TextEmbedder embedder;

    SearchController(PassageSearch search, TextEmbedder embedder) {
        this.search = search;
        this.embedder = embedder;
    }

    record SearchRequest(
            @Nullable String query,
            @Nullable Integer topK,
            @Nullable Filter filter) {}

    record Filter(@Nullable String category, @Nullable String productId) {}

    record SearchResponse(List<Hit> results) {}

    @PostMapping("/v1/search")
    SearchResponse search(@RequestBody SearchRequest request) {
        var query = Texts.cleanLine(Objects.requireNonNullElse(request.query(), ""));
        demand(!query.isEmpty(), "query is blank");
        demand(query.length() <= MAX_QUERY, "query is longer than 4,000 characters");
        var limit = Objects.requireNonNullElse(request.topK(), DEFAULT_HITS);
        demand(limit >= 1 && limit <= MAX_HITS, "topK must be 1 to 50");
        var filter = request.filter() == null ? new Filter(null, null) : request.filter();
        var scope = Scope.filter(given(filter.category()), given(filter.productId()));
        return new SearchResponse(search.search(query, embedder.embedQuery(query), scope, limit));
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
