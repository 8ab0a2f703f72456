package io.souk.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was once written must be readable for ever: files in {@code contracts/} are added, never edited. */
class ContractTest {
    private static final Path SAMPLES = Path.of("src/test/resources/contracts");
    private static final JsonMapper JSON = JsonMapper.shared();
    private final EventCodec codec = new EventCodec("/souk/example");

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsReadAndWrittenBackWithoutLoss(Path sample) throws IOException {
        var bytes = Files.readAllBytes(sample);

        var event = codec.decodeStructured(topicOf(bytes), bytes);

        assertThat(event.getClass().getSimpleName()).isNotEqualTo("Unknown");
        assertThat(numbersAsText(JSON.readTree(codec.encodeStructured(event))))
                .isEqualTo(numbersAsText(JSON.readTree(bytes)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void binaryModeSaysTheSame(Path sample) throws IOException {
        var bytes = Files.readAllBytes(sample);
        var event = codec.decodeStructured(topicOf(bytes), bytes);

        var sent = codec.encode(event);

        assertThat(sent.topic()).isEqualTo(topicOf(bytes));
        assertThat(sent.key()).isEqualTo(event.meta().subject());
        assertThat(new String(sent.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo(EventCodec.typeOf(event));
        assertThat(codec.decode(sent.topic(), sent.headers(), sent.value())).isEqualTo(event);
    }

    /** The SDK is what other systems may well use. */
    @ParameterizedTest
    @MethodSource("samples")
    void theCloudEventsSdkReadsWhatWeWriteAndWeReadWhatItWrites(Path sample) throws IOException {
        var bytes = Files.readAllBytes(sample);
        var event = codec.decodeStructured(topicOf(bytes), bytes);
        var sent = codec.encode(event);

        var binary =
                KafkaMessageFactory.createReader(sent.headers(), sent.value()).toEvent();
        var structured = new JsonFormat().deserialize(codec.encodeStructured(event));

        assertThat(attributes(binary)).isEqualTo(attributes(structured));
        var theirs = KafkaMessageFactory.createWriter(sent.topic(), sent.key()).writeBinary(binary);
        assertThat(codec.decode(sent.topic(), theirs.headers(), theirs.value())).isEqualTo(event);
        assertThat(codec.decodeStructured(sent.topic(), new JsonFormat().serialize(binary)))
                .isEqualTo(event);
    }

    private static Map<String, Object> attributes(CloudEvent event) {
        var attributes = new HashMap<String, Object>();
        event.getAttributeNames().forEach(name -> attributes.put(name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> attributes.put(name, event.getExtension(name)));
        return attributes;
    }

    @Test
    void everyTypeHasASample() throws IOException {
        for (var topic : Topics.all()) {
            for (var type : EventCodec.typesOn(topic)) {
                assertThat(SAMPLES.resolve(type + ".json")).exists();
            }
        }
    }

    static Stream<Path> samples() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    private static String topicOf(byte[] sample) {
        var type = JSON.readTree(sample).get("type").asString();
        return Topics.all().stream()
                .filter(topic -> EventCodec.typesOn(topic).contains(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " is on no topic"));
    }

    /** So that 249.00 and 249.0 count as what they are to a JSON reader. */
    private static String numbersAsText(JsonNode node) {
        return JSON.writeValueAsString(JSON.treeToValue(node, Object.class));
    }
}
