package io.souk.intent;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.intent.classifier.Classifications;
import io.souk.intent.classifier.Encoders;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.IntentModel;
import io.souk.intent.classifier.IntentProperties;
import io.souk.intent.classifier.ModelTier;
import io.souk.intent.dialogue.TurnInterpreter;
import io.souk.kit.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class IntentServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(IntentServiceApplication.class, args);
    }

    @Bean
    IntentModel intentModel(IntentProperties properties) {
        return properties.model() == null ? IntentModel.load() : model(properties.model());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty("souk.intent.shadow-model")
    ShadowClassifier shadowClassifier(Encoders encoders, IntentProperties properties, MeterRegistry meters) {
        var path = properties.shadowModel();
        if (path == null) {
            throw new IllegalStateException("souk.intent.shadow-model is empty");
        }
        return new ShadowClassifier(new IntentClassifier(encoders, model(path)), meters);
    }

    /** What reads model files comes into being when {@link IntentEngine} asks for it, so that a broken one does not stop the process. */
    @Bean
    static BeanFactoryPostProcessor modelsAreLazy() {
        return factory -> Stream.of(
                        TextEmbedder.class,
                        Encoders.class,
                        IntentModel.class,
                        IntentClassifier.class,
                        Classifications.class,
                        TurnInterpreter.class,
                        ModelTier.class,
                        ShadowClassifier.class)
                .flatMap(type -> Stream.of(factory.getBeanNamesForType(type, true, false)))
                .forEach(name -> factory.getBeanDefinition(name).setLazyInit(true));
    }

    private static IntentModel model(Path path) {
        try (var in = Files.newInputStream(path)) {
            return IntentModel.read(in);
        } catch (IOException e) {
            throw new IllegalStateException("Intent model: " + path + " cannot be read: " + e, e);
        }
    }
}
