package io.souk.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.test.LocalMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The web page in a real Chromium: the Playwright tests beside its source, against this platform. */
@Order(4)
@ExtendWith(Platform.Provider.class)
class BrowserIT {

    @Test
    void thePageWorksInABrowser(Platform souk) throws IOException, InterruptedException {
        var target = Files.createDirectories(LocalMachine.REPOSITORY.resolve("system-tests/target"));
        var log = target.resolve("playwright.log");
        var builder = new ProcessBuilder(
                        LocalMachine.REPOSITORY.resolve("deploy/local/souk").toString(),
                        "run",
                        "npm",
                        "--prefix",
                        "gateway-service/web",
                        "run",
                        "e2e",
                        "--",
                        "--output",
                        target.resolve("playwright").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SOUK_URL", souk.url().toString());

        var playwright = builder.start();

        assertThat(playwright.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
        assertThat(playwright.exitValue())
                .as(() -> "screenshots are in system-tests/target/playwright; Playwright said:\n" + read(log))
                .isZero();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
