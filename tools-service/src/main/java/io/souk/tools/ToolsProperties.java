package io.souk.tools;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings.
 *
 * @param zone where the shop's days begin and end
 * @param proposalLifetime how long a "yes" is accepted
 * @param sampleData folder with customers.json and orders.json, read under profile {@code local} into an empty database; a string, since Spring takes a relative path for one of the web server's
 */
@ConfigurationProperties("souk.tools")
public record ToolsProperties(
        @DefaultValue("Europe/Berlin") ZoneId zone,
        @DefaultValue("10m") Duration proposalLifetime,
        @DefaultValue("") String sampleData) {}
