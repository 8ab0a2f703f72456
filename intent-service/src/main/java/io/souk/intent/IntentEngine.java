package io.souk.intent;

import io.souk.intent.classifier.ModelTier;
import io.souk.intent.dialogue.TurnInterpreter;
import io.souk.kit.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * All that depends on model files, loaded at the start. If that fails the process stays up, is not ready, and says why: restarting it
 * would not mend a file.
 */
@Component("modelsHealthIndicator")
class IntentEngine implements HealthIndicator, SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(IntentEngine.class);

    private final ObjectProvider<TurnInterpreter> interpreters;
    private final ObjectProvider<ModelTier> tiers;
    private final ObjectProvider<ShadowClassifier> shadows;
    private @Nullable TurnInterpreter interpreter;
    private @Nullable ModelTier tier;
    private Optional<ShadowClassifier> shadow = Optional.empty();
    private String problem = "the models are still being loaded";

    IntentEngine(
            ObjectProvider<TurnInterpreter> interpreters,
            ObjectProvider<ModelTier> tiers,
            ObjectProvider<ShadowClassifier> shadows) {
        this.interpreters = interpreters;
        this.tiers = tiers;
        this.shadows = shadows;
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        try {
            var loaded = interpreters.getObject();
            tier = tiers.getObject();
            shadow = Optional.ofNullable(shadows.getIfAvailable());
            interpreter = loaded;
        } catch (BeansException e) {
            problem = reason(e);
            log.error("Not ready, and no turn will be read: {}", problem);
        }
    }

    boolean isReady() {
        return interpreter != null;
    }

    /**
     * What understands turns.
     *
     * @throws ProblemException if the models could not be loaded
     */
    TurnInterpreter interpreter() {
        return present(interpreter);
    }

    ModelTier models() {
        return present(tier);
    }

    Optional<ShadowClassifier> shadow() {
        return shadow;
    }

    @Override
    public Health health() {
        return isReady()
                ? Health.up().build()
                : Health.down().withDetail("reason", problem).build();
    }

    /** What our own code said, without Spring's words around it. */
    private static String reason(Throwable error) {
        var cause = error;
        while (cause instanceof BeansException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private <T> T present(@Nullable T part) {
        if (part == null) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "not-ready", problem);
        }
        return part;
    }
}
