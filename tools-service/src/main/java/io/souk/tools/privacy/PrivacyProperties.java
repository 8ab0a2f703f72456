package io.souk.tools.privacy;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of erasures.
 *
 * @param stores who must have given a receipt before an erasure is done: every service, ours or not, that keeps anything of customers
 * @param askAgain after how long a receipt that is missing is asked for again; twice as long each time, at most an hour
 */
@ConfigurationProperties("souk.privacy")
record PrivacyProperties(
        @DefaultValue({"conversation-service", "graph-service", "tools-service"})
        Set<String> stores,

        @DefaultValue("1m") Duration askAgain) {}
