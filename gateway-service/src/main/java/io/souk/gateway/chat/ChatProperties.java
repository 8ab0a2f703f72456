package io.souk.gateway.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the chat. All limits count per process: behind n gateways a customer gets up to n times as much.
 *
 * @param conversationUrl where conversation-service is
 * @param messagesPerMinute how many messages a customer (or a guest's conversation) may send in the long run
 * @param burst how many of them at once
 * @param guestsPerAddress how many guests' worth of messages one network address may send
 * @param maxSockets how many sockets one process holds
 * @param sendBuffer how much may wait for a slow socket before it is closed
 * @param sendLimit how long one frame may take to leave before its socket is closed
 * @param healAfter how long a turn may be silent before the journal is asked whether something was missed
 * @param pingEvery how often an idle socket is pinged; one that is silent three times as long is closed
 * @param replyLimit how long a REST caller waits for a reply
 */
@ConfigurationProperties("souk.chat")
record ChatProperties(
        String conversationUrl,
        @DefaultValue("20") int messagesPerMinute,
        @DefaultValue("10") int burst,
        @DefaultValue("10") int guestsPerAddress,
        @DefaultValue("10000") int maxSockets,
        @DefaultValue("512KB") DataSize sendBuffer,
        @DefaultValue("10s") Duration sendLimit,
        @DefaultValue("3s") Duration healAfter,
        @DefaultValue("25s") Duration pingEvery,
        @DefaultValue("35s") Duration replyLimit) {}
