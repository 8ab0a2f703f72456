package io.souk.gateway.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Production: tokens of an OpenID Connect issuer. It may be away at start; guests are served all the same. */
@Configuration
@Profile("!local")
class OidcIdentity {

    @Bean
    JwtDecoder jwtDecoder(IdentityProperties properties) {
        var issuer = properties.oidcIssuer();
        if (issuer.isBlank()) {
            throw new IllegalStateException(
                    "Who signs people in? Set SOUK_OIDC_ISSUER, or SPRING_PROFILES_ACTIVE=local for the sample users.");
        }
        return new SupplierJwtDecoder(() -> {
            var decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
            var valid = JwtValidators.createDefaultWithIssuer(issuer);
            decoder.setJwtValidator(
                    properties.oidcAudience().isBlank()
                            ? valid
                            : new DelegatingOAuth2TokenValidator<>(
                                    valid, new JwtAudienceValidator(properties.oidcAudience())));
            return decoder;
        });
    }
}
