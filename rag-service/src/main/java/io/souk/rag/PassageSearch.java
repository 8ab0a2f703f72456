package io.souk.rag;

import com.pgvector.PGvector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.souk.rag.ranking.Relevance;
import io.souk.rag.ranking.Sentences;
import io.souk.rag.ranking.Sentences.Sentence;
import io.souk.rag.ranking.Terms;
import io.souk.rag.ranking.Word;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hybrid search in one statement: the nearest vectors, and the chunks with the question's rarest words. What both bring is put in
 * order here by {@link Relevance}: passage and sentence vectors and BM25, which PostgreSQL's own ranking is not.
 */
@Component
class PassageSearch {
    private static final int NEAREST = 40;
    private static final int BEST_WORDED = 20;
    /** Ranking more rows by their words costs more than it finds. */
    private static final int WORDED_ROWS = 400;

    /** Of the best hit, for the question to count as answered: see docs/retrieval.md. */
    private static final double RELEVANT = 0.094;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double SAME_PARAGRAPH = 0.9;
    private static final int OF_ONE_DOCUMENT = 2;
    private static final int FIRST_HITS = 3;

    // A word that nobody knows is looked for as the known one that it resembles, too.
    private static final String SQL = """
            with question as materialized (
                select cast(:vector as vector(384)) as vector
            ), word as materialized (
                select lexeme, meant.word as meant, coalesce(term.chunks, meant.chunks, 0) as chunks,
                    '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || ''''
                        || coalesce(' | ''' || replace(replace(meant.word, '\\', '\\\\'), '''', '''''') || '''', '') as query,
                    ln(1 + (total.chunks - coalesce(term.chunks, meant.chunks, 0) + cast(0.5 as float8))
                        / (coalesce(term.chunks, meant.chunks, 0) + cast(0.5 as float8))) as rarity
                from unnest(tsvector_to_array(to_tsvector('english', :text))) as lexeme
                cross join (select coalesce(max(chunks), 0) as chunks from term where word = '') as total
                left join term on term.word = lexeme
                left join lateral (
                    select known.word, known.chunks from term as known
                    where term.word is null and length(lexeme) between 4 and 30 and known.word % lexeme
                    order by similarity(known.word, lexeme) desc, known.chunks desc
                    limit 1
                ) as meant on true
                order by chunks
                limit 24
            ), wanted as materialized (
                select cast(coalesce(
                    (select string_agg(query, ' | ') from (select query, sum(chunks) over (order by chunks, lexeme) as so_far from word)
                        as rarest where so_far <= :rows),
                    (select string_agg('(' || query || ')', ' & ') from (select query from word order by chunks limit 3) as rarest)
                ) as tsquery) as query
            ), near as materialized (
                select id from chunk
                where generation = :generation
                    and (cast(:categories as text[]) is null or category = any(cast(:categories as text[])))
                    and (cast(:products as text[]) is null or product_id = any(cast(:products as text[]))
                        or (:productless and product_id is null))
                    and (cast(:document as text) is null or document_id = :document)
                    and (cast(:version as text) is null or version = :version)
                    and (product_id is null or product_id not in (select id from removed_product))
                order by cast(embedding as halfvec(384)) <=> (select cast(vector as halfvec(384)) from question)
                limit :nearest
            ), worded as materialized (
                select id from (
                    select id, terms from chunk
                    where generation = :generation and terms @@ (select query from wanted)
                        and (cast(:categories as text[]) is null or category = any(cast(:categories as text[])))
                        and (cast(:products as text[]) is null or product_id = any(cast(:products as text[]))
                            or (:productless and product_id is null))
                        and (cast(:document as text) is null or document_id = :document)
                        and (cast(:version as text) is null or version = :version)
                        and (product_id is null or product_id not in (select id from removed_product))
                    limit :rows
                ) as matching
                order by ts_rank(terms, (select query from wanted)) desc, id
                limit :worded
            )
            select id, document_id, ordinal, title, section, text, category, product_id, version, sentences,
                1 - (embedding <=> (select vector from question)) as cosine, cast(terms as text) as terms,
                (select array_agg(lexeme order by lexeme) from word) as lexemes,
                (select array_agg(meant order by lexeme) from word) as meant,
                (select array_agg(rarity order by lexeme) from word) as rarities
            from (select id from near union select id from worded) as candidate join chunk using (id)
            where generation = :generation""";

