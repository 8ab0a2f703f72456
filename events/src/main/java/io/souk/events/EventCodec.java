package io.souk.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to Kafka records and back: CloudEvents 1.0 in binary mode with JSON bodies; structured mode is read too. Thread-safe.
 */
public final class EventCodec {
    private static final String META = "meta";
    private static final String CORRELATION = "correlationid";
    private static final String CAUSATION = "causationid";
    private static final String JSON = "application/json";
    private static final Map<String, Map<String, Class<? extends Event>>> TYPES_BY_TOPIC = new HashMap<>();
    private static final Map<String, Class<? extends Event>> UNKNOWN_BY_TOPIC = new HashMap<>();
    private static final Map<Class<?>, String> TOPICS = new HashMap<>();

    static {
        register(Event.class);
    }

    private final URI source;
    private final JsonMapper json;

    /** @param source {@code ce_source} of what this codec writes, for instance {@code /souk/intent-service} */
    public EventCodec(String source) {
        this.source = URI.create(source);
        this.json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                // 249.00 stays 249.00 on its way: money keeps its scale
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The topic that carries events of this class. */
    public static String topicOf(Event event) {
        var topic = TOPICS.get(event.getClass());
        if (topic == null) {
            throw new IllegalArgumentException(event.getClass() + " is not published");
        }
        return topic;
    }

    /** {@code ce_type} of this event. */
    public static String typeOf(Event event) {
        var type = event.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " has no wire name");
        }
        return type.value();
    }

    /** All wire names that a topic carries. */
    public static Set<String> typesOn(String topic) {
        return Set.copyOf(TYPES_BY_TOPIC.getOrDefault(topic, Map.of()).keySet());
    }

    /** The record to send: on the event's own topic, keyed by its subject. */
    public ProducerRecord<String, byte[]> encode(Event event) {
        return KafkaMessageFactory.createWriter(topicOf(event), event.meta().subject())
                .writeBinary(cloudEvent(event));
    }

    /** One event as a structured JSON object ({@code application/cloudevents+json}), for HTTP. */
    public byte[] encodeStructured(Event event) {
        return new JsonFormat().serialize(cloudEvent(event));
    }

    /**
     * The event of a record, in binary or structured mode. A type this reader does not know becomes the topic's {@code Unknown}.
     *
     * @throws UndecodableEventException with a reason a person can act on
     */
    public Event decode(String topic, Headers headers, byte[] value) {
        return decode(
                topic, () -> KafkaMessageFactory.createReader(headers, value).toEvent());
    }

    /** As {@link #decode(String, Headers, byte[])}, from {@link #encodeStructured}'s form. */
    public Event decodeStructured(String topic, byte[] value) {
        return decode(topic, () -> new JsonFormat().deserialize(value));
    }

    private Event decode(String topic, Supplier<CloudEvent> reader) {
        try {
            return event(topic, reader.get());
        } catch (CloudEventRWException | JacksonException | IllegalArgumentException | IllegalStateException e) {
            throw new UndecodableEventException(topic, reason(e), e);
        }
    }

    private CloudEvent cloudEvent(Event event) {
        var meta = event.meta();
        ObjectNode body = json.valueToTree(event);
        body.remove(META);
        var builder = CloudEventBuilder.v1()
                .withId(meta.id())
                .withSource(source)
                .withType(typeOf(event))
                .withSubject(meta.subject())
                .withTime(meta.time().atOffset(ZoneOffset.UTC))
                .withData(JSON, BytesCloudEventData.wrap(json.writeValueAsBytes(body)));
        Optional.ofNullable(meta.correlationId()).ifPresent(id -> builder.withExtension(CORRELATION, id));
        Optional.ofNullable(meta.causeId()).ifPresent(id -> builder.withExtension(CAUSATION, id));
        return builder.build();
    }

    private Event event(String topic, CloudEvent cloudEvent) {
        var types = TYPES_BY_TOPIC.get(topic);
        if (types == null) {
            throw new IllegalArgumentException("no events are known on this topic");
        }
        var time = cloudEvent.getTime();
        var meta = new Meta(
                cloudEvent.getId(),
                Optional.ofNullable(cloudEvent.getSubject()).orElse(""),
                extension(cloudEvent, CORRELATION),
                extension(cloudEvent, CAUSATION),
                time == null ? Instant.now() : time.toInstant());
        var type = types.get(cloudEvent.getType());
        if (type == null) {
            var unknown = json.createObjectNode().putPOJO(META, meta);
            return json.treeToValue(unknown, UNKNOWN_BY_TOPIC.get(topic));
        }
        var data = cloudEvent.getData();
        if (data == null || !(json.readTree(data.toBytes()) instanceof ObjectNode body)) {
            throw new IllegalArgumentException("body is not a JSON object");
        }
        body.putPOJO(META, meta);
        return json.treeToValue(body, type);
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        var value = event.getExtension(name);
        return value == null ? null : value.toString();
    }

    /** Innermost words, without the customer's text that a parser might quote. */
    private static String reason(Throwable error) {
        var cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var words = cause instanceof JacksonException parsing ? parsing.getOriginalMessage() : cause.getMessage();
        return words == null
                ? cause.getClass().getSimpleName()
                : words.lines().findFirst().orElse("");
    }

    @SuppressWarnings("unchecked")
    private static void register(Class<?> type) {
        for (var member : Optional.ofNullable(type.getPermittedSubclasses()).orElse(new Class<?>[0])) {
            if (member.isInterface()) {
                register(member);
                continue;
            }
            var topic = type.getAnnotation(OnTopic.class).value();
            var event = (Class<? extends Event>) member;
            var name = member.getAnnotation(EventType.class);
            if (name == null) {
                UNKNOWN_BY_TOPIC.put(topic, event);
            } else {
                TYPES_BY_TOPIC
                        .computeIfAbsent(topic, _ -> new LinkedHashMap<>())
                        .put(name.value(), event);
                TOPICS.put(member, topic);
            }
        }
    }
}
