package io.souk.bench;

import static io.souk.bench.Kafka.header;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Where the time of a turn goes, read from the times at which its events were published (whole milliseconds, so only many turns say
 * something). A stage lasts from the event that begins it to the event it publishes, and so has one hop through the broker in it.
 */
final class Stages implements AutoCloseable {
    private static final List<String> TOPICS =
            List.of("chat.messages", "chat.turns", "chat.intents", "chat.evidence", "chat.replies");
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final List<KafkaConsumer<String, byte[]>> consumers = new ArrayList<>();
    private final Map<String, Turn> turns = new HashMap<>();

    private final Latencies prepared = new Latencies();
    private final Latencies understood = new Latencies();
    private final Latencies gathered = new Latencies();
    private final Latencies answered = new Latencies();
    private final Latencies whole = new Latencies();

    /** When the events of one turn were published, in milliseconds; of several pieces of evidence the last. Zero: never. */
    private static final class Turn {
        long message;
        long turn;
        long intent;
        long evidence;
        long reply;
    }

    /** Begins to watch: turns that begin from now on count. */
    Stages(Kafka kafka) {
        TOPICS.forEach(topic -> consumers.add(kafka.consumerAtTheEndOf(topic)));
    }

    /** Reads what was published since the beginning; the lines of a table. */
    List<String> rows() {
        consumers.forEach(this::read);
        turns.values().stream().filter(Stages::isWhole).forEach(this::count);
        return List.of(
                prepared.row("  conversation: message to turn"),
                understood.row("  intent: turn to intents"),
                gathered.row("  stores: intents to evidence"),
                answered.row("  conversation: evidence to reply"),
                whole.row("message to reply, on the topics"));
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        for (var received = consumer.poll(SILENCE); !received.isEmpty(); received = consumer.poll(SILENCE)) {
            received.forEach(this::note);
        }
    }

    private void note(ConsumerRecord<String, byte[]> event) {
        var turn = turns.computeIfAbsent(header(event, "ce_correlationid"), _ -> new Turn());
        switch (event.topic()) {
            case "chat.messages" -> turn.message = event.timestamp();
            case "chat.turns" -> turn.turn = event.timestamp();
            case "chat.intents" -> turn.intent = event.timestamp();
            case "chat.evidence" -> turn.evidence = Math.max(turn.evidence, event.timestamp());
            default -> {
                if (header(event, "ce_type").equals(Kafka.REPLY)) {
                    turn.reply = event.timestamp();
                }
            }
        }
    }

    /** One without evidence (a greeting) has fewer stages, one that began before the watch has no beginning. */
    private static boolean isWhole(Turn turn) {
        return turn.message > 0 && turn.turn > 0 && turn.intent > 0 && turn.evidence > 0 && turn.reply > 0;
    }

    private void count(Turn turn) {
        prepared.add(nanos(turn.message, turn.turn));
        understood.add(nanos(turn.turn, turn.intent));
        gathered.add(nanos(turn.intent, turn.evidence));
        answered.add(nanos(turn.evidence, turn.reply));
        whole.add(nanos(turn.message, turn.reply));
    }

    private static long nanos(long from, long to) {
        return TimeUnit.MILLISECONDS.toNanos(to - from);
    }

    @Override
    public void close() {
        consumers.forEach(KafkaConsumer::close);
    }
}
