package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.rag.index.LiveIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions of our own on the sample marketplace and on a manual. The floors have slack: a question more or less means nothing. */
class RetrievalQualityIT extends RagIT {
    private static final Logger log = LoggerFactory.getLogger(RetrievalQualityIT.class);
    private static final Path SAMPLES = Path.of("../deploy/sample/data/documents");

    @Autowired
    private Documents documents;

    @Autowired
    private CorpusStatistics statistics;

    @Autowired
    private Spelling spelling;

    @Autowired
    private PassageSearch search;

    @Autowired
    private LiveIndex index;

    /**
     * Shares of the questions.
     *
     * @param recall a document that answers is among the first three hits
     * @param reciprocal the mean of 1 / rank of the first such document, among ten
     * @param passages the passage that holds the answer is among the first three
     * @param silence of those that nothing answers: nothing was found
     */
    private record Quality(double recall, double reciprocal, double passages, double silence) {}

    @Test
    void mostQuestionsFindTheirDocumentsAndTheRestFindsNothing() throws Exception {
        load(samples());
        var questions = questions();
        assertThat(questions).hasSizeGreaterThan(80);

        var quality = quality("sample", questions);
        var mistyped = quality(
                "sample, mistyped", questions.stream().map(it -> it.mistyped(1)).toList());

        assertThat(quality.recall()).as("recall@3").isGreaterThan(0.94);
        assertThat(quality.reciprocal()).as("MRR@10").isGreaterThan(0.9);
        assertThat(quality.passages()).as("passage recall@3").isGreaterThan(0.9);
        assertThat(quality.silence()).as("silence").isGreaterThan(0.9);
        assertThat(mistyped.recall()).as("recall@3, mistyped").isGreaterThan(0.9);
    }

    @Test
    void sectionsOfAManualThatLostTheirMarkupAreFound() {
        load(WasherManual.sections());
        var questions = WasherManual.questions();
        assertThat(questions).hasSizeGreaterThan(100);

        var quality = quality("washer, sections", questions);
        var mistyped = quality(
                "washer, sections, mistyped",
                questions.stream().map(it -> it.mistyped(1)).toList());

        assertThat(quality.recall()).as("recall@3").isGreaterThan(0.78);
        assertThat(mistyped.recall()).as("recall@3, mistyped").isGreaterThan(0.7);
    }

    @Test
    void theFormOfAManualDoesNotMatter() {
        var ofOne = WasherManual.questions().stream()
                .map(it -> it.isAnswered() ? new RetrievalQuestion(it.words(), Set.of("washer"), it.passages()) : it)
                .toList();

        load(List.of(WasherManual.whole()));
        var whole = quality("washer, Markdown", ofOne);
        load(List.of(WasherManual.ragged()));
        var ragged = quality("washer, ragged text", ofOne);

        assertThat(whole.passages()).as("passage recall@3, Markdown").isGreaterThan(0.78);
        assertThat(ragged.passages()).as("passage recall@3, ragged text").isGreaterThan(0.7);
    }

    private Quality quality(String name, List<RetrievalQuestion> questions) {
        var live = index.current();
        long searching = 0;
        double recall = 0;
        double reciprocal = 0;
        double passages = 0;
        double silent = 0;
        for (var question : questions) {
            var words = spelling.mended(question.words());
            var vector = live.encoder().embedQuery(words);
            var started = System.nanoTime();
            var found = search.search(words, vector, live.id(), Scope.ALL, 10);
            searching += System.nanoTime() - started;
            if (question.isAnswered()) {
                var place = place(found.hits(), question::isAnsweredBy);
                recall += place < 3 ? 1 : 0;
                reciprocal += 1.0 / (place + 1);
                passages +=
                        place(found.hits(), it -> question.isAnsweredBy(it) && question.findsPassage(it)) < 3 ? 1 : 0;
            } else {
                silent += found.relevant() ? 0 : 1;
            }
        }
        var answered = questions.stream().filter(RetrievalQuestion::isAnswered).count();
        var quality = new Quality(
                recall / answered, reciprocal / answered, passages / answered, silent / (questions.size() - answered));
        log.info(
                "{}: {} questions, recall@3 {}, MRR@10 {}, passage recall@3 {}, search {} ms; {} of {} unanswerable ones find nothing",
                name,
                answered,
                rounded(quality.recall()),
                rounded(quality.reciprocal()),
                rounded(quality.passages()),
                rounded(searching / 1e6 / questions.size()),
                Math.round(silent),
                questions.size() - answered);
        return quality;
    }

    /** From 0; infinitely far if there is none. */
    private static double place(List<Hit> hits, Predicate<Hit> wanted) {
        var first = IntStream.range(0, hits.size())
                .filter(i -> wanted.test(hits.get(i)))
                .findFirst();
        return first.isPresent() ? first.getAsInt() : Double.POSITIVE_INFINITY;
    }

    private void load(Collection<SourceDocument> corpus) {
        forgetEverything();
        var started = System.nanoTime();
        corpus.parallelStream().forEach(document -> documents.put(document, null));
        var took = Duration.ofNanos(System.nanoTime() - started);
        var chunks = jdbc.sql("select count(*) from chunk").query(Long.class).single();
        // It counts seldom, and then at most in a twentieth of the time.
        await().untilAsserted(() -> {
            statistics.refresh();
            assertThat(jdbc.sql("select chunks from term where word = ''")
                            .query(Long.class)
                            .single())
                    .isEqualTo(chunks);
        });
        spelling.refresh();
        log.info("ingestion: {} chunks, {} a second", chunks, rounded(chunks * 1000.0 / took.toMillis()));
        assertThat(chunks).isGreaterThan(60);
    }

    private static List<SourceDocument> samples() throws IOException {
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(RetrievalQualityIT::document)
                    .toList();
        }
    }

    private static SourceDocument document(Path file) {
        try {
            var parts = Files.readString(file).split("---\n", 3);
            var head = new HashMap<String, String>();
            parts[1].lines().map(line -> line.split(": ", 2)).forEach(pair -> head.put(pair[0], pair[1].strip()));
            return new SourceDocument(
                    head.get("id"), head.get("title"), head.get("category"), head.get("productId"), parts[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RetrievalQuestion> questions() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/questions.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(parts -> new RetrievalQuestion(
                        parts[0],
                        parts[1].equals("none") ? Set.of() : Set.of(parts[1].split(",")),
                        List.of(parts.length > 2 ? parts[2] : "")))
                .toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
