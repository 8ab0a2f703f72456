package io.souk.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIdentityTest {
    @TempDir
    Path home;

    @Test
    void theKeyOutlivesARestartAndIsReadableByItsOwnerOnly() throws IOException {
        var folder = home.resolve("keys");

        var first = new LocalIdentity().signingKey(keptIn(folder));
        var second = new LocalIdentity().signingKey(keptIn(folder));

        assertThat(second).isEqualTo(first);
        assertThat(second.isPrivate()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void withoutAFolderEachStartHasItsOwn() {
        assertThat(new LocalIdentity().signingKey(keptIn(null)))
                .isNotEqualTo(new LocalIdentity().signingKey(keptIn(null)));
    }

    private static IdentityProperties keptIn(Path folder) {
        return new IdentityProperties("", "", folder, Duration.ofHours(1), List.of());
    }
}
