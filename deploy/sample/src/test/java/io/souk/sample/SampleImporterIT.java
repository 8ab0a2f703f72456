package io.souk.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.sample.SampleImporter.ImportException;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SampleImporterIT {

    @Test
    void publishesTheWholeCatalogueTheSameWayEachTime() throws Exception {
        var data = SampleData.read(Path.of("data"));
        try (var probe = new EventProbe(Infrastructure.kafka())) {
            var out = new ByteArrayOutputStream();
            String[] arguments = {"--kafka", Infrastructure.kafka(), "--data", "data"};

            var first = SampleImporter.run(arguments, new PrintStream(out, true, UTF_8), System.err);
            var second = SampleImporter.run(arguments, new PrintStream(out, true, UTF_8), System.err);

            assertThat(List.of(first, second)).containsOnly(0);
            assertThat(out.toString(UTF_8))
                    .contains("Published %d products and %d documents."
                            .formatted(data.products().size(), data.documents().size()));
            Awaitility.await().untilAsserted(() -> {
                assertThat(probe.seen(ProductUpserted.class))
                        .hasSize(2 * data.products().size());
                assertThat(probe.seen(DocumentUpserted.class))
                        .hasSize(2 * data.documents().size());
            });
            assertThat(probe.seen(ProductUpserted.class)
                            .map(event -> event.meta().id())
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(data.products().stream()
                            .map(event -> event.meta().id())
                            .toList());
            var x1 = probe.await(ProductUpserted.class, product -> product.id().equals("techpro-x1"));
            assertThat(x1.specs()).containsEntry("Battery life", "12 h");
            assertThat(List.copyOf(x1.specs().keySet())).startsWith("Display", "Processor", "Memory");
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsOneClearLine() {
        var importer = new SampleImporter("localhost:1", Duration.ofSeconds(1));

        assertThatThrownBy(() -> importer.publish(List.of()))
                .isInstanceOf(ImportException.class)
                .hasMessage("no Kafka broker answers at localhost:1");
    }
}
