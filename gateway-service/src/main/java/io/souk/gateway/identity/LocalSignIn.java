package io.souk.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.bucket4j.Bucket;
import io.souk.kit.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signs the sample users in; production has an issuer for that. */
@RestController
@Profile("local")
@Tag(name = "identity")
class LocalSignIn {
    private static final int TRIES_PER_NAME = 5;
    private static final int TRIES_PER_ADDRESS = 30;

    private final IdentityProperties properties;
    private final Map<String, IdentityProperties.User> users;
    private final JwtEncoder encoder;
    private final RSAKey key;
    /** Whether a token of this customer, issued then, is of an erased account. */
    private final BiPredicate<String, Instant> erased;

    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder();

    /** What is compared when there is no such user, so that time does not tell. */
    private final String nobodysHash = passwords.encode(UUID.randomUUID().toString());

    private final Cache<String, Bucket> tries = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    LocalSignIn(IdentityProperties properties, JwtEncoder encoder, RSAKey key, BiPredicate<String, Instant> erased) {
        this.properties = properties;
        this.users = properties.users().stream()
                .collect(Collectors.toUnmodifiableMap(IdentityProperties.User::username, Function.identity()));
        this.encoder = encoder;
        this.key = key;
        this.erased = erased;
    }

    record Credentials(
            @NotBlank @Size(max = 64) String username,
            @NotBlank @Size(max = 72) String password) {}

    record Token(
            String accessToken, String tokenType, long expiresIn, String customer, String name, List<String> roles) {}

    @PostMapping("/api/auth/token")
    @Operation(
            summary = "Sign in as one of the sample users",
            description =
                    "The token comes in the body and, for browsers, as an HttpOnly cookie. Only under profile local.")
    ResponseEntity<Token> signIn(@Valid @RequestBody Credentials credentials, HttpServletRequest request) {
        var username = credentials.username().toLowerCase(Locale.ROOT);
        limit("address/" + request.getRemoteAddr(), TRIES_PER_ADDRESS);
        limit("name/" + username + "/" + request.getRemoteAddr(), TRIES_PER_NAME);
        var user = users.get(username);
        var matches = passwords.matches(credentials.password(), user == null ? nobodysHash : user.passwordHash());
        if (user == null || !matches) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "wrong-credentials", "That name and password do not go together.");
        }
        tries.invalidate("name/" + username + "/" + request.getRemoteAddr());
        if (erased.test(user.customer(), Instant.now())) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "account-erased", "This account was erased.");
        }
        var token = token(user);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        TokenCookie.of(token, properties.tokenLifetime(), request)
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new Token(
                        token,
                        "Bearer",
                        properties.tokenLifetime().toSeconds(),
                        user.customer(),
                        user.name(),
                        user.roles()));
    }

    @GetMapping("/oauth2/jwks")
    @Operation(summary = "The public key of the local identity")
    Map<String, Object> keys() {
        return new JWKSet(key).toJSONObject();
    }

    private String token(IdentityProperties.User user) {
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .issuer(LocalIdentity.ISSUER)
                .subject(user.customer())
                .id(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(properties.tokenLifetime()))
                .claim("name", user.name())
                .claim("roles", user.roles())
                .claims(all -> {
                    if (user.seller() != null) {
                        all.put("seller", user.seller());
                    }
                })
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims))
                .getTokenValue();
    }

    private void limit(String who, int perMinute) {
        var bucket = tries.get(
                who,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build());
        if (!bucket.tryConsume(1)) {
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS, "too-many-attempts", "Too many attempts. Please wait a minute.");
        }
    }
}
