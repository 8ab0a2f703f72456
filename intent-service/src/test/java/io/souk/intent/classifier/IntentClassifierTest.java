package io.souk.intent.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.Samples;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.training.Label;
import io.souk.intent.training.TrainingSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts with one wish and with several, on utterances that were never trained on. */
class IntentClassifierTest {
    private static final IntentClassifier CLASSIFIER = Samples.Models.CLASSIFIER;

    private record Wishes(List<Intent> intents, String text) {}

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
        var read = classify(messages.stream().map(Wishes::text).toList());
        var found = IntStream.range(0, read.size())
                .filter(i -> intents(read.get(i)).containsAll(messages.get(i).intents()))
                .mapToObj(messages::get)
                .toList();

        messages.stream()
                .filter(each -> !found.contains(each))
                .forEach(each -> System.out.println("  missed: " + each.text()));
        System.out.printf("two wishes: both found in %d of %d%n", found.size(), messages.size());
        assertThat(messages).hasSizeGreaterThanOrEqualTo(40);
        assertThat(found).hasSizeGreaterThan(messages.size() * 8 / 10);
    }

    @Test
    void oneWishInSeveralSentencesStaysOne() throws IOException {
        var messages =
                messages().stream().filter(each -> each.intents().size() == 1).toList();
        var split = split(messages.stream().map(Wishes::text).toList());
        var heldOut = TrainingSet.read("/training/held-out.tsv");
        var splitHeldOut = split(heldOut.texts());

        split.forEach(text -> System.out.println("  split: " + text));
        splitHeldOut.forEach(text -> System.out.println("  split: " + text));
        System.out.printf(
                "one wish: split %d of %d long messages, %d of %d held-out lines%n",
                split.size(),
                messages.size(),
                splitHeldOut.size(),
                heldOut.texts().size());
        // One or two of 27 in most builds, three in one: a model trained anew differs a little.
        assertThat(split).hasSizeLessThanOrEqualTo(messages.size() / 6);
        assertThat(splitHeldOut).hasSizeLessThanOrEqualTo(heldOut.texts().size() / 100);
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

        var together = CLASSIFIER.classify(texts);

        for (var i = 0; i < texts.size(); i++) {
            assertThat(intents(together.get(i))).isEqualTo(intents(CLASSIFIER.classify(texts.get(i))));
        }
    }

    @Test
    void theSecondEncoderIsAskedOnlyWhereTheFirstLeavesADoubt() {
        var clear = "where is my order";
        var doubtful = "it says so on the side of the thing";

        assertThat(quick(clear)).isGreaterThan(IntentModel.SURE_AT_ONCE);
        assertThat(classify(clear).top().confidence()).isEqualTo(quick(clear));
        assertThat(quick(doubtful)).isLessThan(IntentModel.SURE_AT_ONCE);
        assertThat(classify(doubtful).top().confidence()).isEqualTo(thorough(doubtful));
    }

    private static double quick(String text) {
        return surest(Samples.Models.MODEL.quick(
                Samples.Models.ENCODERS.quick(List.of(Wording.core(text))).getFirst()));
    }

    private static double thorough(String text) {
        return surest(Samples.Models.MODEL.thorough(
                Samples.Models.ENCODERS.thorough(List.of(Wording.core(text))).getFirst()));
    }

    private static double surest(double[] probabilities) {
        var sums = new EnumMap<Intent, Double>(Intent.class);
        for (var i = 0; i < probabilities.length; i++) {
            sums.merge(Samples.Models.MODEL.labels().get(i).intent(), probabilities[i], Double::sum);
        }
        return Collections.max(sums.values());
    }

    private static Classification classify(String text) {
        return CLASSIFIER.classify(extraction(text));
    }

    private static List<Classification> classify(List<String> texts) {
        return CLASSIFIER.classify(
                texts.stream().map(IntentClassifierTest::extraction).toList());
    }

    private static List<String> split(List<String> texts) {
        var read = classify(texts);
        return IntStream.range(0, texts.size())
                .filter(i -> !read.get(i).segments().isEmpty())
                .mapToObj(texts::get)
                .toList();
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
