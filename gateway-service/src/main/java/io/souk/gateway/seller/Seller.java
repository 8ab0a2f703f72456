package io.souk.gateway.seller;

import io.souk.kit.ProblemException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whose products the caller may change: claim {@code seller} of a token with role {@code seller}. */
final class Seller {
    private static final String ROLE = "seller";

    private Seller() {}

    static String of(@Nullable Jwt jwt) {
        if (jwt == null) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "sign-in-required", "Please sign in as a seller to change products.");
        }
        var roles = Objects.requireNonNullElse(jwt.getClaimAsStringList("roles"), List.<String>of());
        var seller = jwt.getClaimAsString("seller");
        if (!roles.contains(ROLE) || seller == null || seller.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "sellers-only", "Only sellers can change products.");
        }
        return seller;
    }
}
