package io.souk.rag.reading;

import io.souk.rag.reading.DocumentReader.Reading;
import io.souk.rag.reading.Lines.Line;
import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * The text of a PDF. Headings are what its outline names, or else what is set larger or bolder than the text; running heads and
 * page numbers are left out; a table is where several lines have the same wide gaps.
 */
final class PdfReader {
    private static final int MOST_PAGES = 2_000;
    private static final int MOST_CHARACTERS = 4_000_000;
    /** Inflated, all pages together: a small file can hold gigabytes of nothing. */
    private static final long MOST_PAGE_BYTES = 64L << 20;

    private static final int LONGEST_HEADING = 150;
    private static final int LONGEST_BOLD_HEADING = 80;
    private static final double LARGER = 1.15;
    private static final int MOST_LEVELS = 4;
    private static final int FEWEST_OUTLINED = 3;
    private static final int DEEPEST_OUTLINE = 6;

    private static final int MARGIN_LINES = 2;
    private static final double RUNNING_SHARE = 0.4;
    private static final int FEWEST_REPEATED = 3;

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern PAGE_NUMBER =
            Pattern.compile("(?i)\\W*(page\\s*)?\\d{1,4}(\\s*(/|of)\\s*\\d{1,4})?\\W*");
    /** A line of a table of contents. */
    private static final Pattern DOT_LEADER = Pattern.compile(".*(\\.{4,}|(\\. ){4,}|…{2,})\\s*\\d{0,4}\\s*");

    private static final Pattern SENTENCE_END = Pattern.compile(".*[.,;:!]\\s*");
    private static final Pattern BOLD = Pattern.compile(".*(bold|black|heavy|demi).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_WORD = Pattern.compile("^[\\d.\\s]+|[^\\p{L}\\p{N}]+");

    private PdfReader() {}

    static Reading read(byte[] content) {
        try (var document = Loader.loadPDF(content)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new RefusedDocumentException(Reason.TOO_LARGE, "the PDF has more than 2,000 pages");
            }
            demandSize(document);
            var printed = new Printed();
            printed.writeText(document, Writer.nullWriter());
            var lines = withoutMargins(printed.lines);
            if (lines.isEmpty()) {
                throw new RefusedDocumentException(
                        Reason.EMPTY, "the PDF has no text; if it is a scan, recognise its text first");
            }
            return new Reading(Format.PDF, title(document), Lines.markdown(structured(lines, outline(document))));
        } catch (InvalidPasswordException e) {
            throw new RefusedDocumentException(Reason.ENCRYPTED, "the PDF asks for a password; send it without one");
        } catch (RefusedDocumentException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // A damaged file fails anywhere in the library, by any exception.
            throw new RefusedDocumentException(Reason.UNREADABLE, "the file is no PDF, or a damaged one");
        }
    }

    /** Printed text: a line of it, where it stands and how it looks. */
    private record Run(String text, double size, boolean bold, int page, double top, double gap) {
        private boolean startsPage() {
            return gap < 0;
        }

        private boolean isApart() {
            return startsPage() || gap > 1.7 * size;
        }
    }

    private static final class Printed extends PDFTextStripper {
        private final List<Run> lines = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final List<TextPosition> glyphs = new ArrayList<>();
        private int characters;

        @Override
        protected void writeString(String word, List<TextPosition> positions) {
            characters += word.length();
            if (characters > MOST_CHARACTERS) {
                throw new RefusedDocumentException(Reason.TOO_LARGE, "the PDF has more text than can be taken");
            }
            if (!glyphs.isEmpty() && !positions.isEmpty()) {
                var last = glyphs.getLast();
                var gap = positions.getFirst().getXDirAdj() - last.getXDirAdj() - last.getWidthDirAdj();
                text.append(gap > 1.2 * last.getFontSizeInPt() ? '\t' : ' ');
            }
            text.append(word);
            glyphs.addAll(positions);
        }

        @Override
        protected void writeWordSeparator() {
            // made of the gaps between words
        }

        @Override
        protected void writeLineSeparator() {
            endLine();
        }

        @Override
        protected void writePageEnd() {
            endLine();
        }

        private void endLine() {
            if (!text.toString().isBlank() && !glyphs.isEmpty()) {
                var page = getCurrentPageNo();
                var top = glyphs.getFirst().getYDirAdj();
                var above = lines.isEmpty() || lines.getLast().page() != page
                        ? -1
                        : top - lines.getLast().top();
                // Text that goes on in another column starts anew.
                lines.add(new Run(text.toString().strip(), size(), isBold(), page, top, above));
            }
            text.setLength(0);
            glyphs.clear();
        }

        private double size() {
            var sizes = glyphs.stream()
                    .collect(Collectors.groupingBy(
                            glyph -> Math.round(glyph.getFontSizeInPt() * 2), Collectors.counting()));
            return sizes.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .orElseThrow()
                            .getKey()
                    / 2.0;
        }

        private boolean isBold() {
            return glyphs.stream().allMatch(glyph -> {
                var font = glyph.getFont();
                var descriptor = font == null ? null : font.getFontDescriptor();
                return font != null
                        && ((font.getName() != null
                                        && BOLD.matcher(font.getName()).matches())
                                || (descriptor != null
                                        && (descriptor.isForceBold() || descriptor.getFontWeight() >= 600)));
            });
        }

        private Printed() throws IOException {
            setSuppressDuplicateOverlappingText(true);
        }
    }

