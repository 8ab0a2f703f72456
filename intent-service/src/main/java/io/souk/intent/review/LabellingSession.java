package io.souk.intent.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.souk.intent.review.ReviewQueue.Item;
import io.souk.intent.training.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shows texts to a person, one by one, and adds those that get a label to the training file. Works on a pipe as well. */
final class LabellingSession {
    private final Set<String> labels;
    private final Path training;
    private final BufferedReader answers;
    private final PrintStream screen;

    LabellingSession(List<Label> labels, Path training, BufferedReader answers, PrintStream screen) {
        this.labels = labels.stream().map(Label::toString).collect(toCollection(TreeSet::new));
        this.training = training;
        this.answers = answers;
        this.screen = screen;
    }

    /** Returns how many texts were added. */
    int run(List<Item> items) throws IOException {
        var known = new HashSet<>(Files.readAllLines(training, UTF_8).stream()
                .map(line -> line.substring(line.indexOf('\t') + 1).strip())
                .toList());
        var open = items.stream().filter(item -> !known.contains(item.masked())).toList();
        screen.printf(
                "%d texts. For each: the right label, = if the reading is right, enter to skip, ? for the labels, q to end.%n%n",
                open.size());
        var added = 0;
        for (var item : open) {
            show(item, open.indexOf(item) + 1, open.size());
            var label = label(item);
            if (label.equals("q")) {
                break;
            }
            if (!label.isEmpty()) {
                Files.writeString(training, label + '\t' + item.masked() + '\n', UTF_8, StandardOpenOption.APPEND);
                added++;
            }
        }
        screen.printf("%n%d added to %s.%n", added, training);
        if (added > 0) {
            screen.print("""
                    To retrain: ./mvnw -pl intent-service -am package. To try the result beside the live classifier first, copy
                    intent-service/target/classes/model/intent-model.bin somewhere and start intent-service with
                    SOUK_INTENT_SHADOW_MODEL=THAT_FILE; souk_intents_shadow_total then says how often they agree.
                    """);
        }
        return added;
    }

    private void show(Item item, int number, int count) {
        screen.printf(
                "[%d/%d] %s (%s, %.2f)%n  %s%n",
                number, count, item.reading(), String.join(", ", item.reasons()), item.confidence(), item.text());
        if (!item.text().equals(item.masked())) {
            screen.printf("  kept as: %s%n", item.masked());
        }
    }

    /** A label of the taxonomy, nothing to skip, or q. */
    private String label(Item item) throws IOException {
        while (true) {
            screen.print("label> ");
            screen.flush();
            var answer = answers.readLine();
            if (answer == null) {
                return "q";
            }
            var said = answer.strip();
            if (said.isEmpty() || said.equals("q") || labels.contains(said)) {
                return said;
            }
            if (said.equals("=")) {
                return item.reading().toString();
            }
            screen.println(
                    labels.stream().collect(joining(", ", said.equals("?") ? "" : "There is no such label. ", ".")));
        }
    }
}
