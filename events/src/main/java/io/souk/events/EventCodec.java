package io.souk.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Events to Kafka records and back: CloudEvents 1.0 in binary mode with JSON bodies; structured mode is read too. Thread-safe.
 *
 * <p>Written by hand rather than with the CloudEvents SDK, which the tests hold it against: every event of a turn is encoded and
 * decoded several times, and a third of the processor time of a turn once went into the SDK's steps between bytes and record.
 */
public final class EventCodec {
    private static final String META = "meta";
    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents";
    private static final byte[] SPEC_VERSION_BYTES = SPEC_VERSION.getBytes(UTF_8);
    private static final byte[] JSON_BYTES = JSON.getBytes(UTF_8);
    private static final byte[] EMPTY_BODY = "{}".getBytes(UTF_8);
    private static final Map<String, Map<String, Class<? extends Event>>> TYPES_BY_TOPIC = new HashMap<>();
    private static final Map<String, Class<? extends Event>> UNKNOWN_BY_TOPIC = new HashMap<>();
    private static final Map<Class<?>, String> TOPICS = new HashMap<>();
    private static final Map<Class<?>, String> TYPES = new HashMap<>();

    static {
        register(Event.class);
    }

    private final String source;
    private final byte[] sourceBytes;
    private final JsonMapper json;

