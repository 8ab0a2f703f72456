package io.souk.gateway.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of identity.
 *
 * @param oidcIssuer who issues tokens; blank under profile {@code local}
 * @param oidcAudience what a token's {@code aud} must hold; blank accepts any
 * @param keysDir where the local identity keeps its signing key; blank keeps it in memory
 * @param tokenLifetime how long a local token is valid
 * @param users the local identity's users
 */
@ConfigurationProperties("souk.identity")
record IdentityProperties(
        @DefaultValue("") String oidcIssuer,
        @DefaultValue("") String oidcAudience,
        @Nullable Path keysDir,
        @DefaultValue("8h") Duration tokenLifetime,
        @DefaultValue List<User> users) {

    /**
     * @param passwordHash BCrypt
     * @param seller whose products a user with role {@code seller} may change; null for all others
     */
    record User(
            String username,
            String passwordHash,
            String customer,
            String name,
            List<String> roles,
            @Nullable String seller) {}
}
