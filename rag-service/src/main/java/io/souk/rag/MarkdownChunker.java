package io.souk.rag;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    /** Goes into every document's fingerprint: raise it when the same text would be cut differently. */
    static final int VERSION = 1;

    private static final String PATH_SEPARATOR = " › ";
    /** A section this much longer than a chunk is still better whole than in halves. */
    private static final double WHOLE_SECTION = 1.3;

    private static final int LONGEST_PIECE = 1_400;

    private static final Pattern AFTER_SPACE = Pattern.compile("(?<=\\s)");

    private final int size;
    private final int overlap;
    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
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
     */
    record Chunk(int ordinal, @Nullable String section, String text) {}

    /** The chunks of a text that is not blank, in reading order; at least one. */
    List<Chunk> chunks(String title, String markdown) {
        var chunks = new ArrayList<Chunk>();
        var path = new TreeMap<Integer, String>();
        var section = new ArrayList<Piece>();
        for (var block = parser.parse(markdown).getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                close(path.values(), section, chunks);
                path.tailMap(heading.getLevel()).clear();
                var words = Texts.cleanLine(plain.render(heading));
                // A first heading that repeats the title adds nothing to the path.
                if (!words.isEmpty() && !words.equalsIgnoreCase(title)) {
                    path.put(heading.getLevel(), words);
                }
            } else {
                section.addAll(pieces(block, markdown));
            }
        }
        close(path.values(), section, chunks);
        return chunks.isEmpty() ? List.of(new Chunk(0, null, markdown.strip())) : List.copyOf(chunks);
    }

    private void close(Collection<String> path, List<Piece> section, List<Chunk> chunks) {
        var words = path.isEmpty() ? null : String.join(PATH_SEPARATOR, path);
        for (var text : cut(section)) {
            chunks.add(new Chunk(chunks.size(), words, text));
        }
        section.clear();
    }

    private List<String> cut(List<Piece> pieces) {
        var length = pieces.stream().mapToInt(Piece::length).sum();
        if (length == 0) {
            return List.of();
        }
        var parts = length <= size * WHOLE_SECTION ? 1 : (int) Math.ceil((double) length / size);
        var target = (double) length / parts;
        var texts = new ArrayList<String>();
        var open = new ArrayList<Piece>();
        var openLength = 0;
        var fresh = 0;
        for (var piece : pieces) {
            if (fresh > 0 && openLength + piece.length() / 2.0 > target) {
                texts.add(join(open));
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
        texts.add(join(open));
        return texts;
    }

    /** The last sentences of a closed chunk that its neighbour repeats: about the overlap, in whole sentences. */
    private List<Piece> tail(List<Piece> closed) {
        var shared = new ArrayList<Piece>();
        var length = 0;
        for (var piece : closed.reversed()) {
            length += piece.length();
            if (piece.glue() != Glue.SENTENCE || length > overlap * 2) {
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
        var text = new StringBuilder();
        for (var piece : pieces) {
            if (!text.isEmpty()) {
                text.append(piece.opensBlock() ? "\n\n" : piece.glue().between);
            }
            text.append(piece.text());
        }
        return text.toString();
    }

    private List<Piece> pieces(Node block, String source) {
        var text = source(block, source).strip();
        if (text.isEmpty()) {
            return List.of();
        }
        var parts =
                switch (block) {
                    case ThematicBreak _, LinkReferenceDefinition _ -> List.<String>of();
                    case Paragraph _, BlockQuote _ -> sentences(text);
                    case BulletList list -> items(list, source);
                    case OrderedList list -> items(list, source);
                    case TableBlock _ -> text.length() <= LONGEST_PIECE ? List.of(text) : rows(text);
                    default -> lines(text);
                };
        var glue = block instanceof Paragraph || block instanceof BlockQuote ? Glue.SENTENCE : Glue.LINE;
        var pieces = new ArrayList<Piece>();
        for (var part : parts) {
            for (var bounded : bounded(part)) {
                pieces.add(new Piece(bounded, glue, pieces.isEmpty()));
            }
        }
        return pieces;
    }

    private static List<String> items(Node list, String source) {
        var items = new ArrayList<String>();
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            items.add(source(item, source).strip());
        }
        return items;
    }

    private static List<String> sentences(String paragraph) {
        var line = paragraph.replaceAll("\\s*\\n\\s*", " ");
        var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        borders.setText(line);
        var sentences = new ArrayList<String>();
        var start = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            var sentence = line.substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences;
    }

    /** A table too long for one chunk: rows in groups, each under the table's head. */
    private List<String> rows(String table) {
        var lines = table.lines().toList();
        var head = String.join("\n", lines.subList(0, Math.min(2, lines.size())));
        var groups = new ArrayList<String>();
        var open = new StringBuilder(head);
        for (var row : lines.subList(Math.min(2, lines.size()), lines.size())) {
            if (open.length() > head.length() && open.length() + row.length() > size * WHOLE_SECTION) {
                groups.add(open.toString());
                open = new StringBuilder(head);
            }
            open.append('\n').append(row);
        }
        groups.add(open.toString());
        return groups;
    }

    private List<String> lines(String block) {
        return block.length() <= size ? List.of(block) : block.lines().toList();
    }

    /** Text without sentences, or without a space at all, is cut between words or, at last, between characters. */
    private List<String> bounded(String piece) {
        if (piece.length() <= LONGEST_PIECE) {
            return List.of(piece);
        }
        var parts = new ArrayList<String>();
        var open = new StringBuilder();
        for (var word : AFTER_SPACE.splitAsStream(piece).toList()) {
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
        return parts;
    }

    private static String source(Node block, String source) {
        return block.getSourceSpans().stream()
                .map(span -> source.substring(span.getInputIndex(), span.getInputIndex() + span.getLength()))
                .collect(Collectors.joining("\n"));
    }

    private enum Glue {
        SENTENCE(" "),
        LINE("\n");

        private final String between;

        Glue(String between) {
            this.between = between;
        }
    }

    /** What is never cut. */
    private record Piece(String text, Glue glue, boolean opensBlock) {
        int length() {
            return text.length() + 1;
        }
    }
}
