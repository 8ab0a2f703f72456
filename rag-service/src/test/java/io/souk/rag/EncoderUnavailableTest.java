package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.kit.embedding.EmbeddingModelUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.io.DefaultResourceLoader;

/** A service that cannot embed never becomes ready: it ends with the reason, before it speaks to any store. */
class EncoderUnavailableTest {
    private static final String MODEL = "bge-small-en-v1.5-q.onnx";

    @Test
    void withoutTheModelsFileTheServiceEndsAndNamesIt() {
        assertThatThrownBy(() -> start(null))
                .hasRootCauseInstanceOf(EmbeddingModelUnavailableException.class)
                .rootCause()
                .hasMessageContaining(MODEL + " is not on the class path");
    }

    @Test
    void withABrokenFileTheServiceEndsAndSaysSo() {
        assertThatThrownBy(() -> start(new ByteArrayInputStream("no model".getBytes(UTF_8))))
                .hasStackTraceContaining(EmbeddingModelUnavailableException.class.getSimpleName())
                .hasStackTraceContaining("it cannot be loaded");
    }

    private static void start(@Nullable InputStream model) {
        var loader = new ClassLoader(EncoderUnavailableTest.class.getClassLoader()) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return name.equals(MODEL) ? model : super.getResourceAsStream(name);
            }
        };
        new SpringApplicationBuilder(RagServiceApplication.class)
                .resourceLoader(new DefaultResourceLoader(loader))
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--spring.datasource.url=jdbc:postgresql://localhost:1/nowhere", "--souk.kafka=localhost:1")
                .close();
    }
}
