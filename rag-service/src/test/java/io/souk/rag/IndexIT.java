package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.Documents.State;
import io.souk.rag.index.LiveIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** The index made anew with another model, while documents come and go and questions are asked. */
class IndexIT extends RagIT {
    private static final String OTHER = OtherEncoder.MODEL;
    private static final String QUESTION = "How long does the lantern last?";

    @Autowired
    private Documents documents;

    @Autowired
    private IndexBuilder builder;

    @Autowired
    private LiveIndex index;

    @Autowired
    private OtherEncoder other;

    @BeforeEach
    void threeDocuments() {
        forgetEverything();
        put("lantern", "Lantern", "manual", null, "The lantern lasts nine hours.");
        put("kettle", "Kettle", "manual", null, "The kettle boils in four minutes.");
        put("umbrella", "Umbrella", "manual", null, "The umbrella holds in storms.");
    }

    @AfterEach
    void backToTheFirstModel() {
        other.goOn();
        if (builder.progress().size() > 1 || !index.refresh().recipe().model().equals(TextEmbedder.MODEL_ID)) {
            builder.rebuild(TextEmbedder.MODEL_ID);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(builder.progress())
                        .singleElement()
                        .satisfies(it -> assertThat(it.model()).isEqualTo(TextEmbedder.MODEL_ID)));
        index.refresh();
    }

