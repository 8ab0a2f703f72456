package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.rag.PassageSearch.Found;
import io.souk.rag.index.LiveIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions of our own on the sample marketplace. The floors have slack: a few questions more or less mean nothing. */
class RetrievalQualityIT extends RagIT {
    private static final Logger log = LoggerFactory.getLogger(RetrievalQualityIT.class);
    private static final Path SAMPLES = Path.of("../deploy/sample/data/documents");

    @Autowired
    private Documents documents;

    @Autowired
    private CorpusStatistics statistics;

    @Autowired
    private PassageSearch search;

    @Autowired
    private LiveIndex index;

    private record Question(String words, Set<String> documents, String passage) {
        boolean isAnswered() {
            return !documents.contains("none");
        }

        boolean isAnsweredBy(Hit hit) {
            return documents.contains(hit.documentId());
        }

        boolean findsPassage(Hit hit) {
            return isAnsweredBy(hit) && hit.text().toLowerCase(Locale.ROOT).contains(passage.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void mostQuestionsFindTheirDocumentsAndTheRestFindsNothing() throws Exception {
        forgetEverything();
        loadSamples();
        var questions = questions();
        var answered = questions.stream().filter(Question::isAnswered).toList();
        var unanswerable = questions.stream().filter(it -> !it.isAnswered()).toList();
        double found = 0;
        double passages = 0;
        double reciprocal = 0;
        long searching = 0;

        for (var question : answered) {
            var vector = index.current().encoder().embedQuery(question.words());
            var started = System.nanoTime();
            var hits = search.search(question.words(), vector, index.current().id(), Scope.ALL, 10)
                    .hits();
            searching += System.nanoTime() - started;
            var first = hits.stream().limit(3).toList();
            found += first.stream().anyMatch(question::isAnsweredBy) ? 1 : 0;
            passages += first.stream().anyMatch(question::findsPassage) ? 1 : 0;
            reciprocal += hits.stream()
                    .filter(question::isAnsweredBy)
                    .findFirst()
                    .map(hit -> 1.0 / (hits.indexOf(hit) + 1))
                    .orElse(0.0);
        }
        var silent = unanswerable.stream().filter(it -> !found(it).relevant()).count();

        log.info(
                "retrieval: {} questions, recall@3 {}, MRR@10 {}, passage recall@3 {}, search {} ms; {} of {} unanswerable ones find nothing",
                answered.size(),
                rounded(found / answered.size()),
                rounded(reciprocal / answered.size()),
                rounded(passages / answered.size()),
                rounded(searching / 1e6 / answered.size()),
                silent,
                unanswerable.size());
        assertThat(answered).hasSizeGreaterThan(40);
        assertThat(found / answered.size()).as("recall@3").isGreaterThan(0.94);
        assertThat(reciprocal / answered.size()).as("MRR@10").isGreaterThan(0.9);
        assertThat(passages / answered.size()).as("passage recall@3").isGreaterThan(0.8);
        assertThat((double) silent / unanswerable.size()).as("silence").isGreaterThan(0.9);
    }

    private Found found(Question question) {
        var live = index.current();
        return search.search(question.words(), live.encoder().embedQuery(question.words()), live.id(), Scope.ALL, 3);
    }

    private void loadSamples() throws IOException {
        var started = System.nanoTime();
        try (var files = Files.walk(SAMPLES)) {
            files.filter(file -> file.toString().endsWith(".md")).toList().parallelStream()
                    .map(RetrievalQualityIT::document)
                    .forEach(document -> documents.put(document, null));
        }
        var took = Duration.ofNanos(System.nanoTime() - started);
        var chunks = jdbc.sql("select count(*) from chunk").query(Long.class).single();
        statistics.refresh();
        log.info("ingestion: {} chunks, {} a second", chunks, rounded(chunks * 1000.0 / took.toMillis()));
        assertThat(chunks).isGreaterThan(500);
    }

    private static SourceDocument document(Path file) {
        try {
            var parts = Files.readString(file).split("---\n", 3);
            var head = new HashMap<String, String>();
            parts[1].lines().map(line -> line.split(": ", 2)).forEach(pair -> head.put(pair[0], pair[1].strip()));
            return new SourceDocument(
                    head.get("id"), head.get("title"), head.get("category"), head.get("productId"), parts[2]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Question> questions() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/questions.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(parts -> new Question(parts[0], Set.of(parts[1].split(",")), parts.length > 2 ? parts[2] : ""))
                .toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
