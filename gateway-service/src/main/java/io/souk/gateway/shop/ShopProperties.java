package io.souk.gateway.shop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are.
 *
 * @param catalogueMaxAge how long a browser or proxy may keep a product page without asking again
 */
@ConfigurationProperties("souk.shop")
record ShopProperties(
        String graphUrl,
        String toolsUrl,
        String conversationUrl,
        @DefaultValue("30s") Duration catalogueMaxAge) {}
