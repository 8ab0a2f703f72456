package io.souk.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom the gateway takes the caller for. A cookie that is no longer good is taken away. */
@RestController
@Tag(name = "identity")
class MeController {

    /** {@code customer} null is a guest. */
    record Me(
            @JsonInclude @Nullable String customer,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> roles) {}

    @GetMapping("/api/me")
    @Operation(summary = "Who am I")
    ResponseEntity<Me> me(@AuthenticationPrincipal @Nullable Jwt jwt, HttpServletRequest request) {
        if (jwt == null) {
            var guest = ResponseEntity.ok();
            if (TokenCookie.speaksFor(request)) {
                guest.header(HttpHeaders.SET_COOKIE, TokenCookie.none(request).toString());
            }
            return guest.body(new Me(null, null, null));
        }
        var name = Optional.ofNullable(jwt.getClaimAsString("name")).orElse(jwt.getSubject());
        return ResponseEntity.ok(new Me(
                jwt.getSubject(), name, Objects.requireNonNullElse(jwt.getClaimAsStringList("roles"), List.of())));
    }

    @PostMapping("/api/auth/logout")
    @Operation(summary = "Sign this browser out")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, TokenCookie.none(request).toString())
                .build();
    }
}
