package io.souk.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.IntentClassifier.Classification;
import io.souk.kit.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts with one wish and with several, on utterances that were never trained on. */
class IntentClassifierTest {
    private static TextEmbedder embedder;
    private static Encoders encoders;
    private static IntentClassifier classifier;

    private record Wishes(List<Intent> intents, String text) {}

    @BeforeAll
    static void load() {
        embedder = TextEmbedder.load();
        encoders = new Encoders(embedder);
        classifier = new IntentClassifier(encoders, IntentModel.load());
    }

    @AfterAll
    static void close() {
        encoders.close();
        embedder.close();
    }

    @Test
    void severalWishesAreAllThereWithTheirPlaces() {
        var text = "track ORD-1001 and what's your return policy?";

        var classification = classify(text);

        assertThat(classification.ranked().subList(0, 2))
                .extracting(RankedIntent::intent)
                .containsExactly(Intent.ORDER_STATUS, Intent.REFUND);
        assertThat(classification.ranked().subList(0, 2)).allMatch(reading -> reading.confidence() > 0.6);
        assertThat(classification.segments())
                .extracting(segment -> text.substring(segment.start(), segment.end()))
                .containsExactly("track ORD-1001", "what's your return policy?");
        assertThat(classification.segments().getLast().top().is(Intent.REFUND, Variants.POLICY))
                .isTrue();
    }

    @Test
    void bothWishesComeOutOfMessagesWithTwo() throws IOException {
        var messages =
                messages().stream().filter(each -> each.intents().size() == 2).toList();
        var found = messages.stream()
                .filter(each -> intents(classify(each.text())).containsAll(each.intents()))
                .toList();

        messages.stream()
                .filter(each -> !found.contains(each))
                .forEach(each -> System.out.println(
                        "  missed: " + each.text() + " " + classify(each.text()).ranked()));
        System.out.printf("two wishes: both found in %d of %d%n", found.size(), messages.size());
        assertThat(messages).hasSizeGreaterThanOrEqualTo(40);
        assertThat(found).hasSizeGreaterThan(messages.size() * 8 / 10);
    }

    @Test
    void oneWishInSeveralSentencesStaysOne() throws IOException {
        var messages =
                messages().stream().filter(each -> each.intents().size() == 1).toList();
        var split = messages.stream()
                .filter(each -> !classify(each.text()).segments().isEmpty())
                .toList();
        var heldOut = TrainingSet.read("/training/held-out.tsv").utterances();
        var splitHeldOut = heldOut.stream()
                .filter(each -> !classify(each.text()).segments().isEmpty())
                .toList();

        split.forEach(each -> System.out.println(
                "  split: " + each.text() + " " + classify(each.text()).ranked()));
        splitHeldOut.forEach(each -> System.out.println("  split: " + each.text()));
        System.out.printf(
                "one wish: split %d of %d long messages, %d of %d held-out lines%n",
                split.size(), messages.size(), splitHeldOut.size(), heldOut.size());
        assertThat(split).hasSizeLessThanOrEqualTo(messages.size() / 10);
        assertThat(splitHeldOut).hasSizeLessThanOrEqualTo(heldOut.size() / 100);
    }

    @Test
    void saysHowFarOutOfScopeEachTextIs() {
        for (var text : List.of("where is my order", "tell me a joke", "my parcel never came")) {
            assertThat(classify(text).ranked()).extracting(RankedIntent::intent).contains(Intent.OUT_OF_SCOPE);
        }
        assertThat(classify("where is my order").likely())
                .extracting(RankedIntent::intent)
                .doesNotContain(Intent.OUT_OF_SCOPE);
    }

    @Test
    void aTextReadsTheSameInAnyCompany() {
        var texts = IntStream.range(0, 40)
                .mapToObj(i -> "where is my order number 10" + i + ", and can I pay by card?")
                .map(IntentClassifierTest::extraction)
                .toList();

        var together = classifier.classify(texts);

        for (var i = 0; i < texts.size(); i++) {
            assertThat(intents(together.get(i))).isEqualTo(intents(classifier.classify(texts.get(i))));
        }
    }

    private static Classification classify(String text) {
        return classifier.classify(extraction(text));
    }

    private static Extraction extraction(String text) {
        return EntityExtractor.extract(text, Samples.INDEX, false);
    }

    private static List<Intent> intents(Classification classification) {
        return classification.likely().stream().map(RankedIntent::intent).toList();
    }

    private static List<Wishes> messages() throws IOException {
        try (var in =
                Objects.requireNonNull(IntentClassifierTest.class.getResourceAsStream("/training/two-wishes.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .map(fields -> new Wishes(
                            Arrays.stream(fields[0].split(" "))
                                    .map(name -> Label.parse(name).intent())
                                    .toList(),
                            fields[1]
                                    .replace("{product}", "TechPro X1")
                                    .replace("{product2}", "TechPro X2")
                                    .replace("{order}", "ORD-1001")))
                    .toList();
        }
    }
}
