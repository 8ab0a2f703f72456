package io.souk.rag;

import com.pgvector.PGvector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hybrid search in one statement: nearest vectors and full text, fused by reciprocal rank into candidates, which are then put in
 * order by both scores. Full text adds up, for each word of the question, how rare it is and how often and where a chunk has it,
 * which is what BM25 does and PostgreSQL's own ranking does not.
 */
@Component
class PassageSearch {
    private static final int CANDIDATES = 50;
    private static final double MATCH_WEIGHT = 0.5;
    private static final double NEAR = 0.62;
    private static final double RATHER_NEAR = 0.55;
    private static final double WELL_COVERED = 0.75;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double SAME_PARAGRAPH = 0.9;
    private static final int OF_ONE_DOCUMENT = 2;
    private static final int FIRST_HITS = 3;

    private static final String SQL = """
            with word as materialized (
                select cast('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''' as tsquery) as query,
                    ln(1 + (total.chunks - coalesce(term.chunks, 0) + 0.5) / (coalesce(term.chunks, 0) + 0.5)) as rarity
                from unnest(tsvector_to_array(to_tsvector('english', :text))) as lexeme
                cross join (select coalesce(max(chunks), 0) as chunks from term where word = '') as total
                left join term on term.word = lexeme
            ), question as materialized (
                select cast(string_agg(cast(query as text), ' | ') as tsquery) as any_word, sum(rarity) as mass from word
            ), near as materialized (
                select id, embedding <=> :vector as distance from chunk
                where (cast(:categories as text[]) is null or category = any(cast(:categories as text[])))
                    and (cast(:products as text[]) is null or product_id = any(cast(:products as text[]))
                        or (:productless and product_id is null))
                order by embedding <=> :vector
                limit :candidates
            ), worded as materialized (
                select id, weight from (
                    select id, (select sum(rarity * ts_rank('{0.1, 0.6, 0.8, 1.0}', terms, query)) from word) as weight
                    from chunk, question
                    where terms @@ any_word
                        and (cast(:categories as text[]) is null or category = any(cast(:categories as text[])))
                        and (cast(:products as text[]) is null or product_id = any(cast(:products as text[]))
                            or (:productless and product_id is null))
                ) as matching
                order by weight desc, id
                limit :candidates
            ), fused as materialized (
                select id
                from (select id, row_number() over (order by distance, id) as place from near) as near
                full join (select id, row_number() over (order by weight desc, id) as place from worded) as worded using (id)
                order by coalesce(1.0 / (60 + near.place), 0) + coalesce(1.0 / (60 + worded.place), 0) desc, id
                limit :candidates
            )
            select document_id, ordinal, title, section, text, category, product_id, version,
                1 - (embedding <=> :vector) as cosine,
                coalesce((select sum(rarity * ts_rank('{0.1, 0.6, 0.8, 1.0}', terms, query)) from word)
                    / nullif((select mass from question), 0), 0) as match,
                coalesce((select sum(rarity) from word where terms @@ query) / nullif((select mass from question), 0), 0) as coverage
            from fused join chunk using (id)""";

    private static final RowMapper<Candidate> CANDIDATE = new SimplePropertyRowMapper<>(Candidate.class);

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    PassageSearch(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * The best passages, best first; empty if nothing is relevant.
     *
     * @param vector of {@code question}, made as a query
     */
    List<Hit> search(String question, float[] vector, Scope scope, int limit) {
        var started = Timer.start(meters);
        var outcome = "failed";
        try {
            var hits = choose(candidates(question, vector, scope, Math.max(CANDIDATES, 2 * limit)), limit);
            outcome = hits.isEmpty() ? "nothing" : "found";
            return hits;
        } finally {
            started.stop(meters.timer("souk.rag.search", "outcome", outcome));
        }
    }

    List<Candidate> candidates(String question, float[] vector, Scope scope, int limit) {
        var candidates = new ArrayList<Candidate>(jdbc.sql(SQL)
                .param("text", Texts.clean(question))
                .param("vector", new PGvector(vector))
                .param("categories", array(scope.categories()))
                .param("products", array(scope.products()))
                .param("productless", scope.productless())
                .param("candidates", limit)
                .query(CANDIDATE)
                .list());
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return candidates;
    }

    static List<Hit> choose(List<Candidate> candidates, int limit) {
        if (candidates.stream().noneMatch(Candidate::isRelevant)) {
            return List.of();
        }
        return diverse(candidates, limit);
    }

    static List<Hit> diverse(List<Candidate> candidates, int limit) {
        var chosen = new ArrayList<Candidate>();
        var later = new ArrayList<Candidate>();
        var seen = new ArrayList<Set<String>>();
        for (var candidate : candidates) {
            var words = words(candidate.text());
            if (seen.stream().anyMatch(other -> similar(other, words))) {
                continue;
            }
            seen.add(words);
            if (chosen.size() < FIRST_HITS
                    && chosen.stream()
                                    .filter(other -> other.documentId().equals(candidate.documentId()))
                                    .count()
                            >= OF_ONE_DOCUMENT) {
                later.add(candidate);
            } else {
                chosen.add(candidate);
            }
        }
        chosen.addAll(later);
        return chosen.stream().limit(limit).map(Candidate::hit).toList();
    }

    private static boolean similar(Set<String> some, Set<String> others) {
        var shared = some.stream().filter(others::contains).count();
        return shared >= SAME_PARAGRAPH * (some.size() + others.size() - shared);
    }

    private static Set<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(HashSet::new));
    }

    private static String @Nullable [] array(List<String> values) {
        return values.isEmpty() ? null : values.toArray(String[]::new);
    }

    /**
     * A chunk with the evidence for it.
     *
     * @param cosine of the question's and the chunk's vectors
     * @param match share of the question's words, weighted by rarity, and by how often and where the chunk has them
     * @param coverage share of the question's words, weighted by rarity only, that the chunk has
     */
    record Candidate(
            String documentId,
            int ordinal,
            String title,
            @Nullable String section,
            String text,
            String category,
            @Nullable String productId,
            String version,
            double cosine,
            double match,
            double coverage) {

        /** Ordered the sample questions and those of a phone manual better than reciprocal ranks alone; see the README. */
        double score() {
            return cosine + MATCH_WEIGHT * match;
        }

        /** Drawn between questions that our documents answer and questions of other worlds; see the tests. */
        boolean isRelevant() {
            return cosine >= NEAR || (cosine >= RATHER_NEAR && coverage >= WELL_COVERED);
        }

        Hit hit() {
            return new Hit(
                    documentId,
                    "%s@%s#%d".formatted(documentId, version, ordinal),
                    title,
                    section,
                    text,
                    category,
                    productId,
                    score(),
                    version);
        }
    }
}
