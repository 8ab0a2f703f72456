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
 * @param identity limits of identification in channels without sign-in
 */
@ConfigurationProperties("souk.tools")
public record ToolsProperties(
        @DefaultValue("Europe/Berlin") ZoneId zone,
        @DefaultValue("10m") Duration proposalLifetime,
        @DefaultValue("") String sampleData,
        @DefaultValue IdentityLimits identity) {
    /**
     * How often somebody may say who they are.
     *
     * @param triesPerConversation wrong tries after which a person takes over
     * @param triesPerIdentity wrong tries for one name or e-mail address, in all conversations within {@code window}; beyond, right
     *     ones fail too
     * @param retention how long it is kept what somebody said and wanted who never said enough
     */
    public record IdentityLimits(
            @DefaultValue("3") int triesPerConversation,
            @DefaultValue("5") int triesPerIdentity,
            @DefaultValue("1h") Duration window,
            @DefaultValue("7d") Duration retention) {}
}
