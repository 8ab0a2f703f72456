package io.souk.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EventCodec;
import io.souk.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
    private static final AsyncApi CONTRACT = AsyncApi.ofThisRepository();
    private static final EventCodec CODEC = new EventCodec("/souk/test");

    @Test
    void everyTypeWePublishIsDescribedAndNoOther() {
        for (var topic : Topics.all()) {
            assertThat(CONTRACT.typesOn(topic))
                    .as(topic)
                    .containsExactlyInAnyOrderElementsOf(EventCodec.typesOn(topic));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleKeepsThePromise(ProducerRecord<String, byte[]> sample) {
        assertThat(CONTRACT.violations(received(sample))).isEmpty();
    }

    @Test
    void aWrongTypeAMissingFieldAndAnUndescribedOneAreSeen() throws IOException {
        var sample = samples()
                .filter(record -> new String(
                                record.headers().lastHeader("ce_type").value(), UTF_8)
                        .equals("io.souk.support.handoff-requested.v1"))
                .findFirst()
                .orElseThrow();
        var broken = new ProducerRecord<>(sample.topic(), null, sample.key(), """
                {"reason": 7, "mood": "sunny"}""".getBytes(UTF_8), sample.headers());

        assertThat(CONTRACT.violations(received(broken)))
                .anySatisfy(problem -> assertThat(problem).contains("reason"))
                .anySatisfy(problem -> assertThat(problem).contains("summary"))
                .anySatisfy(problem -> assertThat(problem).contains("mood is not described"));
    }

    static Stream<ProducerRecord<String, byte[]>> samples() throws IOException {
        try (var files = Files.list(LocalMachine.REPOSITORY.resolve("events/src/test/resources/contracts"))) {
            return files.sorted().map(AsyncApiTest::record).toList().stream();
        }
    }

    private static ProducerRecord<String, byte[]> record(Path sample) {
        var type = sample.getFileName().toString().replaceFirst("(\\.v\\d+).*", "$1");
        var topic = Topics.all().stream()
                .filter(name -> EventCodec.typesOn(name).contains(type))
                .findFirst()
                .orElseThrow();
        try {
            return CODEC.encode(CODEC.decodeStructured(topic, Files.readAllBytes(sample)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        Headers headers = sent.headers();
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                headers,
                Optional.empty());
    }
}
