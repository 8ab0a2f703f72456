package io.souk.test;

import io.souk.test.RealServers.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Gives the context of a {@link RealServers} test the addresses of its servers. */
final class RealServersCustomizerFactory implements ContextCustomizerFactory {
    static {
        // A fact that comes late on a busy machine is still a fact.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        var servers = TestContextAnnotationUtils.findMergedAnnotation(testClass, RealServers.class);
        return servers == null ? null : new Customizer(new TreeSet<>(Set.of(servers.value())));
    }

    /** A record, since Spring caches contexts by its equality. */
    private record Customizer(Set<Server> servers) implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            Map<String, Object> addresses = new TreeMap<>();
            for (var server : servers) {
                switch (server) {
                    case KAFKA -> addresses.put("SOUK_KAFKA", Infrastructure.kafka());
                    case POSTGRES -> addresses.put("SOUK_POSTGRES_URL", Infrastructure.postgresUrl());
                    case NEO4J -> addresses.put("SOUK_NEO4J_URI", Infrastructure.neo4jUri());
                }
            }
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("real-servers", addresses));
        }
    }
}
