package io.souk.rag;

import io.souk.rag.evaluation.Corpus;
import io.souk.rag.evaluation.Question;
import io.souk.rag.evaluation.Report;
import io.souk.rag.evaluation.Result;
import io.souk.rag.evaluation.UnusableInputException;
import io.souk.rag.index.LiveIndex;
import io.souk.rag.reading.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;

/** This service's own ingestion and search on somebody's corpus and questions, in a database that is made for it and dropped. */
final class RetrievalEvaluation {
    private static final int HITS = 10;

    private static final String HELP = """
            make eval-retrieval CORPUS=sections.json QUESTIONS=questions.csv [REPORT=folder]

              CORPUS     JSON list of {"id", "title", "text"}; each becomes one document
              QUESTIONS  CSV with a head line: question, and section_id (several with |; none: nothing in the corpus answers it)
                         or section_path (A > B > C: the section titled C); if wanted answer (its text)
              REPORT     where report.html goes; target/retrieval if not said

            strict: a section that was named; loose: also one whose text is mostly the same (its parent, a stub, a copy).
            It runs in a new database beside the service's own, on SOUK_POSTGRES_URL, which is dropped afterwards.""";

    private RetrievalEvaluation() {}

    /** Exit code: 0, or 2 if something that was given is wrong. */
    static int run(List<String> arguments) {
        if (arguments.size() < 2
                || arguments.size() > 3
                || arguments.stream().limit(2).anyMatch(String::isBlank)) {
            System.err.println(HELP);
            return 2;
        }
        try {
            var corpus = Corpus.read(Path.of(arguments.get(0)));
            var questions = Question.read(Path.of(arguments.get(1)), corpus);
            var folder = Path.of(
                    arguments.size() == 3 && !arguments.get(2).isBlank() ? arguments.get(2) : "target/retrieval");
            var report =
                    new Report("Retrieval: " + Path.of(arguments.get(1)).getFileName(), measured(corpus, questions));
            Files.createDirectories(folder);
            var page = folder.resolve("report.html");
            Files.writeString(page, report.html());
            System.out.println(report.text());
            System.out.println("report  " + page.toAbsolutePath().normalize());
            return 0;
        } catch (UnusableInputException | IOException | SQLException e) {
            System.err.println("eval-retrieval: " + e.getMessage());
            return 2;
        }
    }

    private static List<Result> measured(Corpus corpus, List<Question> questions) throws SQLException {
        var server = environment("SOUK_POSTGRES_URL", "jdbc:postgresql://localhost:25432/");
        var user = environment("SOUK_POSTGRES_USER", "souk");
        var password = environment("SOUK_POSTGRES_PASSWORD", "souk");
        var database =
                "souk_rag_eval_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (var connection = connection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
            try (var context = new SpringApplicationBuilder(RagServiceApplication.class)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .properties(Map.of("logging.level.root", "warn"))
                    .run(
                            "--spring.datasource.url=" + server + database,
                            // It needs no Kafka, and does not wail for one.
                            "--logging.level.org.apache.kafka=error",
                            "--spring.kafka.listener.auto-startup=false",
                            "--spring.kafka.admin.auto-create=false")) {
                return results(context, corpus, questions);
            } finally {
                statement.execute("drop database if exists " + database + " with (force)");
            }
        }
    }

    static List<Result> results(ApplicationContext context, Corpus corpus, List<Question> questions) {
        var documents = context.getBean(Documents.class);
        corpus.sections().parallelStream()
                .filter(it -> !it.text().isBlank())
                .forEach(it -> documents.put(
                        new SourceDocument(it.id(), it.title(), it.category(), null, it.text(), Format.MARKDOWN),
                        null));
        context.getBean(CorpusStatistics.class).refresh();
        var spelling = context.getBean(Spelling.class);
        spelling.refresh();
        var search = context.getBean(PassageSearch.class);
        var live = context.getBean(LiveIndex.class).current();
        // Nobody is asked first by a service that runs.
        questions.stream()
                .limit(20)
                .forEach(it -> search.search(
                        it.text(), live.encoder().embedQuery("warm " + it.text()), live.id(), Scope.ALL, HITS));
        var results = new ArrayList<Result>();
        for (var question : questions) {
            var started = System.nanoTime();
            var words = spelling.mended(Texts.cleanLine(question.text()));
            var vector = live.encoder().embedQuery(words);
            var embedded = System.nanoTime();
            // Sections in several chunks take several places.
            var hits =
                    search.search(words, vector, live.id(), Scope.ALL, 2 * HITS).hits();
            var found = System.nanoTime();
            results.add(new Result(
                    question,
                    hits.stream().map(Hit::documentId).distinct().limit(HITS).toList(),
                    hits.isEmpty() ? 0 : hits.getFirst().score(),
                    hits.isEmpty() ? "" : spans(hits.getFirst()),
                    embedded - started,
                    found - embedded));
        }
        return results;
    }

    private static String spans(Hit hit) {
        return hit.spans().stream()
                .map(it -> hit.text().substring(it.start(), it.end()))
                .collect(Collectors.joining(" "));
    }

    private static Connection connection(String server, String user, String password) {
        try {
            return DriverManager.getConnection(server + "postgres", user, password);
        } catch (SQLException e) {
            throw new UnusableInputException("no PostgreSQL at " + server
                    + " (make up starts one; SOUK_POSTGRES_URL names another): " + e.getMessage());
        }
    }

    private static String environment(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }
}
