package io.souk.rag;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown to chunks: never across a heading, cut between sentences, list items or table rows, of about equal length within a
 * section. Thread-safe.
 */
final class MarkdownChunker {
    /** Raise it when the same text would be cut differently, or its sentences embedded so: the index is then built anew. */
    static final int VERSION = 5;

    private static final String PATH_SEPARATOR = " › ";
    /** A section this much longer than a chunk is still better whole than in halves. */
    private static final double WHOLE_SECTION = 1.3;

    private static final int LONGEST_PIECE = 1_400;
    /** Quotes in quotes in lists: more levels are text. */
    private static final int MOST_NESTED = 50;
    /** What introduces a list or table is repeated wherever that is cut. */
    private static final int LONGEST_LEAD = 300;

    private static final Pattern AFTER_SPACE = Pattern.compile("(?<=\\s)");
    private static final Pattern FINISHED = Pattern.compile("[.!?:;][\"')\\]]?$");
    /** Of the longest line of its paragraph: words that would have fitted were kept back. */
    private static final double SHORT_LINE = 0.6;

    private static final Pattern LINE_END = Pattern.compile("\\s*\\n\\s*");
    /** A full stop after these ends no sentence, though a capital or a number follows. */
    private static final Pattern ABBREVIATED = Pattern.compile(
            ".*\\b(e\\.g|i\\.e|vs|approx|ca|max|min|no|nos|fig|figs|sec|ch|p|pp|dr|mr|mrs|ms|st|incl|resp|tel|ext)\\.\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final int size;
    private final int overlap;
    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(MOST_NESTED)
            .build();
    private final TextContentRenderer plain = TextContentRenderer.builder().build();

    MarkdownChunker(int size, int overlap) {
        this.size = size;
        this.overlap = overlap;
    }

    /**
     * A part of a document.
     *
     * @param section heading path; null above the first heading
     * @param text as it is shown: on lines of its own making, and with the lead of its list or the head of its table if cut from them
     * @param startsAt first character of the source that it covers; neighbours may overlap
     * @param endsAt the character after the last one
     */
    record Chunk(int ordinal, @Nullable String section, String text, int startsAt, int endsAt) {}

    /** The chunks of a text that is not blank, in reading order; at least one. */
    List<Chunk> chunks(String title, String markdown) {
        var chunks = new ArrayList<Chunk>();
        var path = new TreeMap<Integer, String>();
        var section = new ArrayList<Piece>();
        var untitled = withoutTitle(title, markdown);
        for (var block = parser.parse(untitled).getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                close(path.values(), section, chunks);
                path.tailMap(heading.getLevel()).clear();
                var words = Texts.cleanLine(plain.render(heading));
                // A first heading that repeats the title adds nothing to the path.
                if (!words.isEmpty() && !words.equalsIgnoreCase(title)) {
                    path.put(heading.getLevel(), words);
                }
            } else {
                append(pieces(block, untitled), section);
            }
        }
        close(path.values(), section, chunks);
        return chunks.isEmpty()
                ? List.of(new Chunk(0, null, markdown.strip(), 0, markdown.length()))
                : List.copyOf(chunks);
    }

    /** A first line that repeats the title adds nothing; spaces in its place keep all else where it is. */
    private static String withoutTitle(String title, String markdown) {
        var end = markdown.indexOf('\n');
        return end > 0 && markdown.substring(0, end).strip().equalsIgnoreCase(title)
                ? " ".repeat(end) + markdown.substring(end)
                : markdown;
    }

    /** A sentence that ends in a colon stays with the list or table that it introduces. */
    private static void append(List<Piece> block, List<Piece> section) {
        var lead = section.isEmpty() || block.isEmpty() ? null : section.getLast();
        if (lead == null
                || !lead.glue().isProse()
                || block.getFirst().glue() != Glue.LINE
                || !lead.text().endsWith(":")
                || lead.length() > LONGEST_LEAD) {
            section.addAll(block);
            return;
        }
        section.removeLast();
        var first = block.getFirst();
        section.add(new Piece(
                lead.text() + "\n\n" + first.text(),
                Glue.LED,
                lead.opensBlock(),
                lead.startsAt(),
                first.endsAt(),
                null));
        block.subList(1, block.size()).forEach(piece -> section.add(piece.ledBy(lead.text())));
    }

    private void close(Collection<String> path, List<Piece> section, List<Chunk> chunks) {
        var words = path.isEmpty() ? null : String.join(PATH_SEPARATOR, path);
        for (var pieces : cut(section)) {
            chunks.add(new Chunk(
                    chunks.size(),
                    words,
                    join(pieces),
                    pieces.getFirst().startsAt(),
                    pieces.getLast().endsAt()));
        }
        section.clear();
    }

