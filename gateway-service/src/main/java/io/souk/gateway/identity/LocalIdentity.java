package io.souk.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Development: the gateway itself signs the sample users in. Its key is kept, so that they stay signed in over a restart. */
@Configuration
@Profile("local")
class LocalIdentity {
    static final String ISSUER = "souk-local";
    private static final String KEY_FILE = "gateway-signing-key.jwk";

    @Bean
    RSAKey signingKey(IdentityProperties properties) {
        var folder = properties.keysDir();
        return folder == null || folder.toString().isBlank() ? newKey() : kept(folder);
    }

    @Bean
    JwtEncoder jwtEncoder(RSAKey key) {
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    }

    @Bean
    JwtDecoder jwtDecoder(RSAKey key) throws JOSEException {
        var decoder = NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(ISSUER));
        return decoder;
    }

    /** Two gateways that start at once agree on the key: the file appears whole, and the first one wins. */
    private static RSAKey kept(Path folder) {
        var file = folder.resolve(KEY_FILE);
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(folder);
                var draft = Files.createTempFile(
                        folder,
                        KEY_FILE,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(draft, newKey().toJSONString());
                try {
                    Files.createLink(file, draft);
                } catch (FileAlreadyExistsException e) {
                    // the other one was first
                } finally {
                    Files.delete(draft);
                }
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("SOUK_KEYS_DIR " + folder + " cannot be used", e);
        } catch (ParseException e) {
            throw new IllegalStateException(file + " is not a signing key; delete it and start again", e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make RSA keys", e);
        }
    }
}
