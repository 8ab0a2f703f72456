package io.souk.gateway.seller;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param graphUrl where graph-service is, which knows whose a product is */
@ConfigurationProperties("souk.shop")
record SellerProperties(String graphUrl) {}
