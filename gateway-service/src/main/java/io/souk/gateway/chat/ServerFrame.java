package io.souk.gateway.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the gateway says over a socket. Field {@code type} tells which; {@code seq} is conversation-service's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerFrame.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = ServerFrame.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = ServerFrame.Intents.class, name = "intent"),
    @JsonSubTypes.Type(value = ServerFrame.Evidence.class, name = "evidence"),
    @JsonSubTypes.Type(value = ServerFrame.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = ServerFrame.Reply.class, name = "reply"),
    @JsonSubTypes.Type(value = ServerFrame.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = ServerFrame.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = ServerFrame.Handoff.class, name = "handoff"),
    @JsonSubTypes.Type(value = ServerFrame.Refused.class, name = "error")
})
sealed interface ServerFrame {
    /** Always the first frame; {@code customer} null is a guest. */
    record Ready(String conversationId, @Nullable String customer) implements ServerFrame {}

    record Ack(@Nullable String id, String turnId, long seq) implements ServerFrame {}

    record Intents(String turnId, List<RankedIntent> intents, long seq) implements ServerFrame {}

    record Evidence(
            String turnId,
            Route from,
            Outcome outcome,
            @Nullable Finding card,
            long seq) implements ServerFrame {}

    record Delta(String turnId, String text, long seq) implements ServerFrame {}

    record Reply(
            String turnId,
            @Nullable String id,
            String text,
            List<Citation> citations,
            List<Finding> cards,
            List<String> suggestions,
            Intent intent,
            double confidence,
            Rung rung,
            long seq)
            implements ServerFrame {}

    /**
     * No reply of the assistant.
     *
     * @param author the person of the shop who says it; null if it is the shop itself
     */
    record Notice(
            String text,
            @Nullable String orderId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String author,

            long seq)
            implements ServerFrame {}

    /**
     * Everything missed has been sent before this.
     *
     * @param recovered false: something is missing, fetch the history by REST
     * @param state what conversation-service knows of it; null if it does not know it
     */
    record Resumed(boolean recovered, @Nullable JsonNode state) implements ServerFrame {}

    /** To the agent desk: something happened in a conversation that a person has, or had until now. REST tells what. */
    record Handoff(String conversationId) implements ServerFrame {}

    /** Only a refusal by conversation-service ({@code seq} set) has a place in the conversation. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            String code,
            String detail,
            @Nullable String id,
            @Nullable String turnId,
            @Nullable Long seq,
            @Nullable Long retryAfterMs)
            implements ServerFrame {}
}
