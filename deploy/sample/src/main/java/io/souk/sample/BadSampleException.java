package io.souk.sample;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that cannot be published; the message is one line that names it and says why. */
final class BadSampleException extends Exception {
    BadSampleException(Path file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
    }
}