    private List<List<Piece>> cut(List<Piece> pieces) {
        var length = pieces.stream().mapToInt(Piece::length).sum();
        if (length == 0) {
            return List.of();
        }
        var parts = length <= size * WHOLE_SECTION ? 1 : (int) Math.ceil((double) length / size);
        var target = (double) length / parts;
        var cut = new ArrayList<List<Piece>>();
        var open = new ArrayList<Piece>();
        var openLength = 0;
        var fresh = 0;
        for (var piece : pieces) {
            if (fresh > 0 && openLength + piece.length() / 2.0 > target) {
                cut.add(List.copyOf(open));
                var shared = tail(open);
                open.clear();
                open.addAll(shared);
                openLength = 0;
                fresh = 0;
            }
            open.add(piece);
            openLength += piece.length();
            fresh++;
        }
        cut.add(List.copyOf(open));
        return cut;
    }

    /** The last heading of the path, or the title above the first. */
    static String nearestHeading(String title, @Nullable String section) {
        if (section == null) {
            return title;
        }
        var last = section.lastIndexOf(PATH_SEPARATOR);
        return last < 0 ? section : section.substring(last + PATH_SEPARATOR.length());
    }

    /** The last sentences of a closed chunk that its neighbour repeats: about the overlap, in whole sentences. */
    private List<Piece> tail(List<Piece> closed) {
        var shared = new ArrayList<Piece>();
        var length = 0;
        for (var piece : closed.reversed()) {
            length += piece.length();
            if (!piece.glue().isProse() || length > overlap * 2) {
                break;
            }
            shared.addFirst(piece);
            if (length >= overlap) {
                break;
            }
        }
        return shared.size() == closed.size() ? List.of() : shared;
    }

    private static String join(List<Piece> pieces) {
        var first = pieces.getFirst();
        var text = new StringBuilder(first.lead() == null ? first.text() : first.lead() + "\n\n" + first.text());
        for (var piece : pieces.subList(1, pieces.size())) {
            text.append(piece.opensBlock() ? "\n\n" : piece.glue().between).append(piece.text());
        }
        return text.toString();
    }

    private List<Piece> pieces(Node block, String source) {
        var range = range(block);
        if (range.isBlank(source)) {
            return List.of();
        }
        var parts =
                switch (block) {
                    case ThematicBreak _, LinkReferenceDefinition _ -> List.<Part>of();
                    case Paragraph _, BlockQuote _ -> statements(range, source);
                    case BulletList list -> items(list, source);
                    case OrderedList list -> items(list, source);
                    case TableBlock table -> rows(table, source);
                    default -> lines(block, source);
                };
        var pieces = new ArrayList<Piece>();
        for (var part : parts) {
            for (var bounded : bounded(part, source)) {
                pieces.add(new Piece(
                        bounded.text(), part.glue(), pieces.isEmpty(), bounded.startsAt(), bounded.endsAt(), null));
            }
        }
        return pieces;
    }

