package io.souk.rag;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.souk.rag.Neighbours.Neighbour;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hybrid search in one round trip to the database: the nearest vectors and the chunks with the question's rarest words, fused by
 * reciprocal rank, the best of them with their sentences and neighbours. These are put in order here by {@link Relevance}: passage
 * and sentence vectors and BM25, which PostgreSQL's own ranking is not.
 */
@Component
class PassageSearch {
    private static final int NEAREST = 40;
    private static final int BEST_WORDED = 20;
    /** So many of both come with all that they have; see docs/retrieval.md. */
    private static final int CANDIDATES = 24;
    /** Ranking more rows by their words costs more than it finds. */
    private static final int WORDED_ROWS = 400;

    /** Of the best hit, for the question to count as answered: see docs/retrieval.md. */
    private static final double RELEVANT = 0.06;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final double SAME_PARAGRAPH = 0.9;
    private static final int OF_ONE_DOCUMENT = 2;
    private static final int FIRST_HITS = 3;

    /** "x 1" and "x-1" may be the X1. */
    private static final Pattern NAME_IN_PARTS =
            Pattern.compile("(?<![\\p{L}\\p{N}])(\\p{L}{1,4})[ -](\\p{N}{1,5}\\p{L}{0,2})(?![\\p{L}\\p{N}])");

    private static final int MOST_NAMES = 8;

