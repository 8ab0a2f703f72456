package io.souk.gateway.shop;

import io.souk.kit.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whoever asks for something of their own must have said who they are. */
final class Customer {
    private Customer() {}

    static String of(@Nullable Jwt jwt) {
        if (jwt == null || jwt.getSubject() == null) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "sign-in-required", "Please sign in to see or change what is yours.");
        }
        return jwt.getSubject();
    }

    /** Passes if it is one of the people of the shop. */
    static void agent(@Nullable Jwt jwt) {
        of(jwt);
        var roles = jwt == null ? null : jwt.getClaimAsStringList("roles");
        if (roles == null || !roles.contains("agent")) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "agents-only", "This is for the people who work here.");
        }
    }
}