    private static List<Part> items(Node list, String source) {
        var items = new ArrayList<Part>();
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            var text = source(item, source).strip();
            if (!text.isEmpty()) {
                items.add(range(item).as(text));
            }
        }
        return items;
    }

    /** The sentences of a paragraph; a line that was ended on purpose ends one, with or without a full stop. */
    private static List<Part> statements(Part paragraph, String source) {
        var lines = source.substring(paragraph.startsAt(), paragraph.endsAt()).split("(?<=\n)");
        var width =
                Stream.of(lines).mapToInt(line -> line.strip().length()).max().orElse(0);
        var parts = new ArrayList<Part>();
        var from = paragraph.startsAt();
        var to = from;
        for (var i = 0; i < lines.length; i++) {
            to += lines[i].length();
            if (i == lines.length - 1 || isEndedOnPurpose(lines[i], lines[i + 1], width)) {
                var sentences = sentences(new Part("", Glue.SENTENCE, from, to), source);
                if (!parts.isEmpty() && !sentences.isEmpty()) {
                    parts.add(sentences.removeFirst().glued(Glue.STATEMENT));
                }
                parts.addAll(sentences);
                from = to;
            }
        }
        return parts;
    }

    /** Text that has lost its markup has headings, items and steps as lines of a paragraph: they end where more would have fitted. */
    private static boolean isEndedOnPurpose(String line, String next, int width) {
        var words = line.strip();
        var following = next.strip();
        if (words.isEmpty() || following.isEmpty() || Character.isLowerCase(following.codePointAt(0))) {
            return false;
        }
        var space = following.indexOf(' ');
        var fits = words.length() + 1 + (space < 0 ? following.length() : space) <= width;
        return fits && (FINISHED.matcher(words).find() || words.length() < width * SHORT_LINE);
    }

    private static List<Part> sentences(Part paragraph, String source) {
        var raw = source.substring(paragraph.startsAt(), paragraph.endsAt());
        var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        // A line's end within a paragraph is a space; of the same length, so that places stay.
        borders.setText(raw.replace('\n', ' '));
        var sentences = new ArrayList<Part>();
        var start = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            var text = raw.substring(start, end);
            if (!text.isBlank()
                    && (end == raw.length() || !ABBREVIATED.matcher(text).matches())) {
                var leading = text.length() - text.stripLeading().length();
                sentences.add(new Part(
                        LINE_END.matcher(text.strip()).replaceAll(" "),
                        Glue.SENTENCE,
                        paragraph.startsAt() + start + leading,
                        paragraph.startsAt() + start + text.stripTrailing().length()));
                start = end;
            }
        }
        return sentences;
    }

    /** A table too long for one chunk: rows in groups, each under the table's head. */
    private List<Part> rows(TableBlock table, String source) {
        var text = source(table, source).strip();
        if (text.length() <= LONGEST_PIECE) {
            return List.of(range(table).as(text));
        }
        var lines = table.getSourceSpans();
        var head = lines.stream()
                .limit(2)
                .map(line -> source.substring(line.getInputIndex(), line.getInputIndex() + line.getLength()))
                .collect(Collectors.joining("\n"));
        var groups = new ArrayList<Part>();
        var open = new StringBuilder(head);
        var startsAt = lines.getFirst().getInputIndex();
        var endsAt = startsAt + head.length();
        for (var line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            if (open.length() > head.length() && open.length() + line.getLength() > size * WHOLE_SECTION) {
                groups.add(new Part(open.toString(), Glue.LINE, startsAt, endsAt));
                open = new StringBuilder(head);
                startsAt = line.getInputIndex();
            }
            endsAt = line.getInputIndex() + line.getLength();
            open.append('\n').append(source, line.getInputIndex(), endsAt);
        }
        groups.add(new Part(open.toString(), Glue.LINE, startsAt, endsAt));
        return groups;
    }

    private List<Part> lines(Node block, String source) {
        var text = source(block, source).strip();
        return text.length() <= size
                ? List.of(range(block).as(text))
                : block.getSourceSpans().stream()
                        .map(line -> new Part(
                                source.substring(line.getInputIndex(), line.getInputIndex() + line.getLength()),
                                Glue.LINE,
                                line.getInputIndex(),
                                line.getInputIndex() + line.getLength()))
                        .filter(line -> !line.text().isBlank())
                        .toList();
    }

    /** Text without sentences, or without a space at all, is cut between words or, at last, between characters. */
    private List<Part> bounded(Part piece, String source) {
        if (piece.length() <= LONGEST_PIECE) {
            return List.of(piece);
        }
        var parts = new ArrayList<String>();
        var open = new StringBuilder();
        for (var word : AFTER_SPACE.splitAsStream(piece.text()).toList()) {
            for (var start = 0; start < word.length(); ) {
                var end = Math.min(word.length(), start + size);
                if (end < word.length() && Character.isHighSurrogate(word.charAt(end - 1))) {
                    end--;
                }
                if (!open.isEmpty() && open.length() + end - start > size) {
                    parts.add(open.toString().strip());
                    open.setLength(0);
                }
                open.append(word, start, end);
                start = end;
            }
        }
        parts.add(open.toString().strip());
        parts.removeIf(String::isEmpty);
        return located(parts, piece, source);
    }

    /** Parts of a long piece, each where it is in the source; where line ends were made spaces, the piece's place must do. */
    private static List<Part> located(List<String> texts, Part piece, String source) {
        var parts = new ArrayList<Part>();
        var from = piece.startsAt();
        for (var text : texts) {
            var found = source.startsWith(text, from) ? from : source.indexOf(text, from, piece.endsAt());
            parts.add(found < 0 ? piece.as(text) : new Part(text, piece.glue(), found, found + text.length()));
            from = found < 0 ? from : found + text.length();
        }
        return parts;
    }

    private static Part range(Node block) {
        var lines = block.getSourceSpans();
        return lines.isEmpty()
                ? new Part("", Glue.LINE, 0, 0)
                : new Part(
                        "",
                        Glue.LINE,
                        lines.getFirst().getInputIndex(),
                        lines.getLast().getInputIndex() + lines.getLast().getLength());
    }

    private static String source(Node block, String source) {
        return block.getSourceSpans().stream()
                .map(span -> source.substring(span.getInputIndex(), span.getInputIndex() + span.getLength()))
                .collect(Collectors.joining("\n"));
    }

    private enum Glue {
        SENTENCE(" "),
        /** A sentence on a line of its own. */
        STATEMENT("\n"),
        LINE("\n"),
        /** A sentence with the start of the list or table that it introduces. */
        LED(" ");

        private final String between;

        Glue(String between) {
            this.between = between;
        }

        private boolean isProse() {
            return this == SENTENCE || this == STATEMENT;
        }
    }

    /** Text and its place in the source. */
    private record Part(String text, Glue glue, int startsAt, int endsAt) {
        private int length() {
            return text.length();
        }

        private Part as(String otherText) {
            return new Part(otherText, glue, startsAt, endsAt);
        }

        private Part glued(Glue otherGlue) {
            return new Part(text, otherGlue, startsAt, endsAt);
        }

        private boolean isBlank(String source) {
            return source.substring(startsAt, endsAt).isBlank();
        }
    }

    /**
     * What is never cut.
     *
     * @param lead what introduces the list or table it is a part of
     */
    private record Piece(
            String text,
            Glue glue,
            boolean opensBlock,
            int startsAt,
            int endsAt,
            @Nullable String lead) {
        private int length() {
            return text.length() + 1;
        }

        private Piece ledBy(String sentence) {
            return new Piece(text, glue, opensBlock, startsAt, endsAt, sentence);
        }
    }
}
