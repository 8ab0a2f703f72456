package io.souk.rag;

import io.souk.rag.reading.DocumentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A manual of our own for a machine that does not exist, in the forms in which manuals come: Markdown as a whole, its sections as
 * documents that have lost their markup, and what is left of a page when somebody copies it. Questions were written before
 * anything was measured with them.
 */
final class WasherManual {
    private static final Path FOLDER = Path.of("src/test/resources/washer");
    private static final String TITLE = "Brevik Aqua 80 washer-dryer: user manual";
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{2,}");
    private static final Pattern RULER = Pattern.compile("\\|[-| ]+\\|");
    private static final Pattern ITEM = Pattern.compile("(?:- |\\d+\\. )");
    private static final Pattern NEXT_SENTENCE = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z])");
    private static final int WIDTH = 62;
    private static final int LINES_A_PAGE = 46;

    private WasherManual() {}

    /** As one Markdown document. */
    static SourceDocument whole() {
        return new SourceDocument("washer", TITLE, "manual", null, markdown());
    }

    /** Each section a document of its own: no markup, a sentence, item or row a line, the title once more on top. */
    static List<SourceDocument> sections() {
        return Stream.of(markdown().split("\\n### "))
                .skip(1)
                .map(section -> section.split("\\n## ", 2)[0])
                .map(section -> {
                    var number = section.split(" ", 2)[0];
                    var title = section.split("\\n", 2)[0].substring(number.length() + 1);
                    var lines = blocks(section).skip(1).flatMap(WasherManual::unmarked);
                    return new SourceDocument(
                            "washer-" + number,
                            title,
                            "manual",
                            null,
                            Stream.concat(Stream.of(title), lines).collect(Collectors.joining("\n")));
                })
                .toList();
    }

    /** As plain text, lines broken at a width, tables by spaces, the foot of a page wherever it falls. */
    static SourceDocument ragged() {
        var lines = blocks(markdown())
                .flatMap(block -> {
                    var heading = block.startsWith("#");
                    var text = heading ? Stream.of(block.replaceFirst("#+ ", "")) : printed(block);
                    return Stream.concat(text, Stream.of(""));
                })
                .toList();
        var pages = new StringBuilder();
        for (var at = 0; at < lines.size(); at += LINES_A_PAGE) {
            pages.append(String.join("\n", lines.subList(at, Math.min(lines.size(), at + LINES_A_PAGE))));
            pages.append("\n\nBrevik Aqua 80                              EN %d\n\f".formatted(at / LINES_A_PAGE + 3));
        }
        return SourceDocument.of("washer", TITLE, "manual", null, DocumentReader.read(pages.toString(), "text/plain"));
    }

    /** Questions on {@link #sections}; of the other forms only the passages say what is right. */
    static List<RetrievalQuestion> questions() {
        try (var lines = Files.lines(FOLDER.resolve("questions.tsv"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(parts -> new RetrievalQuestion(
                            parts[0],
                            parts.length < 3
                                    ? Set.of()
                                    : Arrays.stream(parts[1].split("\\|"))
                                            .map("washer-"::concat)
                                            .collect(Collectors.toSet()),
                            parts.length < 3 ? List.of() : List.of(parts[2].split(" \\| "))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String markdown() {
        try {
            return Files.readString(FOLDER.resolve("manual.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> blocks(String markdown) {
        return BLANK_LINES.splitAsStream(markdown.strip());
    }

    private static Stream<String> unmarked(String block) {
        if (block.startsWith("|")) {
            return rows(block, " ");
        }
        return ITEM.matcher(block).lookingAt()
                ? block.lines().map(line -> ITEM.matcher(line).replaceFirst(""))
                : NEXT_SENTENCE.splitAsStream(block.replace('\n', ' '));
    }

    private static Stream<String> printed(String block) {
        if (block.startsWith("|")) {
            return rows(block, "     ");
        }
        return ITEM.matcher(block).lookingAt()
                ? block.lines().flatMap(line -> wrapped(line.replaceFirst("^- ", "• ")))
                : wrapped(block);
    }

    private static Stream<String> rows(String table, String between) {
        return table.lines()
                .filter(line -> !RULER.matcher(line).matches())
                .map(line -> Stream.of(line.split("\\|"))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .collect(Collectors.joining(between)))
                .filter(line -> !line.isEmpty());
    }

    private static Stream<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var open = new StringBuilder();
        for (var word : text.split("\\s+", -1)) {
            if (!open.isEmpty() && open.length() + 1 + word.length() > WIDTH) {
                lines.add(open.toString());
                open.setLength(0);
            }
            open.append(open.isEmpty() ? "" : " ").append(word);
        }
        lines.add(open.toString());
        return lines.stream();
    }
}