    /** @param source {@code ce_source} of what this codec writes, for instance {@code /souk/intent-service} */
    public EventCodec(String source) {
        this.source = source;
        this.sourceBytes = source.getBytes(UTF_8);
        this.json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                // 249.00 stays 249.00 on its way: money keeps its scale
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addMixIn(Event.class, WithoutMeta.class)
                .addModule(new SimpleModule().addDeserializer(Meta.class, new MetaOfTheHeaders()))
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
        var type = TYPES.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " has no wire name");
        }
        return type;
    }

    /** All wire names that a topic carries. */
    public static Set<String> typesOn(String topic) {
        return Set.copyOf(TYPES_BY_TOPIC.getOrDefault(topic, Map.of()).keySet());
    }

    /** The record to send: on the event's own topic, keyed by its subject. */
    public ProducerRecord<String, byte[]> encode(Event event) {
        var meta = event.meta();
        var out = new ProducerRecord<>(topicOf(event), meta.subject(), json.writeValueAsBytes(event));
        var headers = out.headers()
                .add("content-type", JSON_BYTES)
                .add("ce_specversion", SPEC_VERSION_BYTES)
                .add("ce_id", meta.id().getBytes(UTF_8))
                .add("ce_source", sourceBytes)
                .add("ce_type", typeOf(event).getBytes(UTF_8))
                .add("ce_subject", meta.subject().getBytes(UTF_8))
                .add("ce_time", meta.time().toString().getBytes(UTF_8));
        if (meta.correlationId() != null) {
            headers.add("ce_correlationid", meta.correlationId().getBytes(UTF_8));
        }
        if (meta.causeId() != null) {
            headers.add("ce_causationid", meta.causeId().getBytes(UTF_8));
        }
        return out;
    }

    /** One event as a structured JSON object ({@code application/cloudevents+json}), for HTTP. */
    public byte[] encodeStructured(Event event) {
        var meta = event.meta();
        var out = new ByteArrayOutputStream(1024);
        try (var object = json.createGenerator(out)) {
            object.writeStartObject()
                    .writeStringProperty("specversion", SPEC_VERSION)
                    .writeStringProperty("id", meta.id())
                    .writeStringProperty("source", source)
                    .writeStringProperty("type", typeOf(event))
                    .writeStringProperty("datacontenttype", JSON)
                    .writeStringProperty("subject", meta.subject())
                    .writeStringProperty("time", meta.time().toString());
            if (meta.causeId() != null) {
                object.writeStringProperty("causationid", meta.causeId());
            }
            if (meta.correlationId() != null) {
                object.writeStringProperty("correlationid", meta.correlationId());
            }
            object.writeName("data").writePOJO(event).writeEndObject();
        }
        return out.toByteArray();
    }

    /**
     * The event of a record, in binary or structured mode. A type this reader does not know becomes the topic's {@code Unknown}.
     *
     * @throws UndecodableEventException with a reason a person can act on
     */
    public Event decode(String topic, Headers headers, byte[] value) {
        try {
            var contentType = header(headers, "content-type");
            return contentType != null && contentType.startsWith(STRUCTURED)
                    ? structured(topic, value)
                    : event(topic, Attributes.of(headers), value);
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException | IllegalStateException e) {
            throw new UndecodableEventException(topic, reason(e), e);
        }
    }

    /** As {@link #decode(String, Headers, byte[])}, from {@link #encodeStructured}'s form. */
    public Event decodeStructured(String topic, byte[] value) {
        try {
            return structured(topic, value);
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException | IllegalStateException e) {
            throw new UndecodableEventException(topic, reason(e), e);
        }
    }

    /** The data may stand anywhere among the attributes, so it is passed over first and read when all of them are known. */
    private Event structured(String topic, byte[] value) {
        var attributes = new HashMap<String, String>();
        var data = EMPTY_BODY;
        try (var parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a structured event: a JSON object is expected");
            }
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var token = parser.nextToken();
                if (name.equals("data")) {
                    var start = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    data = Arrays.copyOfRange(
                            value, start, (int) parser.currentLocation().getByteOffset());
                } else if (name.equals("data_base64")) {
                    data = parser.getBinaryValue();
                } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    attributes.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return event(topic, Attributes.of(attributes), data);
    }

    private Event event(String topic, Attributes attributes, byte @Nullable [] body) {
        var types = TYPES_BY_TOPIC.get(topic);
        if (types == null) {
            throw new IllegalArgumentException("no events are known on this topic");
        }
        var type = types.get(attributes.type());
        if (type == null) {
            return read(Objects.requireNonNull(UNKNOWN_BY_TOPIC.get(topic)), attributes.meta(), EMPTY_BODY);
        }
        if (body == null) {
            throw new IllegalArgumentException("body is not a JSON object");
        }
        return read(type, attributes.meta(), body);
    }

    private Event read(Class<? extends Event> type, Meta meta, byte[] body) {
        try (var parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("body is not a JSON object");
            }
            return json.readerFor(type).withAttribute(META, meta).readValue(parser);
        }
    }

    private static @Nullable String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
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
                TYPES.put(member, name.value());
            }
        }
    }

    /** Of the CloudEvents attributes, those that an event is made of. */
    private record Attributes(String type, Meta meta) {
        static Attributes of(Headers headers) {
            return of(
                    header(headers, "ce_specversion"),
                    header(headers, "ce_id"),
                    header(headers, "ce_source"),
                    header(headers, "ce_type"),
                    header(headers, "ce_subject"),
                    header(headers, "ce_correlationid"),
                    header(headers, "ce_causationid"),
                    header(headers, "ce_time"));
        }

        static Attributes of(Map<String, String> attributes) {
            return of(
                    attributes.get("specversion"),
                    attributes.get("id"),
                    attributes.get("source"),
                    attributes.get("type"),
                    attributes.get("subject"),
                    attributes.get("correlationid"),
                    attributes.get("causationid"),
                    attributes.get("time"));
        }

        private static Attributes of(
                @Nullable String specVersion,
                @Nullable String id,
                @Nullable String source,
                @Nullable String type,
                @Nullable String subject,
                @Nullable String correlationId,
                @Nullable String causeId,
                @Nullable String time) {
            if (!SPEC_VERSION.equals(specVersion)) {
                throw new IllegalArgumentException("not a CloudEvent: specversion is " + specVersion);
            }
            Check.notBlank("ce_source", source);
            return new Attributes(
                    Check.notBlank("ce_type", type),
                    new Meta(
                            Check.notBlank("ce_id", id),
                            Check.notBlank("ce_subject", subject),
                            correlationId,
                            causeId,
                            time == null
                                    ? Instant.now()
                                    : OffsetDateTime.parse(time).toInstant()));
        }
    }

    /** What the headers say is no part of the body. */
    @JsonIgnoreProperties(value = META, allowSetters = true)
    private interface WithoutMeta {}

    /** Whatever a body says there. */
    private static final class MetaOfTheHeaders extends ValueDeserializer<Meta> {
        @Override
        public Meta deserialize(JsonParser parser, DeserializationContext context) {
            parser.skipChildren();
            return (Meta) context.getAttribute(META);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return context.getAttribute(META);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return context.getAttribute(META);
        }
    }
}
