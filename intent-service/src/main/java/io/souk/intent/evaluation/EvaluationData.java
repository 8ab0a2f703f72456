package io.souk.intent.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.events.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's labelled utterances.
 *
 * @param skipped how many rows the mapping maps to nothing
 */
record EvaluationData(List<Row> rows, int skipped) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreHeaderCase(true)
            .get();

    record Row(String text, Intent intent) {}

    /** The files cannot be used; the message says why to the person who named them. */
    static final class UnusableException extends RuntimeException {
        UnusableException(String reason) {
            super(reason);
        }
    }

    /**
     * Reads a CSV file with the columns {@code utterance} and {@code intent}.
     *
     * @param mapping a CSV file with the columns {@code theirs} and {@code ours}, or null: the intents are ours
     * @throws UnusableException if a file or column is missing, or an intent is not one of ours
     */
    static EvaluationData read(Path data, @Nullable Path mapping) {
        var names = mapping == null ? null : mapping(mapping);
        var rows = new ArrayList<Row>();
        var skipped = 0;
        for (var line : records(data, "utterance", "intent")) {
            var theirs = line.get("intent");
            var ours = names == null ? theirs : names.getOrDefault(theirs, "");
            if (ours.isBlank() && names != null) {
                skipped++;
            } else {
                rows.add(new Row(line.get("utterance"), intent(ours, data, line.getRecordNumber())));
            }
        }
        if (rows.isEmpty()) {
            throw new UnusableException(data + ": no row is left to evaluate (" + skipped + " mapped to nothing)");
        }
        return new EvaluationData(List.copyOf(rows), skipped);
    }

    private static Map<String, String> mapping(Path file) {
        var names = new HashMap<String, String>();
        for (var line : records(file, "theirs", "ours")) {
            var ours = line.get("ours");
            if (!ours.isBlank()) {
                intent(ours, file, line.getRecordNumber());
            }
            names.put(line.get("theirs"), ours);
        }
        return names;
    }

    /** An intent by its name; a variant behind a slash is ignored. */
    private static Intent intent(String name, Path file, long row) {
        var intent = name.split("/", 2)[0].strip().toLowerCase(Locale.ROOT);
        return find(intent)
                .orElseThrow(() -> new UnusableException(file + " row " + row + ": no intent '" + name + "'; there are "
                        + Arrays.stream(Intent.values()).map(Intent::wireName).collect(Collectors.joining(", "))));
    }

    private static Optional<Intent> find(String name) {
        return Arrays.stream(Intent.values())
                .filter(intent -> intent.wireName().equals(name))
                .findFirst();
    }

    private static List<CSVRecord> records(Path file, String... columns) {
        if (!Files.isRegularFile(file)) {
            throw new UnusableException(file + ": there is no such file");
        }
        try (var reader = Files.newBufferedReader(file, UTF_8);
                var parser = FORMAT.parse(reader)) {
            var header = parser.getHeaderNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            for (var column : columns) {
                if (!header.contains(column)) {
                    throw new UnusableException(file + ": no column '" + column + "'; the first line has " + header);
                }
            }
            var records = parser.getRecords();
            for (var line : records) {
                if (!line.isConsistent()) {
                    throw new UnusableException(
                            file + " row " + line.getRecordNumber() + ": not as many fields as the first line");
                }
            }
            return records;
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            throw new UnusableException(file + ": cannot be read as CSV: " + e.getMessage());
        }
    }
}