    private static final String NEIGHBOURS = """
            select document_id, ordinal, section, text, sentences
            from unnest(cast(:documents as text[]), cast(:versions as text[]), cast(:ordinals as integer[]))
                    as hit (document_id, version, hit_ordinal)
                join chunk using (document_id, version)
            where generation = :generation and ordinal in (hit_ordinal - 1, hit_ordinal + 1)""";

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    PassageSearch(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * What a search brought.
     *
     * @param hits best first
     * @param relevant whether the best of them is good enough to be an answer; if not, the honest one is "nothing found"
     */
    record Found(List<Hit> hits, boolean relevant) {}

    /**
     * The best passages.
     *
     * @param vector of {@code question}, made as a query by the generation's model
     */
    Found search(String question, float[] vector, int generation, Scope scope, int limit) {
        var started = Timer.start(meters);
        var outcome = "failed";
        try {
            var chosen = diverse(candidates(question, vector, generation, scope, limit), limit);
            var hits = Neighbours.join(chosen, vector, neighbours(chosen, generation));
            var relevant = !hits.isEmpty() && hits.getFirst().score() >= RELEVANT;
            outcome = relevant ? "found" : "nothing";
            return new Found(hits, relevant);
        } finally {
            started.stop(meters.timer("souk.rag.search", "outcome", outcome));
        }
    }

    /** In one round trip, best first. */
    List<Candidate> candidates(String question, float[] vector, int generation, Scope scope, int limit) {
        var candidates = new ArrayList<Candidate>(jdbc.sql(SQL)
                .param("text", Texts.clean(question))
                .param("vector", new PGvector(vector))
                .param("generation", generation)
                .param("categories", array(scope.categories()))
                .param("products", array(scope.products()))
                .param("productless", scope.productless())
                .param("document", scope.documentId())
                .param("version", scope.version())
                .param("nearest", Math.max(NEAREST, 2 * limit))
                .param("worded", Math.max(BEST_WORDED, limit))
                .param("rows", WORDED_ROWS)
                .query((row, _) -> candidate(row, vector))
                .list());
        candidates.sort(
                Comparator.comparingDouble((Candidate it) -> it.relevance().score())
                        .reversed()
                        .thenComparing(Candidate::documentId)
                        .thenComparingInt(Candidate::ordinal));
        return candidates;
    }

    /** Copies of a paragraph count once, and of the first hits at most two are of one document, if there is another. */
    static List<Candidate> diverse(List<Candidate> candidates, int limit) {
        var chosen = new ArrayList<Candidate>();
        var later = new ArrayList<Candidate>();
        var seen = new ArrayList<Set<String>>();
        for (var candidate : candidates) {
            if (chosen.size() >= Math.max(limit, FIRST_HITS)) {
                break;
            }
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
        chosen.addAll(Math.min(chosen.size(), FIRST_HITS), later);
        return chosen.stream().limit(limit).toList();
    }

    private List<Neighbours.Neighbour> neighbours(List<Candidate> hits, int generation) {
        if (hits.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(NEIGHBOURS)
                .param("documents", hits.stream().map(Candidate::documentId).toArray(String[]::new))
                .param("versions", hits.stream().map(Candidate::version).toArray(String[]::new))
                .param("ordinals", hits.stream().map(Candidate::ordinal).toArray(Integer[]::new))
                .param("generation", generation)
                .query((row, _) -> new Neighbours.Neighbour(
                        row.getString("document_id"),
                        row.getInt("ordinal"),
                        row.getString("section"),
                        row.getString("text"),
                        Sentences.unpack(row.getBytes("sentences")).all()))
                .list();
    }

    private static Candidate candidate(ResultSet row, float[] vector) throws SQLException {
        var sentences = Sentences.unpack(row.getBytes("sentences")).all();
        var relevance = Relevance.of(
                vector, questionWords(row), row.getDouble("cosine"), Terms.parse(row.getString("terms")), sentences);
        return new Candidate(
                row.getString("document_id"),
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("section"),
                row.getString("text"),
                row.getString("category"),
                row.getString("product_id"),
                row.getString("version"),
                relevance,
                sentences);
    }

    private static List<Word> questionWords(ResultSet row) throws SQLException {
        var lexemes = strings(row.getArray("lexemes"));
        var meant = strings(row.getArray("meant"));
        var rarities = row.getArray("rarities");
        if (rarities == null) {
            return List.of();
        }
        var values = (Double[]) rarities.getArray();
        return IntStream.range(0, lexemes.length)
                .mapToObj(i -> new Word(lexemes[i], meant[i], values[i]))
                .toList();
    }

    private static String[] strings(@Nullable Array array) throws SQLException {
        return array == null ? new String[0] : (String[]) array.getArray();
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

    /** A chunk with the evidence for it. */
    record Candidate(
            String documentId,
            int ordinal,
            String title,
            @Nullable String section,
            String text,
            String category,
            @Nullable String productId,
            String version,
            Relevance relevance,
            List<Sentence> sentences) {}
}