    private static void demandSize(PDDocument document) throws IOException {
        var left = MOST_PAGE_BYTES;
        var buffer = new byte[1 << 16];
        for (PDPage page : document.getPages()) {
            try (InputStream content = page.getContents()) {
                for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    left -= read;
                    if (left < 0) {
                        throw new RefusedDocumentException(Reason.TOO_LARGE, "the PDF's pages are too large");
                    }
                }
            }
        }
    }

    private static List<Run> withoutMargins(List<Run> lines) {
        var byPage = lines.stream().collect(Collectors.groupingBy(Run::page));
        var repeated = new HashMap<String, Integer>();
        var margins = new HashSet<Run>();
        for (var page : byPage.values()) {
            var ends = new HashSet<Run>(page.subList(0, Math.min(MARGIN_LINES, page.size())));
            ends.addAll(page.subList(Math.max(0, page.size() - MARGIN_LINES), page.size()));
            margins.addAll(ends);
            ends.stream().map(PdfReader::pattern).distinct().forEach(it -> repeated.merge(it, 1, Integer::sum));
        }
        var often = Math.max(FEWEST_REPEATED, byPage.size() * RUNNING_SHARE);
        return lines.stream()
                .filter(line -> !(margins.contains(line)
                        && (repeated.getOrDefault(pattern(line), 0) >= often
                                || PAGE_NUMBER.matcher(line.text()).matches())))
                .filter(line -> !DOT_LEADER.matcher(line.text()).matches())
                .toList();
    }

    private static String pattern(Run line) {
        return DIGITS.matcher(line.text()).replaceAll("#");
    }

    private static List<Line> structured(List<Run> lines, Map<String, Integer> outline) {
        var outlined = lines.stream()
                .filter(line -> outline.containsKey(normal(line.text())))
                .count();
        var styles = Styles.of(lines);
        var structured = new ArrayList<Line>();
        Run above = null;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var level = outlined >= FEWEST_OUTLINED
                    ? outline.getOrDefault(normal(line.text()), 0)
                    : styles.level(line, i + 1 < lines.size() ? lines.get(i + 1) : null);
            if (level > 0
                    && above != null
                    && continues(above, line, structured.getLast().heading() == level)) {
                var begun = structured.removeLast();
                structured.add(new Line(begun.text() + " " + line.text(), level, true));
            } else {
                structured.add(new Line(line.text(), level, isApart(above, line)));
            }
            above = line;
        }
        return structured;
    }

    /** The second line of a long heading. */
    private static boolean continues(Run above, Run line, boolean sameLevel) {
        return sameLevel
                && !line.isApart()
                && above.size() == line.size()
                && above.text().length() > 20;
    }

    /** A paragraph that was not finished goes on at the top of the next page. */
    private static boolean isApart(@Nullable Run above, Run line) {
        return above == null
                || (line.startsPage()
                        ? SENTENCE_END.matcher(above.text()).matches()
                                || Character.isUpperCase(line.text().codePointAt(0))
                        : line.isApart());
    }

    /** What the text of this document looks like, and which larger sizes it has. */
    private record Styles(double body, boolean bold, List<Double> larger) {
        static Styles of(List<Run> lines) {
            var characters = new HashMap<Double, Integer>();
            var bold = 0;
            var all = 0;
            for (var line : lines) {
                characters.merge(line.size(), line.text().length(), Integer::sum);
                bold += line.bold() ? line.text().length() : 0;
                all += line.text().length();
            }
            var body = characters.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            var larger = new TreeSet<>(characters.keySet())
                    .tailSet(body * LARGER, true).descendingSet().stream().toList();
            return new Styles(body, bold * 2 > all, larger);
        }

        int level(Run line, @Nullable Run next) {
            if (line.text().length() > LONGEST_HEADING
                    || line.text().contains("\t")
                    || line.text().codePoints().noneMatch(Character::isLetter)) {
                return 0;
            }
            if (line.size() >= body * LARGER) {
                return Math.min(larger.indexOf(line.size()) + 1, MOST_LEVELS);
            }
            var boldHeading = line.bold()
                    && !bold
                    && line.isApart()
                    && line.size() >= body * 0.9
                    && line.text().length() <= LONGEST_BOLD_HEADING
                    && !SENTENCE_END.matcher(line.text()).matches()
                    && (next == null || !next.bold());
            return boldHeading ? Math.min(larger.size(), MOST_LEVELS) + 1 : 0;
        }
    }

    private static Map<String, Integer> outline(PDDocument document) {
        var levels = new HashMap<String, Integer>();
        var outline = document.getDocumentCatalog().getDocumentOutline();
        if (outline != null) {
            collect(outline, 1, levels, new HashSet<>());
        }
        return levels;
    }

    private static void collect(PDOutlineNode node, int level, Map<String, Integer> levels, Set<Object> seen) {
        for (var item : node.children()) {
            if (!seen.add(item.getCOSObject())) {
                return;
            }
            if (item.getTitle() != null && !normal(item.getTitle()).isEmpty()) {
                levels.putIfAbsent(normal(item.getTitle()), level);
            }
            if (level < DEEPEST_OUTLINE) {
                collect(item, level + 1, levels, seen);
            }
        }
    }

    private static String normal(String heading) {
        return NO_WORD.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static @Nullable String title(PDDocument document) {
        var title = document.getDocumentInformation().getTitle();
        return title == null || title.isBlank() ? null : title.strip();
    }
}
