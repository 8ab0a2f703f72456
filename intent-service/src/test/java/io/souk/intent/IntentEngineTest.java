package io.souk.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.intent.classifier.Encoders;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.ModelTier;
import io.souk.intent.dialogue.TurnInterpreter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.io.DefaultResourceLoader;

/** The second encoder's file: that of the first is tested on a running service. */
class IntentEngineTest {
    private static final String FILE = "all-minilm-l6-v2-q.onnx";

    @Test
    void missingSecondEncoderIsToldAndNothingIsReady() {
        assertNotReady(null, FILE + " is not on the class path");
    }

    @Test
    void brokenSecondEncoderIsToldAndNothingIsReady() {
        assertNotReady(new byte[] {1, 2, 3}, "Embedding model all-minilm-l6-v2-q: it cannot be loaded");
    }

    private static void assertNotReady(byte @Nullable [] content, String reason) {
        var beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("interpreter", new RootBeanDefinition(TurnInterpreter.class, () -> {
            var encoders = new Encoders(Samples.Models.EMBEDDER, new DefaultResourceLoader(classPathWith(content)));
            var classifier = new IntentClassifier(encoders, Samples.Models.MODEL);
            throw new AssertionError("loaded all the same: " + classifier);
        }));
        var engine = new IntentEngine(
                beans.getBeanProvider(TurnInterpreter.class),
                beans.getBeanProvider(ModelTier.class),
                beans.getBeanProvider(ShadowClassifier.class));

        engine.afterSingletonsInstantiated();

        assertThat(engine.isReady()).isFalse();
        assertThat(engine.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(engine.health().getDetails().get("reason")).asString().contains(reason);
    }

    private static ClassLoader classPathWith(byte @Nullable [] content) {
        return new ClassLoader(IntentEngineTest.class.getClassLoader()) {
            @Override
            public @Nullable InputStream getResourceAsStream(String resource) {
                if (resource.equals(FILE)) {
                    return content == null ? null : new ByteArrayInputStream(content);
                }
                return super.getResourceAsStream(resource);
            }
        };
    }
}
