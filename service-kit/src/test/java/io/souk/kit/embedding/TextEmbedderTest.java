package io.souk.kit.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingRequest;

class TextEmbedderTest {
    /** Quantised activations take their scale from the whole batch, so vectors differ a little. */
    private static final double BATCH_COSINE = 0.99;

    private static TextEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = TextEmbedder.load();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void passageThatAnswersIsNearerThanOthers() {
        var question = embedder.embedQuery("how long does the battery last?");

        var answer = embedder.embedPassage("With mixed office use the laptop runs for up to 12 hours on one charge.");
        var related = embedder.embedPassage("The laptop has two Thunderbolt ports and a matte screen.");
        var unrelated = embedder.embedPassage("Gift cards cannot be exchanged for cash.");

        assertThat(cosine(question, answer)).isGreaterThan(cosine(question, related));
        assertThat(cosine(question, related)).isGreaterThan(cosine(question, unrelated));
    }

    @Test
    void vectorsHaveLengthOne() {
        var vector = embedder.embedPassage("Where is my parcel?");

        assertThat(vector).hasSize(embedder.dimensions());
        assertThat(cosine(vector, vector)).isCloseTo(1.0, within(1e-5));
    }

    @Test
    void textInABatchGetsTheVectorItHasAlone() {
        var texts =
                new ArrayList<>(List.of("Hi", "Where is my order?", "the screen is broken, I want my money back!!"));
        IntStream.range(0, 40).forEach(i -> texts.add("filler ".repeat(i) + "about laptops and docks"));

        var together = embedder.embedPassages(texts);

        for (var i = 0; i < texts.size(); i++) {
            assertThat(cosine(together.get(i), embedder.embedPassage(texts.get(i))))
                    .as("text %d", i)
                    .isGreaterThan(BATCH_COSINE);
        }
    }

    @Test
    void queriesDifferFromPassages() {
        assertThat(embedder.embedQuery("refund policy")).isNotEqualTo(embedder.embedPassage("refund policy"));
    }

    @Test
    void repeatedQueriesCannotBeSpoiledByTheirReaders() {
        var first = embedder.embedQuery("refund policy");
        var before = first[0];
        first[0] = 42;

        assertThat(embedder.embedQuery("refund policy")[0]).isEqualTo(before);
        assertThat(embedder.embedQueries(List.of("refund policy", "refund policy"))
                        .get(1)[0])
                .isEqualTo(before);
    }

    @Test
    void springAiSeesPassages() {
        var response = embedder.call(new EmbeddingRequest(List.of("a dock", "a charger"), null));

        assertThat(cosine(response.getResults().get(1).getOutput(), embedder.embedPassage("a charger")))
                .isGreaterThan(BATCH_COSINE);
        assertThat(embedder.embed(new Document("a dock"))).isEqualTo(embedder.embedPassage("a dock"));
    }

    @Test
    void anyTextHasAVector() {
        for (var text : List.of(
                "",
                " ",
                "?",
                "\u0000\u0007",
                "😀😀😀",
                "где мой заказ",
                "<b>'; drop table</b>",
                "x".repeat(100_000),
                "word ".repeat(50_000))) {
            assertThat(embedder.embedPassage(text)).hasSize(384).doesNotContain(Float.NaN);
        }
        assertThat(embedder.embedPassages(List.of())).isEmpty();
    }

    @Test
    void threadsShareIt() {
        var texts = IntStream.range(0, 32)
                .mapToObj("order ORD-10%02d is late"::formatted)
                .toList();

        var inParallel = texts.parallelStream().map(embedder::embedPassage).toList();

        for (var i = 0; i < texts.size(); i++) {
            assertThat(inParallel.get(i)).isEqualTo(embedder.embedPassage(texts.get(i)));
        }
    }

    @Test
    void anotherEncoderHasItsOwnVectors() {
        try (var other = TextEmbedder.load(SentenceEncoder.MINI_LM)) {
            var question = other.embedPassage("where is my parcel");

            assertThat(other.modelId()).isEqualTo("all-minilm-l6-v2-q");
            assertThat(cosine(question, other.embedPassage("I am looking for my package")))
                    .isGreaterThan(cosine(question, other.embedPassage("how do I boil an egg")) + 0.3);
            assertThat(cosine(question, embedder.embedPassage("where is my parcel")))
                    .isLessThan(0.5);
        }
    }

    @Test
    void theEndWaitsForThoseWhoEmbedAndTellsThoseWhoComeLater() throws InterruptedException {
        var other = TextEmbedder.load(SentenceEncoder.MINI_LM);
        var running = new CountDownLatch(2);
        var embedding = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (true) {
                        other.embedPassage("where is my parcel");
                        running.countDown();
                    }
                }))
                .limit(2)
                .toList();

        running.await();
        other.close();

        assertThat(embedding)
                .allSatisfy(it -> assertThatThrownBy(it::join)
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .hasRootCauseMessage("the embedding model is closed"));
    }

    @Test
    void missingModelSaysSo() {
        assertThatThrownBy(() -> TextEmbedder.load(withModel(null)))
                .isInstanceOf(EmbeddingModelUnavailableException.class)
                .hasMessageContaining(TextEmbedder.MODEL_RESOURCE)
                .hasMessageContaining("not on the class path");
    }

    @Test
    void brokenModelSaysSo() {
        assertThatThrownBy(() -> TextEmbedder.load(withModel(new ByteArrayInputStream(new byte[] {1, 2, 3}))))
                .isInstanceOf(EmbeddingModelUnavailableException.class)
                .hasMessageContaining("cannot be loaded");
    }

    private static ClassLoader withModel(InputStream model) {
        return new ClassLoader(TextEmbedderTest.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals(TextEmbedder.MODEL_RESOURCE) ? model : super.getResourceAsStream(name);
            }
        };
    }

    private static double cosine(float[] a, float[] b) {
        var dot = 0.0;
        for (var i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