    @Test
    void anotherModelReplacesTheFirstAtOnceAndNothingIsMissedMeanwhile() {
        var first = index.current();
        other.hold("lantern");
        var answer = call(HttpMethod.POST, "/v1/index/rebuild", "{\"model\":\"another-model\"}");
        assertThat(answer.status().value()).isEqualTo(202);
        assertThat(answer.body().get("state").asString()).isEqualTo("BUILDING");

        awaitBuilt(1);
        assertThat(index.refresh().id()).as("searches stay where they are").isEqualTo(first.id());
        assertThat(found(QUESTION)).contains("lantern");
        put("parasol", "Parasol", "manual", null, "The parasol shades six people.");
        put("lantern", "Lantern", "manual", null, "The lantern lasts eleven hours.");
        call(HttpMethod.DELETE, "/v1/documents/umbrella", null);
        assertThat(found("How many people does the parasol shade?")).contains("parasol");
        other.goOn();

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(index.current().recipe().model()).isEqualTo(OTHER));
        assertThat(texts(index.current().id()))
                .containsExactlyInAnyOrder(
                        "The lantern lasts eleven hours.",
                        "The kettle boils in four minutes.",
                        "The parasol shades six people.");
        assertThat(found(QUESTION)).contains("lantern");
        assertThat(put("kettle", "Kettle", "manual", null, "The kettle boils in four minutes.")
                        .body()
                        .get("change")
                        .asString())
                .as("the document is the same")
                .isEqualTo("UNCHANGED");
        put("kettle", "Kettle", "manual", null, "The kettle boils in three minutes.");
        assertThat(found("How fast does the kettle boil?")).contains("kettle");
    }

    @Test
    void aRebuildThatWasInterruptedGoesOnWhereItWas() {
        other.hold("lantern");
        builder.rebuild(OTHER);
        awaitBuilt(1);
        var embedded = other.timesEmbedded("kettle boils");

        // Whoever comes after a crash finds this in the database, and asks for the same.
        var again = builder.rebuild(OTHER);
        other.goOn();

        Awaitility.await().untilAsserted(() -> assertThat(index.refresh().id()).isEqualTo(again.id()));
        assertThat(texts(again.id())).hasSize(3);
        assertThat(other.timesEmbedded("kettle boils")).as("not done again").isEqualTo(embedded);
    }

    @Test
    void aGenerationThatWasReplacedIsDroppedAfterAWhile() {
        var first = index.current().id();
        builder.rebuild(OTHER);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(index.current().recipe().model()).isEqualTo(OTHER));
        assertThat(texts(first)).as("a search that began before goes on").hasSize(3);

        jdbc.sql("update generation set retired_at = now() - interval '2 minutes' where state = 'RETIRED'")
                .update();

        Awaitility.await()
                .untilAsserted(() -> assertThat(jdbc.sql("select to_regclass(:name) is null")
                                .param("name", "chunk_" + first)
                                .query(Boolean.class)
                                .single())
                        .isTrue());
    }

    @Test
    void manyWritersAndASwitchLeaveEachDocumentOnceInItsLastVersion() throws Exception {
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                var text = "The drum number " + i + " is loud.";
                var id = "drum-" + i % 5;
                writers.execute(() -> put(id, "Drum", "manual", null, text));
            }
            builder.rebuild(OTHER);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(index.refresh().recipe().model()).isEqualTo(OTHER));

        Awaitility.await()
                .untilAsserted(() -> assertThat(jdbc.sql("""
                                select count(*) from document join chunk on document_id = document.id
                                    and version = revision || '-' || left(fingerprint, 8) and ordinal = 0
                                where generation = :live""")
                                .param("live", index.current().id())
                                .query(Integer.class)
                                .single())
                        .isEqualTo(8));
        assertThat(texts(index.current().id())).hasSize(8);
    }

    @Test
    void whatTheIndexHasAndHasNotIsShown() {
        other.hold("lantern");
        builder.rebuild(OTHER);
        awaitBuilt(1);

        var generations = call(HttpMethod.GET, "/v1/index", null).body().get("generations");

        assertThat(generations).hasSize(2);
        assertThat(generations.get(0).get("state").asString()).isEqualTo("LIVE");
        assertThat(generations.get(0).get("documents").asInt()).isEqualTo(3);
        assertThat(generations.get(0).get("chunks").asInt()).isEqualTo(3);
        assertThat(generations.get(1).get("model").asString()).isEqualTo(OTHER);
        assertThat(generations.get(1).get("documents").asInt()).isEqualTo(1);
        assertThat(generations.get(1).get("pending").asInt()).isEqualTo(2);
    }

    @Test
    void aDocumentSaysHowFarItIs() {
        var shown = call(HttpMethod.GET, "/v1/documents/lantern", null).body();
        call(HttpMethod.DELETE, "/v1/documents/umbrella", null);

        assertThat(shown.get("state").asString()).isEqualTo("INDEXED");
        assertThat(shown.get("chunks").asInt()).isEqualTo(1);
        assertThat(shown.get("mediaType").asString()).isEqualTo("text/markdown");
        assertThat(documents.status("umbrella")).hasValueSatisfying(it -> {
            assertThat(it.state()).isEqualTo(State.REMOVED);
            assertThat(it.version()).isEmpty();
        });
        assertThat(call(HttpMethod.GET, "/v1/documents/nothing", null).status().value())
                .isEqualTo(404);
    }

    @Test
    void aModelThatIsNotThereIsRefusedAndTheServiceSaysSo() {
        assertThat(call(HttpMethod.POST, "/v1/index/rebuild", "{\"model\":\"klingon\"}")
                        .status()
                        .value())
                .isEqualTo(400);
        assertThatThrownBy(() -> builder.rebuild("klingon")).hasMessageContaining("klingon");
        var live = index.current().id();
        jdbc.sql("update generation set model = 'klingon' where id = :id")
                .param("id", live)
                .update();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                var health = call(HttpMethod.GET, "/actuator/health/readiness", null);
                assertThat(health.status().value()).isEqualTo(503);
            });
            assertThat(index.health().getDetails().get("reason").toString()).contains("klingon");
        } finally {
            jdbc.sql("update generation set model = :model where id = :id")
                    .param("model", TextEmbedder.MODEL_ID)
                    .param("id", live)
                    .update();
        }
    }

    private void awaitBuilt(int count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(builder.progress())
                        .filteredOn(generation -> generation.state().equals("BUILDING"))
                        .singleElement()
                        .satisfies(it -> assertThat(it.documents()).isEqualTo(count)));
    }

    private List<String> texts(int generation) {
        return jdbc.sql("select text from chunk where generation = :generation")
                .param("generation", generation)
                .query(String.class)
                .list();
    }

    private List<String> found(String question) {
        var ids = new ArrayList<String>();
        search(question)
                .body()
                .get("results")
                .forEach(hit -> ids.add(hit.get("documentId").asString()));
        return ids;
    }
}