    // A word that nobody knows is looked for as the known one that it resembles, too. Of the conditions only those of
    // the search at hand are in the statement, each a fixed text with parameters. The generation's own partition is
    // named, for choosing among all of them takes the planner as long as the rest. Limits are literals and words come
    // from a subquery, so that a plan made for all questions looks as good to PostgreSQL as one made for this question:
    // planning anew takes longer than a third of the search. How rare a word is, is looked up word by word: joined, all
    // words of the corpus would be read. Of what stands alone under its heading no neighbours are looked for.
    private static final String STATEMENT = """
            with question as materialized (
                select cast(cast(:vector as real[]) as vector(384)) as vector, cast(:text as text) as text,
                    cast(:names as text[]) as names
            ), word as materialized (
                select lexeme, meant.word as meant, coalesce(counted.chunks, meant.chunks, 0) as chunks,
                    '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || ''''
                        || coalesce(' | ''' || replace(replace(meant.word, '\\', '\\\\'), '''', '''''') || '''', '') as query,
                    ln(1 + (total.chunks - coalesce(counted.chunks, meant.chunks, 0) + cast(0.5 as float8))
                        / (coalesce(counted.chunks, meant.chunks, 0) + cast(0.5 as float8))) as rarity
                from (
                    select unnest(tsvector_to_array(to_tsvector('english', (select text from question)))) as lexeme
                    union select word from term where word = any(cast((select names from question) as text[]))
                ) as asked
                cross join (select coalesce(max(chunks), 0) as chunks from term where word = '') as total
                left join lateral (select term.chunks from term where term.word = lexeme limit 1) as counted on true
                left join lateral (
                    select known.word, known.chunks from term as known
                    where counted.chunks is null and length(lexeme) between 4 and 30 and known.word % lexeme
                    order by similarity(known.word, lexeme) desc, known.chunks desc
                    limit 1
                ) as meant on true
                order by chunks
                limit 24
            ), wanted as materialized (
                select cast(coalesce(
                    (select string_agg(query, ' | ') from (select query, sum(chunks) over (order by chunks, lexeme) as so_far from word)
                        as rarest where so_far <= {rows}),
                    (select string_agg('(' || query || ')', ' & ') from (select query from word order by chunks limit 3) as rarest)
                ) as tsquery) as query
            ), near as materialized (
                select id, row_number() over () as place from (
                    select id from {chunks}
                    where {conditions}
                    order by cast(embedding as halfvec(384)) <=> (select cast(vector as halfvec(384)) from question)
                    limit {nearest}
                ) as nearest
            ), worded as materialized (
                select id, row_number() over (order by rank desc, id) as place from (
                    select id, ts_rank(terms, (select query from wanted)) as rank from {chunks}
                    where terms @@ (select query from wanted) and {conditions}
                    limit {rows}
                ) as matching
                order by place
                limit {worded}
            ), candidate as materialized (
                select id from (select id, place from near union all select id, place from worded) as place
                group by id
                order by sum(1 / (cast(60 as float8) + place)) desc, id
                limit {candidates}
            )
            select chunk.document_id, chunk.ordinal, chunk.title, chunk.section, chunk.text, chunk.category, chunk.product_id,
                chunk.version, chunk.sentences, 1 - (chunk.embedding <=> (select vector from question)) as cosine,
                cast(chunk.terms as text) as terms,
                before.text as text_before, before.sentences as sentences_before,
                after.text as text_after, after.sentences as sentences_after,
                (select array_agg(lexeme order by lexeme) from word) as lexemes,
                (select array_agg(meant order by lexeme) from word) as meant,
                (select array_agg(rarity order by lexeme) from word) as rarities
            from candidate join {chunks} as chunk using (id)
                left join lateral (
                    select text, sentences from {chunks} as beside
                    where chunk.alone is not true and beside.document_id = chunk.document_id and beside.ordinal = chunk.ordinal - 1
                        and beside.section is not distinct from chunk.section
                    limit 1
                ) as before on true
                left join lateral (
                    select text, sentences from {chunks} as beside
                    where chunk.alone is not true and beside.document_id = chunk.document_id and beside.ordinal = chunk.ordinal + 1
                        and beside.section is not distinct from chunk.section
                    limit 1
                ) as after on true""";

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Map<Shape, String> statements = new ConcurrentHashMap<>();

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
            var hits = Neighbours.join(chosen, vector);
            var relevant = !hits.isEmpty() && hits.getFirst().score() >= RELEVANT;
            outcome = relevant ? "found" : "nothing";
            return new Found(hits, relevant);
        } finally {
            started.stop(meters.timer("souk.rag.search", "outcome", outcome));
        }
    }

    /** Best first. */
    List<Candidate> candidates(String question, float[] vector, int generation, Scope scope, int limit) {
        ResultSetExtractor<List<Candidate>> candidates = rows -> candidates(rows, vector);
        return jdbc
                .sql(statement(generation, scope, limit))
                .param("text", Texts.clean(question))
                .param("names", names(question))
                // As an array of numbers, which travels as bytes, not as text.
                .param("vector", vector)
                .param("categories", scope.categories().toArray(String[]::new))
                .param("products", scope.products().toArray(String[]::new))
                .param("documents", scope.documents().toArray(String[]::new))
                .param("version", scope.version())
                .query(candidates)
                .stream()
                .sorted(Comparator.comparingDouble(
                                (Candidate it) -> -it.relevance().score())
                        .thenComparing(Candidate::documentId)
                        .thenComparingInt(Candidate::ordinal))
                .toList();
    }

    private String statement(int generation, Scope scope, int limit) {
        return statements.computeIfAbsent(new Shape(generation, conditions(scope), limit), Shape::statement);
    }

    /** What makes one statement another; few in the life of a process. */
    private record Shape(int generation, String conditions, int limit) {
        private String statement() {
            return STATEMENT
                    .replace("{conditions}", conditions)
                    .replace("{chunks}", "chunk_" + generation)
                    .replace("{nearest}", Integer.toString(Math.max(NEAREST, 2 * limit)))
                    .replace("{worded}", Integer.toString(Math.max(BEST_WORDED, limit)))
                    .replace("{rows}", Integer.toString(WORDED_ROWS))
                    .replace("{candidates}", Integer.toString(Math.max(CANDIDATES, 2 * limit)));
        }
    }

    /** What the question may have written in two parts; those that are words of documents count. */
    private static String[] names(String question) {
        return NAME_IN_PARTS
                .matcher(question.toLowerCase(Locale.ROOT))
                .results()
                .limit(MOST_NAMES)
                .map(it -> it.group(1) + it.group(2))
                .toArray(String[]::new);
    }

    private static String conditions(Scope scope) {
        var conditions = new StringBuilder("""
                (product_id is null or product_id not in (select id from removed_product))""");
        if (!scope.categories().isEmpty()) {
            conditions.append(" and category = any(cast(:categories as text[]))");
        }
        if (!scope.products().isEmpty()) {
            conditions.append(" and (product_id = any(cast(:products as text[]))");
            conditions.append(scope.productless() ? " or product_id is null)" : ")");
        } else if (scope.productless()) {
            conditions.append(" and product_id is null");
        }
        if (!scope.documents().isEmpty()) {
            conditions.append(" and document_id = any(cast(:documents as text[]))");
        }
        if (scope.version() != null) {
            conditions.append(" and version = :version");
        }
        return conditions.toString();
    }

    /** The chunks that the vector index brings, in their exact order: for measuring what it misses. */
    List<Long> nearest(float[] vector, int generation, int limit) {
        return jdbc.sql("""
                        select id from (select id, embedding from {chunks}
                            order by cast(embedding as halfvec(384)) <=> cast(cast(:vector as real[]) as halfvec(384)) limit :nearest) as near
                        order by embedding <=> cast(cast(:vector as real[]) as vector(384)) limit :limit""".replace("{chunks}", "chunk_" + generation))
                .param("vector", vector)
                .param("nearest", NEAREST)
                .param("limit", limit)
                .query((row, _) -> row.getLong("id"))
                .list();
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

    private static List<Candidate> candidates(ResultSet rows, float[] vector) throws SQLException {
        var candidates = new ArrayList<Candidate>();
        var words = List.<Word>of();
        while (rows.next()) {
            if (candidates.isEmpty()) {
                words = questionWords(rows);
            }
            candidates.add(candidate(rows, words, vector));
        }
        return candidates;
    }

    private static Candidate candidate(ResultSet row, List<Word> words, float[] vector) throws SQLException {
        var sentences = Sentences.unpack(row.getBytes("sentences")).all();
        return new Candidate(
                row.getString("document_id"),
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("section"),
                row.getString("text"),
                row.getString("category"),
                row.getString("product_id"),
                row.getString("version"),
                Relevance.of(vector, words, row.getDouble("cosine"), Terms.parse(row.getString("terms")), sentences),
                sentences,
                neighbour(row.getString("text_before"), row.getBytes("sentences_before")),
                neighbour(row.getString("text_after"), row.getBytes("sentences_after")));
    }

    private static @Nullable Neighbour neighbour(@Nullable String text, byte @Nullable [] sentences) {
        return text == null
                ? null
                : new Neighbour(text, Sentences.unpack(sentences).all());
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

    /**
     * A chunk with the evidence for it.
     *
     * @param before the chunk before it under the same heading; null if there is none
     * @param after likewise
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
            Relevance relevance,
            List<Sentence> sentences,
            @Nullable Neighbour before,
            @Nullable Neighbour after) {}
}
