package io.souk.rag.evaluation;

import io.souk.rag.evaluation.Corpus.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/**
 * A question and what answers it.
 *
 * @param strict sections that hold the answer; empty if nothing in the corpus does
 * @param loose these and their near relatives
 * @param answer its text; empty if not known
 */
public record Question(String text, Set<String> strict, Set<String> loose, String answer) {
    private static final Pattern SEVERAL = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern PATH = Pattern.compile("\\s*>\\s*");
    private static final String WORDS = "question";
    private static final String BY_ID = "section_id";
    private static final String BY_PATH = "section_path";
    private static final String ANSWER = "answer";
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    /** What the gold column says of a question that the corpus does not answer. */
    private static final String NONE = "none";

    /** Whether anything in the corpus answers it. */
    public boolean isAnswerable() {
        return !strict.isEmpty();
    }

    /** Reads a CSV file with a head line: {@code question}, {@code section_id} or {@code section_path}, if wanted {@code answer}. */
    public static List<Question> read(Path file, Corpus corpus) {
        try (var parser = FORMAT.parse(Files.newBufferedReader(file))) {
            var columns = parser.getHeaderMap().keySet();
            var gold = columns.contains(BY_ID) ? BY_ID : BY_PATH;
            if (!columns.contains(WORDS) || !columns.contains(gold)) {
                throw new UnusableInputException(
                        "the questions need the columns question and section_id or section_path, but have "
                                + String.join(", ", columns));
            }
            var questions = new ArrayList<Question>();
            for (var row : parser) {
                if (!row.isSet(WORDS) || !row.isSet(gold)) {
                    throw new UnusableInputException("question %d lacks a column: %s"
                            .formatted(row.getRecordNumber(), String.join(",", row.toList())));
                }
                var answer = row.isSet(ANSWER) ? row.get(ANSWER) : "";
                var strict = SEVERAL.splitAsStream(row.get(gold))
                        .filter(name -> !name.equals(NONE))
                        .flatMap(name -> sections(name, gold, answer, corpus).stream())
                        .collect(Collectors.toSet());
                questions.add(new Question(row.get(WORDS), strict, corpus.relatives(strict), answer));
            }
            if (questions.isEmpty()) {
                throw new UnusableInputException("the file " + file + " has no questions");
            }
            return questions;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UnusableInputException("cannot read the questions " + file + ": " + e.getMessage());
        }
    }

    private static Set<String> sections(String name, String gold, String answer, Corpus corpus) {
        if (gold.equals(BY_PATH)) {
            return byPath(name, answer, corpus);
        }
        if (corpus.sections().stream().noneMatch(it -> it.id().equals(name))) {
            throw new UnusableInputException(
                    "a question names the section '" + name + "', which the corpus does not have");
        }
        return Set.of(name);
    }

    /** The last title of the path; of several with that title the one that has most of the answer. */
    private static Set<String> byPath(String path, String answer, Corpus corpus) {
        var title = PATH.splitAsStream(path.strip()).reduce("", (_, last) -> last);
        var named = corpus.sections().stream()
                .filter(it -> it.title().strip().equalsIgnoreCase(title))
                .toList();
        if (named.isEmpty()) {
            throw new UnusableInputException(
                    "no section of the corpus has the title '" + title + "' of the path '" + path + "'");
        }
        return answer.isEmpty()
                ? named.stream().map(Section::id).collect(Collectors.toSet())
                : named.stream()
                        .max(Comparator.comparingDouble(it -> Words.share(answer, it.text())))
                        .map(it -> Set.of(it.id()))
                        .orElseThrow();
    }
}
