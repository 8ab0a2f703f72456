package io.souk.gateway.privacy;

import io.souk.kit.ServiceClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what the services keep of a customer: all of it, or nothing. */
@Component
class StoredData {
    private static final Logger log = LoggerFactory.getLogger(StoredData.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Changes only by what is added. */
    private static final String FORMAT = "souk.customer-data.v1";

    private final Map<String, RestClient> services = new LinkedHashMap<>();

    StoredData(ServiceClients clients, PrivacyProperties properties) {
        services.put("tools-service", clients.restClient(properties.toolsUrl(), properties.patience()));
        services.put("conversation-service", clients.restClient(properties.conversationUrl(), properties.patience()));
        services.put("graph-service", clients.restClient(properties.graphUrl(), properties.patience()));
    }

    /**
     * What came of it.
     *
     * @param json one object with the sections of all services; empty if somebody was away
     */
    record Gathered(String json, List<String> away) {
        boolean isWhole() {
            return away.isEmpty();
        }
    }

    List<String> services() {
        return List.copyOf(services.keySet());
    }

    Gathered of(String customerId) {
        var away = new ArrayList<String>();
        var whole = new StringBuilder();
        var head = new LinkedHashMap<String, Object>();
        head.put("format", FORMAT);
        head.put("customer", customerId);
        head.put("exportedAt", Instant.now().toString());
        append(whole, JSON.writeValueAsString(head));
        services.forEach((name, client) -> {
            try {
                append(whole, part(client, customerId));
            } catch (RestClientException | IllegalStateException e) {
                log.warn("{} did not bring its data: {}", name, e.getClass().getSimpleName());
                away.add(name);
            }
        });
        whole.append('}');
        return new Gathered(away.isEmpty() ? whole.toString() : "", away);
    }

    private static String part(RestClient client, String customerId) {
        var json = client.get()
                .uri("/v1/customers/{id}/data", customerId)
                .retrieve()
                .body(String.class);
        if (json == null || !json.startsWith("{") || !json.endsWith("}")) {
            throw new IllegalStateException("no JSON object");
        }
        return json;
    }

    /** The fields of an object behind those of the ones before; sections of different services have different names. */
    private static void append(StringBuilder whole, String object) {
        var fields = object.substring(1, object.length() - 1);
        if (!fields.isBlank()) {
            whole.append(whole.isEmpty() ? '{' : ',').append(fields);
        }
    }
}
