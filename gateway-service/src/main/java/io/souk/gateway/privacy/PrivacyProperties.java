package io.souk.gateway.privacy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who keeps anything of customers.
 *
 * @param patience how long one of them may take to bring all that it keeps of a customer
 */
@ConfigurationProperties("souk.privacy")
record PrivacyProperties(
        String toolsUrl,
        String conversationUrl,
        String graphUrl,
        @DefaultValue("20s") Duration patience) {}
