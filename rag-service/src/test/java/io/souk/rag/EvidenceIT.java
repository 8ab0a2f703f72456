package io.souk.rag;

import static io.souk.rag.EvidenceScopeTest.reading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.souk.events.Embedding;
import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Passage;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.Wish;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.LiveIndex;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class EvidenceIT extends RagIT {
    private static EventProbe probe;

    @Autowired
    private TextEmbedder embedder;

    @Autowired
    private DataSource database;

    @Autowired
    private Spelling spelling;

    @Autowired
    private LiveIndex index;

    @Autowired
    private SecondReader secondReader;

    @BeforeAll
    static void watch() {
        probe = new EventProbe(Infrastructure.kafka());
    }

    @AfterAll
    static void stopWatching() {
        probe.close();
    }

    @BeforeEach
    void smallLibrary() {
        forgetEverything();
        put(
                "manual-x1",
                "TechPro X1 Manual",
                "manual",
                "techpro-x1",
                "## Battery\n\nThe battery lasts up to 12 hours.");
        put(
                "manual-x2",
                "TechPro X2 Manual",
                "manual",
                "techpro-x2",
                "## Battery\n\nThe battery lasts up to 14 hours.");
        put("policy-returns", "Returns", "policy", null, "## Window\n\nYou can return almost anything within 30 days.");
    }

    @Test
    void passagesOfTheNamedProductAreEvidence() {
        var turn = turn("How long does the battery last?", Intent.PRODUCT_INFO, null, "techpro-x2");

        probe.publish(turn);

        var evidence = evidenceFor(turn);
        assertThat(evidence.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(evidence.from()).isEqualTo(Route.RAG);
        assertThat(evidence.meta().causeId()).isEqualTo(turn.meta().id());
        assertThat(evidence.findings().getFirst()).isInstanceOfSatisfying(Passage.class, passage -> {
            assertThat(passage.documentId()).isEqualTo("manual-x2");
            assertThat(passage.section()).isEqualTo("Battery");
            assertThat(passage.text()).isEqualTo("The battery lasts up to 14 hours.");
            assertThat(passage.category()).isEqualTo("manual");
            assertThat(passage.productId()).isEqualTo("techpro-x2");
            assertThat(passage.score()).isBetween(0.1, 1.0);
            assertThat(passage.spans())
                    .singleElement()
                    .satisfies(span -> assertThat(passage.text().substring(span.start(), span.end()))
                            .isEqualTo("The battery lasts up to 14 hours."));
        });
        assertThat(evidence.findings())
                .noneMatch(finding -> finding instanceof Passage passage
                        && passage.documentId().equals("manual-x1"));
    }

    @Test
    void aLongPassageComesWithItsNeighboursAndTheSentencesThatAnswer() {
        var filler =
                "The case is made of aluminium and weighs little. It opens with one hand and stays where it is put. ";
        put(
                "manual-x3",
                "TechPro X3 Manual",
                "manual",
                "techpro-x3",
                "## Keyboard\n\n" + filler.repeat(5) + "The keys are lit if you press Fn and L together. "
                        + filler.repeat(5));
        var turn = turn("how do I switch on the light of the keys", Intent.PRODUCT_INFO, null, "techpro-x3");

        probe.publish(turn);

        assertThat(evidenceFor(turn).findings().getFirst()).isInstanceOfSatisfying(Passage.class, passage -> {
            assertThat(passage.text()).hasSizeGreaterThan(700).contains("Fn and L");
            assertThat(passage.spans())
                    .extracting(span -> passage.text().substring(span.start(), span.end()))
                    .contains("The keys are lit if you press Fn and L together.");
            assertThat(passage.spans())
                    .as("the second model has read each")
                    .allSatisfy(span -> assertThat(span.likeness()).isNotNull());
            assertThat(Collections.max(
                            passage.spans(),
                            Comparator.comparingDouble(span -> Objects.requireNonNullElse(span.likeness(), 0.0))))
                    .satisfies(span -> assertThat(passage.text().substring(span.start(), span.end()))
                            .isEqualTo("The keys are lit if you press Fn and L together."));
            assertThat(passage.text().indexOf("The keys are lit"))
                    .as("the sentence that two chunks share stands once")
                    .isEqualTo(passage.text().lastIndexOf("The keys are lit"));
        });
    }

    @Test
    void eachWishOfAMessageGetsItsOwnEvidence() {
        var first = turn("Where is my order?", Intent.ORDER_STATUS, null);
        var turn = new IntentClassified(
                first.meta(),
                first.text(),
                first.question(),
                first.intents(),
                Entities.NONE,
                Set.of(Route.TOOLS),
                null,
                null,
                Focus.NONE,
                null,
                "rules",
                List.of(new Wish(
                        "and within how many days can I return something",
                        "within how many days can I return something",
                        List.of(new RankedIntent(Intent.REFUND, null, 0.9)),
                        Entities.NONE,
                        Set.of(Route.RAG),
                        null)));

        probe.publish(turn);

        assertThat(evidenceFor(turn).wish()).isEqualTo(1);
        assertThat(evidenceFor(turn).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void whatIsInNoPolicyIsLookedForInManualsToo() {
        var turn = turn("How long does the battery of the TechPro X1 last?", Intent.ORDER_STATUS, null);

        probe.publish(turn);

        assertThat(evidenceFor(turn).findings().getFirst())
                .isInstanceOfSatisfying(
                        Passage.class,
                        passage -> assertThat(passage.documentId()).isEqualTo("manual-x1"));
    }

    @Test
    void whatAnotherProductsManualSaysIsNoAnswer() {
        var turn = turn("How long does the battery last?", Intent.PRODUCT_INFO, null, "techpro-x9");

        probe.publish(turn);

        assertThat(evidenceFor(turn).findings())
                .noneMatch(finding -> finding instanceof Passage passage && passage.productId() != null);
    }

    @Test
    void whatWasCitedLastIsLookedInTooThoughOthersHaveMoreOfTheWords() {
        put(
                "policy-vouchers",
                "Vouchers",
                "policy",
                null,
                "## Time\n\nThe balance ends three years after the purchase.");
        Stream.of(
                        "spring sale",
                        "student discount",
                        "trade-in offer",
                        "price promise",
                        "invitation",
                        "coupon",
                        "estimate",
                        "membership")
                .forEach(name -> put(
                        "faq-" + name.replace(' ', '-'),
                        name,
                        "faq",
                        null,
                        "## How long is the " + name + " valid?\n\nThe " + name + " is valid for two weeks."));
        var bare = turn("How long is it valid?", Intent.GENERAL, null);
        var following = speakingOf(turn("How long is it valid?", Intent.GENERAL, null), "policy-vouchers");

        probe.publish(bare);
        probe.publish(following);

        assertThat(documents(evidenceFor(bare))).isNotEmpty().doesNotContain("policy-vouchers");
        assertThat(documents(evidenceFor(following)))
                .contains("policy-vouchers")
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsSaidWhenNothingIsKnown() {
        var turn = turn("Who won the football world cup?", Intent.GENERAL, null);

        probe.publish(turn);

        assertThat(evidenceFor(turn).outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(evidenceFor(turn).findings()).isEmpty();
    }

    @Test
    void theVectorThatCameAlongIsUsedIfItIsOfOurModel() {
        var vector = embedder.embedQuery("within how many days can I return something");
        var ours = turn("xyzzy", Intent.GENERAL, Embedding.of(embedder.modelId(), vector));
        var others = turn("xyzzy", Intent.GENERAL, Embedding.of("another-model", vector));
        var broken = turn("xyzzy", Intent.GENERAL, new Embedding(embedder.modelId(), "no base64!"));

        Stream.of(ours, others, broken).forEach(probe::publish);

        assertThat(evidenceFor(ours).outcome()).isEqualTo(Outcome.FOUND);
        assertThat(evidenceFor(others).outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(evidenceFor(broken).outcome()).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void aRedeliveredTurnBringsTheSameEvidenceUnderTheSameId() {
        var turn = turn("within how many days can I return something", Intent.REFUND, null);
        probe.publish(turn);
        var first = evidenceFor(turn);

        probe.publish(turn);
        var later = turn("How long does the battery last?", Intent.PRODUCT_INFO, null, "techpro-x1");
        probe.publish(later);
        evidenceFor(later);

        assertThat(probe.seen(EvidenceGathered.class)
                        .filter(it -> turn.meta().id().equals(it.meta().causeId()))
                        .map(it -> it.meta().id()))
                .containsOnly(first.meta().id());
    }

    @Test
    void poisonAndTurnsOfOthersAreLeftAside() {
        var garbage = "garbage".getBytes(UTF_8);
        var forGraph = new IntentClassified(
                meta(),
                "x",
                "x",
                List.of(reading(Intent.COMPARISON, 1)),
                Entities.NONE,
                Set.of(Route.GRAPH),
                null,
                null,
                Focus.NONE,
                null,
                "rules");
        var next = turn("within how many days can I return something", Intent.REFUND, null);

        probe.publishRaw(Topics.INTENTS, "c-it", garbage, Map.of());
        probe.publish(forGraph);
        probe.publish(next);

        assertThat(evidenceFor(next).outcome()).isEqualTo(Outcome.FOUND);
        probe.awaitDeadLetter(Topics.INTENTS, garbage);
        assertThat(probe.seen(EvidenceGathered.class)
                        .filter(it -> forGraph.meta().id().equals(it.meta().causeId())))
                .isEmpty();
    }

    @Test
    void aDatabaseThatHangsIsGivenUpInTime() throws Exception {
        var turn = turn("How long does the battery last?", Intent.PRODUCT_INFO, null);
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table chunk in access exclusive mode");
            var started = System.nanoTime();

            probe.publish(turn);
            var evidence = evidenceFor(turn);

            assertThat(evidence.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
            other.rollback();
        }
        Awaitility.await("search after the database has come back").until(() -> {
            var again = turn("How long does the battery last?", Intent.PRODUCT_INFO, null);
            probe.publish(again);
            return evidenceFor(again).outcome() == Outcome.FOUND;
        });
    }

    @Test
    void aDatabaseThatIsAwayIsGivenUpInTimeAndNotWaitedForAgainAtOnce() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:1/nowhere");
        config.setConnectionTimeout(1_500);
        config.setInitializationFailTimeout(-1);
        try (var away = new HikariDataSource(config)) {
            var finder = new EvidenceFinder(
                    new PassageSearch(JdbcClient.create(away), new SimpleMeterRegistry()),
                    spelling,
                    index,
                    secondReader);
            var started = System.nanoTime();

            var first = finder.find(turn("anything", Intent.GENERAL, null));
            var firstTook = Duration.ofNanos(System.nanoTime() - started);
            var second = finder.find(turn("anything else", Intent.GENERAL, null));
            var secondTook = Duration.ofNanos(System.nanoTime() - started).minus(firstTook);

            assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(second.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(firstTook).isLessThan(Duration.ofSeconds(2));
            assertThat(secondTook).isLessThan(Duration.ofMillis(200));
            finder.destroy();
        }
    }

    private static EvidenceGathered evidenceFor(IntentClassified turn) {
        return probe.await(
                EvidenceGathered.class, it -> turn.meta().id().equals(it.meta().causeId()));
    }

    private static List<String> documents(EvidenceGathered evidence) {
        return evidence.findings().stream()
                .map(finding -> ((Passage) finding).documentId())
                .toList();
    }

    private static IntentClassified speakingOf(IntentClassified turn, String document) {
        return new IntentClassified(
                turn.meta(),
                turn.text(),
                turn.question(),
                turn.intents(),
                turn.entities(),
                turn.routes(),
                turn.embedding(),
                turn.customerId(),
                Focus.NONE.withDocuments(List.of(document)),
                turn.pendingAction(),
                turn.classifier());
    }

    private static IntentClassified turn(
            String question, Intent intent, @Nullable Embedding embedding, String... products) {
        var mentions = Stream.of(products)
                .map(id -> new ProductMention(id, id, id, 0, 1))
                .toList();
        return new IntentClassified(
                meta(),
                question,
                question,
                List.of(new RankedIntent(intent, null, 0.9)),
                new Entities(mentions, List.of(), List.of(), List.of()),
                Set.of(Route.RAG),
                embedding,
                null,
                Focus.NONE,
                null,
                "rules");
    }

    private static Meta meta() {
        return Meta.first(UUID.randomUUID().toString(), "c-" + UUID.randomUUID(), "t-1");
    }
}
