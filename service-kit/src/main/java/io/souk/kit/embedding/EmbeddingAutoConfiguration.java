package io.souk.kit.embedding;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/** The embedding model, for services that ask for it by {@code souk.embedding.enabled=true}. */
@AutoConfiguration
@ConditionalOnProperty(name = "souk.embedding.enabled", havingValue = "true")
@ConditionalOnClass(name = {"ai.onnxruntime.OrtSession", "org.springframework.ai.embedding.EmbeddingModel"})
public class EmbeddingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TextEmbedder textEmbedder(ResourceLoader resources) {
        var loader = resources.getClassLoader();
        return loader == null ? TextEmbedder.load() : TextEmbedder.load(loader);
    }
}
