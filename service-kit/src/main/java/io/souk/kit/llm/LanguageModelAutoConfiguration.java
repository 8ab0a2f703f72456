package io.souk.kit.llm;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.observation.ChatModelMeterObservationHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** For services with spring-ai-openai on their class path: {@link LanguageModels}, empty unless the settings name an endpoint. */
@AutoConfiguration
@ConditionalOnClass(name = "org.springframework.ai.openai.OpenAiChatModel")
@EnableConfigurationProperties(LanguageModelProperties.class)
class LanguageModelAutoConfiguration {
    private static final Logger log = LoggerFactory.getLogger(LanguageModelAutoConfiguration.class);
    /** No call lives longer, whatever its own limit. */
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(20);

    private static final Duration LONGEST_CHEAP_WORK = Duration.ofSeconds(5);

    /** Tokens by OpenTelemetry's GenAI names: {@code gen_ai.client.token.usage}. */
    @Bean
    ChatModelMeterObservationHandler tokenUsage(MeterRegistry meters) {
        return new ChatModelMeterObservationHandler(meters);
    }

    @Bean(destroyMethod = "close")
    LanguageModels languageModels(
            LanguageModelProperties settings, ObservationRegistry observations, MeterRegistry meters) {
        var baseUrl = settings.baseUrl();
        var model = settings.model();
        if (baseUrl == null || model == null) {
            log.info("no language model is set up: Souk works without one");
            return LanguageModels.none();
        }
        var smallModel = settings.smallModel() == null ? model : settings.smallModel();
        log.info("language models {} and {} at {}", model, smallModel, baseUrl);
        return LanguageModels.of(
                new LanguageModel(settings, baseUrl, model, 1, LONGEST_REPLY, observations, meters),
                new LanguageModel(settings, baseUrl, smallModel, 0, LONGEST_CHEAP_WORK, observations, meters));
    }
}
