package io.souk.gateway.chat;

import io.souk.kit.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;

/** One of the people of the shop: whoever's token has role {@code agent}. */
record Agent(String id, String name) {
    /** Empty for everybody else. */
    static Optional<Agent> in(Jwt jwt) {
        var id = jwt.getSubject();
        var roles = jwt.getClaimAsStringList("roles");
        if (id == null || roles == null || !roles.contains("agent")) {
            return Optional.empty();
        }
        var name = jwt.getClaimAsString("name");
        return Optional.of(new Agent(id, name == null ? id : name));
    }

    /** @throws ProblemException if it is not one */
    static Agent of(@Nullable Jwt jwt) {
        if (jwt == null || jwt.getSubject() == null) {
            throw new ProblemException(HttpStatus.UNAUTHORIZED, "sign-in-required", "Please sign in.");
        }
        return in(jwt).orElseThrow(() ->
                new ProblemException(HttpStatus.FORBIDDEN, "agents-only", "This is for the people who work here."));
    }
}
