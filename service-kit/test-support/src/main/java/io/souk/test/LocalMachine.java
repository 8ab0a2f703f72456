package io.souk.test;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests are, and which ports they may take. */
public final class LocalMachine {
    /** The root of the repository that the tests run in. */
    public static final Path REPOSITORY = repository();

    private LocalMachine() {}

    /**
     * The first of {@code count} free ports in a row.
     *
     * @param from looked at first, give or take what keeps concurrent test runs apart
     * @param below none is this or higher; ports from 32768 on are what Linux hands out to clients
     * @throws IllegalStateException if there are none
     */
    public static int freePorts(int count, int from, int below) {
        var start = from + (int) (ProcessHandle.current().pid() % 300) * 20;
        for (var first = start; first + count <= below; first += count) {
            var free = 0;
            while (free < count && isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path repository() {
        var folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("tests must run inside the repository");
            }
        }
        return folder;
    }
}
