package io.souk.rag.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final String SECTIONS = """
            [{"id": "a", "title": "Battery", "text": "The battery lasts up to twelve hours on one charge, less in the cold."},
             {"id": "b", "title": "Use", "text": "Hold it. The battery lasts up to twelve hours on one charge, less in the cold. Then rest."},
             {"id": "c", "title": "Battery", "text": "Take the battery out before you clean the case with a wet cloth."}]""";

    @TempDir
    Path folder;

    @Test
    void whatSaysMostlyTheSameIsLooseGold() throws IOException {
        var question =
                questions("question,section_id\nhow long does it run,a\n").getFirst();

        assertThat(question.strict()).containsExactly("a");
        assertThat(question.loose()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void ofTwoSectionsWithTheTitleOfAPathTheAnswerDecides() throws IOException {
        var questions = questions("""
                question_id,question,section_path,answer
                1,"how do I clean it, ""safely""?",Manual>Care>Battery,"Take the battery out
                before cleaning"
                """);

        assertThat(questions).hasSize(1);
        assertThat(questions.getFirst().text()).isEqualTo("how do I clean it, \"safely\"?");
        assertThat(questions.getFirst().strict()).containsExactly("c");
    }

    @Test
    void figuresCountWhereTheAnswerStands() throws IOException {
        var questions = questions("question,section_id\nfirst,a\nthird,c|a\nnever,c\nnobody knows,none\n");
        var report = new Report(
                "Test",
                List.of(
                        result(questions.get(0), 0.9, "a", "b"),
                        result(questions.get(1), 0.8, "b", "x", "c"),
                        result(questions.get(2), 0.7, "a"),
                        result(questions.get(3), 0.1, "b")));

        var strict = report.figures(Question::strict);

        assertThat(strict.at1()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(strict.at3()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(strict.mrr()).isCloseTo((1 + 1 / 3.0) / 3, within(1e-9));
        assertThat(report.figures(Question::loose).at1()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(report.text()).contains("AUROC 1.0000");
        assertThat(report.html()).contains("<svg", "never").doesNotContain("http://", "https://");
    }

    @Test
    void spansAreComparedWordByWord() {
        assertThat(Report.f1("Up to twelve hours.", "twelve hours")).isCloseTo(2 * 2 / 6.0, within(1e-9));
        assertThat(Report.f1("", "twelve hours")).isZero();
    }

    @Test
    void whatIsWrongWithTheQuestionsIsSaid() {
        refused("question,answer\nwho,me", "section_id or section_path");
        refused("question,section_id\nwho,zz", "'zz', which the corpus does not have");
        refused("question,section_path\nwho,A>Z", "no section of the corpus has the title 'Z'");
        refused("question,section_id\n", "has no questions");
        refused("question,section_id\nwho", "lacks a column");
    }

    private void refused(String csv, String reason) {
        assertThatThrownBy(() -> questions(csv))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsWrongWithTheCorpusIsSaid() {
        assertThatThrownBy(() -> corpus("{}")).hasMessageContaining("must be a JSON list");
        assertThatThrownBy(() -> corpus("[{\"id\": ")).hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> corpus("[{\"id\": \"a\", \"title\": \"A\"}]")).hasMessageContaining("'text'");
        assertThatThrownBy(() -> Corpus.read(folder.resolve("missing.json"))).hasMessageContaining("cannot read");
    }

    private static Result result(Question question, double score, String... sections) {
        return new Result(question, List.of(sections), score, "", 1_000_000, 2_000_000);
    }

    private Corpus corpus(String json) throws IOException {
        return Corpus.read(Files.writeString(folder.resolve("corpus.json"), json));
    }

    private List<Question> questions(String csv) throws IOException {
        return Question.read(Files.writeString(folder.resolve("questions.csv"), csv), corpus(SECTIONS));
    }
}
