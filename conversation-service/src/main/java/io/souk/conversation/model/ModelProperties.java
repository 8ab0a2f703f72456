package io.souk.conversation.model;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How replies are written by the model.
 *
 * @param limit for one answer, its one retry included
 * @param atOnce how many replies are being written at the same time by this instance; one more is composed at once
 * @param maxTokens of one answer
 * @param historyTokens of what was said before
 * @param passages how many passages the model is given at most
 */
@Validated
@ConfigurationProperties("souk.llm.reply")
record ModelProperties(
        @DefaultValue("20s") Duration limit,
        @DefaultValue("24") @Positive int atOnce,
        @DefaultValue("500") @Positive int maxTokens,
        @DefaultValue("1000") @Positive int historyTokens,
        @DefaultValue("6") @Positive int passages) {}
