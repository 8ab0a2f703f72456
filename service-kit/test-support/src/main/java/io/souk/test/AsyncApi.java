package io.souk.test;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds records from the wire against {@code docs/asyncapi.yaml}, the promise to other systems. */
public final class AsyncApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final Map<String, Map<String, Message>> messages = new HashMap<>();

    private AsyncApi(JsonNode document) {
        var schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (var channel : document.get("channels")) {
            for (var reference : channel.get("messages")) {
                var message = document.at(reference.get("$ref").asString().substring(1));
                messages.computeIfAbsent(channel.get("address").asString(), _ -> new HashMap<>())
                        .put(
                                message.get("name").asString(),
                                new Message(
                                        schemas.getSchema(inDocument(document, message.get("headers"))),
                                        schemas.getSchema(inDocument(document, message.get("payload"))),
                                        document.at(message.get("payload")
                                                .get("$ref")
                                                .asString()
                                                .substring(1))));
            }
        }
    }

    /** The document of this repository. */
    public static AsyncApi ofThisRepository() {
        return new AsyncApi(YAMLMapper.builder()
                .build()
                .readTree(LocalMachine.REPOSITORY.resolve("docs/asyncapi.yaml").toFile()));
    }

    /** The {@code ce_type}s a topic may carry. */
    public List<String> typesOn(String topic) {
        return List.copyOf(messages.getOrDefault(topic, Map.of()).keySet());
    }

    /** What is wrong with this record; empty if it keeps the promise. A field that is not described is wrong too. */
    public List<String> violations(ConsumerRecord<String, byte[]> sent) {
        var headers = EventProbe.headers(sent);
        var message = messages.getOrDefault(sent.topic(), Map.of()).get(headers.get("ce_type"));
        if (message == null) {
            return List.of(headers.get("ce_type") + " is not described on " + sent.topic());
        }
        var wrong = new ArrayList<String>();
        message.headers().validate(JSON.valueToTree(headers)).forEach(error -> wrong.add("header " + error));
        if (!sent.key().equals(headers.get("ce_subject"))) {
            wrong.add("key differs from ce_subject");
        }
        try {
            var body = JSON.readTree(sent.value());
            message.payload().validate(body).forEach(error -> wrong.add("body " + error));
            body.propertyNames().stream()
                    .filter(name -> !message.described().get("properties").has(name))
                    .forEach(name -> wrong.add("field " + name + " is not described"));
        } catch (JacksonException e) {
            wrong.add("body is not JSON");
        }
        return wrong.stream()
                .map(problem -> headers.get("ce_type") + ": " + problem)
                .toList();
    }

    /** A schema that can refer to the document's components. */
    private static JsonNode inDocument(JsonNode document, JsonNode schema) {
        ObjectNode whole = schema.deepCopy().asObject();
        whole.set("components", document.get("components"));
        return whole;
    }

    private record Message(Schema headers, Schema payload, JsonNode described) {}
}
