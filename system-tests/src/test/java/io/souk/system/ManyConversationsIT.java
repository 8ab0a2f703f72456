package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What {@code conversations.txt} says of each of its turns, without a language model; prints the share that is met, and each that is not. */
@Order(3)
@ExtendWith(Platform.Provider.class)
class ManyConversationsIT {
    private static final Path SCRIPT = Path.of("src/test/resources/conversations.txt");
    /** Held so that nothing gets worse; the goal is 0.95. */
    private static final double FLOOR = 0.75;

    private final Platform souk;

    ManyConversationsIT(Platform souk) {
        this.souk = souk;
    }

    @Test
    void mostTurnsDoWhatTheyShould() {
        var conversations = conversations();
        var misses = new ArrayList<String>();
        var turns = 0;
        try (var channel = new OtherSystem(souk)) {
            for (var conversation : conversations) {
                var id = "script-" + UUID.randomUUID();
                for (var turn : conversation.turns()) {
                    channel.says(id, UUID.randomUUID().toString(), turn.text(), conversation.customerId());
                    turns++;
                    var reply = channel.awaitReplies(id, conversation.turns().indexOf(turn) + 1)
                            .getLast()
                            .body();
                    turn.checks().stream()
                            .filter(check -> !check.holds(reply))
                            .forEach(check -> misses.add("%s: “%s” %s, but: %s"
                                    .formatted(
                                            conversation.title(),
                                            turn.text(),
                                            check,
                                            reply.get("text").stringValue().replace('\n', ' '))));
                }
            }
        }
        var missed = misses.stream()
                .map(miss -> miss.substring(0, miss.indexOf('”')))
                .distinct()
                .count();
        var share = 1 - missed / (double) turns;
        System.out.printf(
                Locale.ROOT,
                "%d conversations, %d turns, %.1f %% as they should be%n%s%n",
                conversations.size(),
                turns,
                100 * share,
                String.join("\n", misses));

        assertThat(share).as(String.join("\n", misses)).isGreaterThanOrEqualTo(FLOOR);
    }

    private record Conversation(String title, @Nullable String customerId, List<Turn> turns) {}

    private record Turn(String text, List<Check> checks) {}

    /** One thing that a reply has to do; {@code wanted} are alternatives. */
    private record Check(String kind, List<String> wanted) {
        boolean holds(JsonNode reply) {
            return switch (kind) {
                case "has" -> wanted.stream().anyMatch(words -> textOf(reply).contains(words.toLowerCase(Locale.ROOT)));
                case "not" ->
                    wanted.stream().noneMatch(words -> textOf(reply).contains(words.toLowerCase(Locale.ROOT)));
                case "intent", "rung" -> wanted.contains(reply.get(kind).stringValue());
                case "card" -> anyIn(reply.get("cards"), "kind");
                case "cites" -> anyIn(reply.get("citations"), "documentId");
                default -> throw new IllegalArgumentException("unknown check " + kind);
            };
        }

        private boolean anyIn(JsonNode list, String field) {
            return list.valueStream()
                    .anyMatch(entry -> wanted.contains(entry.get(field).stringValue()));
        }

        private static String textOf(JsonNode reply) {
            return reply.get("text").stringValue().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return kind + "=" + String.join("|", wanted);
        }
    }

    private static List<Conversation> conversations() {
        var conversations = new ArrayList<Conversation>();
        try {
            for (var line : Files.readAllLines(SCRIPT)) {
                if (line.startsWith("== ")) {
                    var head = line.substring(3).split("\\|", 2);
                    var customer = head[1].strip();
                    conversations.add(new Conversation(
                            head[0].strip(), customer.equals("guest") ? null : customer, new ArrayList<>()));
                } else if (line.startsWith("> ")) {
                    conversations.getLast().turns().add(new Turn(line.substring(2), new ArrayList<>()));
                } else if (line.startsWith("? ")) {
                    var checks = conversations.getLast().turns().getLast().checks();
                    Arrays.stream(line.substring(2).split(";"))
                            .map(String::strip)
                            .forEach(check -> {
                                var parts = check.split("=", 2);
                                checks.add(new Check(parts[0], List.of(parts[1].split("\\|"))));
                            });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conversations;
    }
}
