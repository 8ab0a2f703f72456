package io.souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Conversations of a file, and what each reply has to do. */
record Script(String name, List<Conversation> conversations) {
    private static final Path FOLDER = Path.of("src/test/resources");
    private static final String FOR_GOOD = "changes orders";
    /** Few: on two cores more would make stores miss their time limits, which is no matter of what is said. */
    private static final int AT_ONCE = 2;

    /** @param changesOrders whether it can be held only once: what it does cannot be done again */
    record Conversation(String title, @Nullable String customerId, boolean changesOrders, List<Turn> turns) {}

    record Turn(String text, List<Check> checks) {}

    /**
     * What came of it.
     *
     * @param misses one line per check that was not met
     * @param byModel how many replies a language model wrote
     */
    record Outcome(String script, int conversations, int turns, int missed, int byModel, List<String> misses) {
        double share() {
            return 1 - missed / (double) turns;
        }

        @Override
        public String toString() {
            return "%s: %d conversations, %d turns, %.1f %% as they should be, %d replies by a model%n%s"
                    .formatted(script, conversations, turns, 100 * share(), byModel, String.join("\n", misses));
        }
    }

    static Script read(String file) {
        var conversations = new ArrayList<Conversation>();
        try {
            for (var line : Files.readAllLines(FOLDER.resolve(file))) {
                if (line.startsWith("== ")) {
                    var head = line.substring(3).split("\\|", 3);
                    var customer = head[1].strip();
                    conversations.add(new Conversation(
                            head[0].strip(),
                            customer.equals("guest") ? null : customer,
                            head.length > 2 && head[2].strip().equals(FOR_GOOD),
                            new ArrayList<>()));
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
        return new Script(file, conversations);
    }

    /** Those that can be held again and again. */
    Script repeatable() {
        return new Script(
                name,
                conversations.stream()
                        .filter(conversation -> !conversation.changesOrders())
                        .toList());
    }

    /** Holds all of them, each with a conversation id of its own: several at once, those of one customer one after the other. */
    Outcome play(Platform souk) {
        try (var channel = new OtherSystem(souk);
                var people = Executors.newFixedThreadPool(AT_ONCE)) {
            var latest = new HashMap<String, CompletableFuture<Held>>();
            var held = conversations.stream()
                    .map(conversation -> latest.compute(
                            conversation.customerId() == null ? conversation.title() : conversation.customerId(),
                            (_, before) -> before == null
                                    ? CompletableFuture.supplyAsync(() -> hold(conversation, channel), people)
                                    : before.thenApplyAsync(_ -> hold(conversation, channel), people)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            return new Outcome(
                    name,
                    held.size(),
                    held.stream().mapToInt(Held::turns).sum(),
                    held.stream().mapToInt(Held::missed).sum(),
                    held.stream().mapToInt(Held::byModel).sum(),
                    held.stream().flatMap(it -> it.misses().stream()).toList());
        }
    }

    private static Held hold(Conversation conversation, OtherSystem channel) {
        var misses = new ArrayList<String>();
        var missed = 0;
        var byModel = 0;
        var said = 0;
        var id = "script-" + UUID.randomUUID();
        for (var turn : conversation.turns()) {
            channel.says(id, UUID.randomUUID().toString(), turn.text(), conversation.customerId());
            var reply = channel.awaitReplies(id, ++said).getLast().body();
            byModel += reply.get("rung").stringValue().equals("full") ? 1 : 0;
            var failed =
                    turn.checks().stream().filter(check -> !check.holds(reply)).toList();
            missed += failed.isEmpty() ? 0 : 1;
            failed.forEach(check -> misses.add("%s: “%s” %s, but: %s"
                    .formatted(
                            conversation.title(),
                            turn.text(),
                            check,
                            reply.get("text").stringValue().replace('\n', ' '))));
        }
        return new Held(said, missed, byModel, misses);
    }

    /** What came of one conversation. */
    private record Held(int turns, int missed, int byModel, List<String> misses) {}

    /** One thing that a reply has to do; {@code wanted} are alternatives. */
    record Check(String kind, List<String> wanted) {
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
}
