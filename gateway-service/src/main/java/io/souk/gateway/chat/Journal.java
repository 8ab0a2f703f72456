package io.souk.gateway.chat;

import io.souk.events.EventCodec;
import io.souk.events.ReplyEvent;
import io.souk.events.Topics;
import io.souk.events.UndecodableEventException;
import io.souk.kit.ServiceClients;
import io.souk.kit.SoukHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** conversation-service's memory, as the gateway needs it: whose a conversation is, and what was said in it. */
@Component
class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /** conversation-service gives this many events at once. */
    private static final int FULL_PAGE = 1_000;

    private final RestClient conversations;
    private final EventCodec codec;
    private final JsonMapper json;

    Journal(ServiceClients clients, ChatProperties properties, EventCodec codec, JsonMapper json) {
        this.conversations = clients.restClient(properties.conversationUrl());
        this.codec = codec;
        this.json = json;
    }

    /**
     * What is known of a conversation that this customer may use; empty if it is new.
     *
     * @throws ChatException if it is someone else's, or conversation-service is away
     */
    Optional<JsonNode> state(String conversationId, @Nullable String customerId) {
        return get("/v1/conversations/{id}/state", customerId, conversationId);
    }

    /**
     * All events after {@code seq}, in order; empty if there is no such conversation of this customer.
     *
     * @throws ChatException if they cannot be had
     */
    Optional<List<ReplyEvent>> after(String conversationId, @Nullable String customerId, long seq) {
        var all = new ArrayList<ReplyEvent>();
        var from = seq;
        while (true) {
            var page = get("/v1/conversations/{id}/events?after={seq}", customerId, conversationId, from);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            var events = events(conversationId, page.get());
            all.addAll(events);
            if (events.size() < FULL_PAGE || events.getLast().seq() <= from) {
                return Optional.of(all);
            }
            from = events.getLast().seq();
        }
    }

    /** Conversations that a person has or should take, as conversation-service lists them. */
    JsonNode handoffs() {
        return get("/v1/handoffs", null).orElseThrow(ChatException::unavailable);
    }

    /** What was said in a conversation that a person has; empty for any other. */
    Optional<JsonNode> handedOffMessages(String conversationId) {
        return get("/v1/handoffs/{id}/messages", null, conversationId);
    }

    private List<ReplyEvent> events(String conversationId, JsonNode page) {
        try {
            return StreamSupport.stream(page.spliterator(), false)
                    .map(event -> codec.decodeStructured(Topics.REPLIES, json.writeValueAsBytes(event)))
                    .map(ReplyEvent.class::cast)
                    .sorted(Comparator.comparingLong(ReplyEvent::seq))
                    .toList();
        } catch (UndecodableEventException e) {
            log.error("the journal of conversation {} holds what cannot be read", conversationId, e);
            throw ChatException.unavailable();
        }
    }

    private Optional<JsonNode> get(String path, @Nullable String customerId, Object... variables) {
        try {
            return conversations
                    .get()
                    .uri(path, variables)
                    .headers(headers -> {
                        if (customerId != null) {
                            headers.set(SoukHeaders.CUSTOMER, customerId);
                        }
                    })
                    .exchangeForRequiredValue((request, response) -> switch (response.getStatusCode()) {
                        case HttpStatus.OK -> Optional.of(json.readTree(response.getBody()));
                        case HttpStatus.NOT_FOUND -> Optional.<JsonNode>empty();
                        case HttpStatus.FORBIDDEN -> throw ChatException.notYourConversation();
                        default -> {
                            log.warn("conversation-service answered {} to {}", response.getStatusCode(), path);
                            throw ChatException.unavailable();
                        }
                    });
        } catch (RestClientException | JacksonException e) {
            log.warn(
                    "conversation-service did not answer {}: {}",
                    path,
                    e.getClass().getSimpleName());
            throw ChatException.unavailable();
        }
    }
}
