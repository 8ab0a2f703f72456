package io.souk.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souk.conversation.reply.Extractor.Asked;
import io.souk.conversation.reply.Judge.Sign;
import io.souk.conversation.reply.Logistic.Example;
import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Questions in customers' words with the passages of the sample documents that rag-service brought for each (questions.json): how
 * often the sentence that answers is said. What the judge's signs weigh was fitted on them, so these shares are no promise; those
 * in docs/conversation.md are of other questions.
 */
class AnsweringSentenceTest {
    private static final int MOST = 3;
    private static final int FOLDS = 10;
    /** What was measured, less a little. */
    private static final int FIRST = 180;

    private static final int SAID = 219;
    private static final int SILENT = 50;
    private static final Lexicon LEXICON = new Lexicon(Locale.UK);
    private static final Pattern NOT_TEXT = Pattern.compile("[\\s|*`]+|]\\([^)]*\\)|\\[");

    private static List<Question> all = List.of();

    private final Extractor extractor = new Extractor(LEXICON, Locale.UK);

    /**
     * A question.
     *
     * @param inPlainWords whether nobody was told to use other words than the documents
     * @param document one that answers it; empty if none does
     * @param answers what answers it, any one
     */
    private record Question(
            Asked asked, boolean inPlainWords, String document, List<String> answers, List<Passage> passages) {
        private boolean isAnsweredBy(Sentence sentence) {
            var said = plain(sentence.quote());
            return answers.stream()
                    .map(AnsweringSentenceTest::plain)
                    .anyMatch(it -> it.contains(said) || said.contains(it));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (var in = Objects.requireNonNull(AnsweringSentenceTest.class.getResourceAsStream("/questions.json"))) {
            var json = JsonMapper.shared().readTree(in);
            all = StreamSupport.stream(json.get("questions").spliterator(), false)
                    .map(it -> question(it, json.get("passages")))
                    .toList();
        }
    }

    @Test
    void saysTheSentenceThatAnswersFirst() {
        var first = 0;
        var said = 0;
        var refused = 0;
        var silent = 0;
        for (var question : all) {
            var answer = extractor.answer(question.asked(), question.passages(), MOST);
            var says = answer.answers() ? answer.sentences() : List.<Sentence>of();
            if (question.answers().isEmpty()) {
                silent += says.isEmpty() ? 1 : 0;
            } else {
                refused += says.isEmpty() ? 1 : 0;
                first += says.stream().limit(1).anyMatch(question::isAnsweredBy) ? 1 : 0;
                said += says.stream().anyMatch(question::isAnsweredBy) ? 1 : 0;
            }
        }

        var answered = all.stream().filter(it -> !it.answers().isEmpty()).count();
        System.out.printf(
                "answering sentence: first in %d, said in %d of %d, refused %d; silent in %d of %d without an answer%n",
                first, said, answered, refused, silent, all.size() - answered);
        assertThat(first).isGreaterThanOrEqualTo(FIRST);
        assertThat(said).isGreaterThanOrEqualTo(SAID);
        assertThat(silent).isGreaterThanOrEqualTo(SILENT);
    }

    /** What is said as an answer, and what only as something that may help. */
    @Test
    void whatIsSaidPlainlyIsRightMoreOftenThanWhatMayHelp() {
        var plainly = new ArrayList<Boolean>();
        var perhaps = new ArrayList<Boolean>();
        for (var question : all) {
            var answer = extractor.answer(question.asked(), question.passages(), MOST);
            if (answer.answers()) {
                var isRight = answer.sentences().stream().anyMatch(question::isAnsweredBy);
                (answer.isSure() ? plainly : perhaps).add(isRight);
            }
        }

        System.out.printf(
                "said plainly: %d of %d answer; said as what may help: %d of %d%n",
                Collections.frequency(plainly, true),
                plainly.size(),
                Collections.frequency(perhaps, true),
                perhaps.size());
        assertThat(share(plainly)).isGreaterThan(share(perhaps) + 0.2);
    }

    private static double share(List<Boolean> all) {
        return (double) Collections.frequency(all, true) / all.size();
    }

    @Test
    void theSignsWeighWhatTheQuestionsSay() {
        var examples = new HashMap<Question, List<Example>>();
        all.forEach(question -> examples.put(question, examples(question)));

        var weights = fitted(examples, all);

        crossValidated(examples);
        var signs = Sign.values();
        for (var i = 0; i < signs.length; i++) {
            System.out.printf(Locale.ROOT, "%s(%.2f),%n", signs[i], weights[i]);
        }
        for (var i = 0; i < signs.length; i++) {
            assertThat(signs[i].weight()).as(signs[i].name()).isCloseTo(weights[i], within(0.01));
        }
    }

    private static List<Example> examples(Question question) {
        var sentences = sentences(question);
        var signs = new Judge(LEXICON).signs(Extractor.question(question.asked(), LEXICON), sentences);
        var examples = new ArrayList<Example>();
        for (var i = 0; i < sentences.size(); i++) {
            var each = signs.get(i);
            examples.add(new Example(
                    Arrays.stream(Sign.values())
                            .map(sign -> each.getOrDefault(sign, 0.0))
                            .toList(),
                    question.isAnsweredBy(sentences.get(i))));
        }
        return examples;
    }

    private static void crossValidated(Map<Question, List<Example>> examples) {
        var documents = all.stream().map(Question::document).distinct().toList();
        var first = 0;
        for (var fold = 0; fold < FOLDS; fold++) {
            var held = fold;
            var tested = all.stream()
                    .filter(it -> documents.indexOf(it.document()) % FOLDS == held)
                    .toList();
            var rest = all.stream().filter(it -> !tested.contains(it)).toList();
            var weights = fitted(examples, rest);
            for (var question : tested) {
                first += examples.getOrDefault(question, List.of()).stream()
                                .max((one, other) -> Double.compare(
                                        Logistic.probability(weights, one.signs()),
                                        Logistic.probability(weights, other.signs())))
                                .filter(Example::holds)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        System.out.printf("most probable sentence answers, documents held back by tenths: %d%n", first);
    }

    /** Questions in plain words count twice: customers ask so more often than these questions do. */
    private static double[] fitted(Map<Question, List<Example>> examples, List<Question> of) {
        var plain = of.stream().filter(Question::inPlainWords).toList();
        return Logistic.fitted(Stream.concat(of.stream(), plain.stream())
                .flatMap(it -> examples.getOrDefault(it, List.of()).stream())
                .toList());
    }

    private static List<Sentence> sentences(Question question) {
        var sentences = new ArrayList<Sentence>();
        for (var rank = 0; rank < question.passages().size(); rank++) {
            sentences.addAll(Passages.sentences(question.passages().get(rank), rank, Locale.UK));
        }
        return sentences;
    }

    private static String plain(String text) {
        return NOT_TEXT.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .replaceAll(" +", " ")
                .strip();
    }

    private static Question question(JsonNode question, JsonNode texts) {
        var passages = new ArrayList<Passage>();
        for (var found : question.get("found")) {
            var id = found.get("passage").asString();
            var passage = texts.get(id);
            var spans = new ArrayList<Span>();
            for (var span : found.get("spans")) {
                spans.add(new Span(
                        span.get(0).asInt(),
                        span.get(1).asInt(),
                        span.get(2).asDouble(),
                        span.get(3).asDouble()));
            }
            passages.add(new Passage(
                    id.substring(0, id.indexOf('#')),
                    "1",
                    id,
                    passage.get("title").asString(),
                    passage.get("section").isNull()
                            ? null
                            : passage.get("section").asString(),
                    passage.get("text").asString(),
                    passage.get("category").asString(),
                    passage.get("productId").isNull()
                            ? null
                            : passage.get("productId").asString(),
                    found.get("score").asDouble(),
                    spans));
        }
        return new Question(
                new Asked(
                        question.get("question").asString(),
                        texts(question.get("names")),
                        texts(question.get("products")),
                        question.has("documents") ? texts(question.get("documents")) : List.of()),
                question.get("plain").asBoolean(),
                question.get("document").asString(),
                texts(question.get("answers")),
                passages);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
