package io.souk.conversation.model;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a model calls tools.
 *
 * @param url of tools-service
 * @param calls how many it may make for one reply
 * @param callLimit for each of them
 * @param resultTokens how much of a result the model is told
 */
@Validated
@ConfigurationProperties("souk.llm.tools")
record ToolProperties(
        @DefaultValue("http://localhost:8084") String url,
        @DefaultValue("8") @Positive int calls,
        @DefaultValue("2s") Duration callLimit,
        @DefaultValue("2000") @Positive int resultTokens) {}
