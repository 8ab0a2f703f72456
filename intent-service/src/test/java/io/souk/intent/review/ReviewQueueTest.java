package io.souk.intent.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.Samples;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.review.ReviewQueue.Item;
import io.souk.intent.training.Label;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {
    private final ReviewQueue queue = new ReviewQueue(0.6);

    @Test
    void unsureUnhelpfulAndAskedBackTurnsAreListedTheLeastCertainFirst() {
        queue.add(classified("t-1", "hm that thing again", 0.4));
        queue.add(classified("t-2", "where is it", 0.9));
        queue.add(new FeedbackGiven(Meta.first("f-1", "c-1", "t-2"), false, null));
        queue.add(classified("t-3", "fine", 0.95));
        queue.add(new FeedbackGiven(Meta.first("f-2", "c-1", "t-3"), true, null));
        queue.add(classified("t-4", "the other stuff", 0.7));
        queue.add(prepared("t-4", List.of()));
        queue.add(prepared("t-5", List.of(new HistoryMessage(Author.ASSISTANT, "What do you mean?", Instant.EPOCH))));

        assertThat(queue.items()).extracting(Item::turnId).containsExactly("t-1", "t-4", "t-2");
        assertThat(queue.items())
                .extracting(Item::reasons)
                .containsExactly(List.of("unsure"), List.of("asked back"), List.of("unhelpful"));
    }

    @Test
    void whatIsKeptNamesNobodyAndNothing() {
        var text =
                "My name is Yusuf Rossi, zip 19122, mail y.rossi@example.com: is the X1 of ORD-1001 better than the X2?";
        var products = List.of(
                new ProductMention("techpro-x1", "TechPro X1", "X1", text.indexOf("X1"), 1),
                new ProductMention("techpro-x2", "TechPro X2", "X2", text.indexOf("X2"), 1));
        queue.add(classified("t-1", text, 0.3, new Entities(products, List.of(), List.of(), List.of())));

        assertThat(queue.items().getFirst().masked())
                .isEqualTo(
                        "My name is Alex Kim, zip 12345, mail someone@example.com: is the {product} of {order} better than the"
                                + " {product2}?");
    }

    @Test
    void labelsThatAPersonTypesAreAddedToTheTrainingFile(@TempDir Path folder) throws IOException {
        var training = Files.writeString(folder.resolve("utterances.tsv"), "thanks\tcheers\n");
        var items = List.of(
                item("cheers"),
                item("send it back"),
                item("what is that"),
                item("twice the money"),
                item("never shown"));

        var screen = session(training, items, "nonsense\nrefund/request\n\n=\nq\n");

        assertThat(Files.readString(training))
                .isEqualTo("thanks\tcheers\nrefund/request\tsend it back\ngeneral\ttwice the money\n");
        assertThat(screen)
                .contains("There is no such label", "2 added", "To retrain")
                .doesNotContain("cheers");
    }

    @Test
    void anEndOfInputEndsTheSession(@TempDir Path folder) throws IOException {
        var training = Files.writeString(folder.resolve("utterances.tsv"), "");

        assertThat(session(training, List.of(item("one"), item("two")), "payment\n"))
                .contains("1 added");
        assertThat(Files.readString(training)).isEqualTo("payment\tone\n");
    }

    private static String session(Path training, List<Item> items, String typed) throws IOException {
        var screen = new ByteArrayOutputStream();
        new LabellingSession(
                        Samples.Models.MODEL.labels(),
                        training,
                        new BufferedReader(new StringReader(typed)),
                        new PrintStream(screen, true, StandardCharsets.UTF_8))
                .run(items);
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static Item item(String text) {
        return new Item("t-" + text, text, text, new Label(Intent.GENERAL, null), 0.4, List.of("unsure"));
    }

    private static IntentClassified classified(String turn, String text, double confidence) {
        return classified(turn, text, confidence, Entities.NONE);
    }

    private static IntentClassified classified(String turn, String text, double confidence, Entities entities) {
        return new IntentClassified(
                Meta.first("i-" + turn, "c-1", turn),
                text,
                text,
                List.of(new RankedIntent(Intent.GENERAL, null, confidence)),
                entities,
                Set.of(),
                null,
                null,
                Focus.NONE,
                null,
                IntentClassifier.BY_EMBEDDING);
    }

    private static TurnPrepared prepared(String turn, List<HistoryMessage> history) {
        return new TurnPrepared(Meta.first("e-" + turn, "c-1", turn), "text", null, history, Focus.NONE, null);
    }
}
