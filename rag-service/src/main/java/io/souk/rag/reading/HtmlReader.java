package io.souk.rag.reading;

import io.souk.rag.reading.DocumentReader.Reading;
import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** What a reader sees of a page: without navigation, scripts and hidden text; headings, lists and tables as Markdown. */
final class HtmlReader {
    /** Not read by anybody, or not part of what the page says. Text hidden from readers must not reach an answer either. */
    private static final String UNREAD = """
            script, style, noscript, template, iframe, object, embed, svg, canvas, math, audio, video, dialog,
            button, select, input, textarea, datalist, nav, aside, menu,
            [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=menu], [role=dialog], [role=alertdialog],
            [hidden]:not([hidden=until-found]), [aria-hidden=true],
            [style~=(?i)display\\s*:\\s*none], [style~=(?i)visibility\\s*:\\s*hidden], [style~=(?i)font-size\\s*:\\s*0(px|em|;|$)],
            .hidden, .d-none, .sr-only, .visually-hidden,
            .cookie-banner, .cookie-consent, .breadcrumb, .breadcrumbs, .navbar, .sidebar, .pagination, .skip-link,
            .site-header, .site-footer, a.headerlink, a.anchor""";

    private static final Pattern PERMALINK = Pattern.compile("[#¶§🔗\\s]*");
    private static final Pattern MARKUP = Pattern.compile("^(#{1,6}(?=\\s|$)|\\||```|~~~|=+\\s*$|-{2,}\\s*$)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");
    private static final String LINE_BREAK = "\u0001";

    private static final int DEEPEST = 256;
    /** Misplaced tags take the parser time by their square; no page that somebody wrote has so many. */
    private static final int MOST_TAGS = 40_000;

    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_COLUMNS = 60;
    private static final int MOST_ROWS_SPANNED = 200;
    private static final int LONGEST_CELL = 600;

    private final StringBuilder out = new StringBuilder();
    private final Set<Element> withBlocks = Collections.newSetFromMap(new IdentityHashMap<>());

    private HtmlReader() {}

    static Reading read(String page) {
        demandSize(page.length(), page.chars());
        return read(Jsoup.parse(page, parser()));
    }

    /** The page says its own charset unless its sender did. */
    static Reading read(byte[] page, @Nullable Charset charset) {
        demandSize(page.length, IntStream.range(0, page.length).map(i -> page[i]));
        try {
            return read(
                    Jsoup.parse(new ByteArrayInputStream(page), charset == null ? null : charset.name(), "", parser()));
        } catch (IOException e) {
            throw new RefusedDocumentException(Reason.UNREADABLE, "the page's bytes are no text");
        }
    }

    private static void demandSize(int length, IntStream characters) {
        if (length > MOST_BYTES || characters.filter(it -> it == '<').count() > MOST_TAGS) {
            throw new RefusedDocumentException(
                    Reason.TOO_LARGE, "the page is larger than 4 MiB or has more than 40,000 tags; send it in parts");
        }
    }

    private static Parser parser() {
        return Parser.htmlParser().setMaxDepth(DEEPEST);
    }

    private static Reading read(Document page) {
        page.select(UNREAD).remove();
        page.select("header, footer").stream()
                .filter(it -> it.closest("main, article, section") == null)
                .forEach(Node::remove);
        page.select(":is(h1, h2, h3, h4, h5, h6) a").stream()
                .filter(link -> PERMALINK.matcher(link.text()).matches())
                .forEach(Node::remove);
        var reader = new HtmlReader();
        var content = content(page);
        reader.markBlocks(content);
        reader.blocks(content);
        var markdown = reader.out.toString().strip();
        if (markdown.isEmpty()) {
            throw new RefusedDocumentException(Reason.EMPTY, "the page has no text that a reader sees");
        }
        var title = page.title().strip();
        return new Reading(Format.HTML, title.isEmpty() ? null : title, markdown);
    }

    /** The part that the page marks as its main one, if most of its text is there. */
    private static Element content(Document page) {
        var main = page.selectFirst("main, [role=main]");
        if (main == null) {
            var articles = page.select("article");
            main = articles.size() == 1 ? articles.first() : null;
        }
        return main != null && main.text().length() * 2 >= page.body().text().length() ? main : page.body();
    }

    private void blocks(Element parent) {
        var inline = new StringBuilder();
        for (var child : parent.childNodes()) {
            if (child instanceof Element element && (element.isBlock() || withBlocks.contains(element))) {
                paragraph(inline);
                block(element);
            } else {
                inline(child, inline);
            }
        }
        paragraph(inline);
    }

    /** Pages put blocks into links and spans too. */
    private void markBlocks(Element root) {
        withBlocks.add(root);
        for (var element : root.getAllElements()) {
            if (element.isBlock()) {
                for (var outer = element.parent(); outer != null && withBlocks.add(outer); outer = outer.parent()) {
                    // marks it
                }
            }
        }
    }

    private void block(Element element) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                heading(element.normalName().charAt(1) - '0', words(element));
            case "ul", "ol" -> {
                list(element, "");
                out.append('\n');
            }
            case "dl" -> definitions(element);
            case "table" -> table(element);
            case "pre" -> code(element.wholeText());
            case "blockquote" -> quote(element);
            default -> blocks(element);
        }
    }

    private void heading(int level, String words) {
        if (!words.isEmpty()) {
            out.append("#".repeat(level)).append(' ').append(words).append("\n\n");
        }
    }

    private void paragraph(StringBuilder inline) {
        var lines = Arrays.stream(inline.toString().split(LINE_BREAK))
                .map(HtmlReader::blanksOnce)
                .filter(line -> !line.isEmpty())
                .map(line -> MARKUP.matcher(line).replaceFirst("\\\\$1"))
                .toList();
        if (!lines.isEmpty()) {
            out.append(String.join("\n", lines)).append("\n\n");
        }
        inline.setLength(0);
    }

    private void list(Element list, String indent) {
        var number = list.normalName().equals("ol") ? 1 : 0;
        for (var item : list.children()) {
            if (!item.normalName().equals("li")) {
                if (isList(item)) {
                    list(item, indent + "  ");
                }
                continue;
            }
            var words = new StringBuilder();
            var inner = new ArrayList<Element>();
            itemWords(item, words, inner);
            var text = blanksOnce(words.toString().replace(LINE_BREAK, " "));
            var mark = number > 0 ? number++ + ". " : "- ";
            if (!text.isEmpty()) {
                out.append(indent).append(mark).append(text).append('\n');
            }
            inner.forEach(nested -> list(nested, text.isEmpty() ? indent : indent + " ".repeat(mark.length())));
        }
    }

    private static void itemWords(Node node, StringBuilder words, List<Element> inner) {
        for (var child : node.childNodes()) {
            if (child instanceof Element element) {
                if (isList(element)) {
                    inner.add(element);
                } else if (element.childrenSize() == 0) {
                    inline(element, words);
                } else {
                    words.append(' ');
                    itemWords(element, words, inner);
                    words.append(element.isBlock() ? " " : "");
                }
            } else {
                inline(child, words);
            }
        }
    }

    private static boolean isList(Element element) {
        return element.normalName().equals("ul") || element.normalName().equals("ol");
    }

    private void definitions(Element list) {
        var term = "";
        for (var element : list.select("dt, dd")) {
            if (!list.equals(element.closest("dl"))) {
                continue;
            }
            if (element.normalName().equals("dt")) {
                term = words(element);
            } else {
                out.append("- ")
                        .append(term.isEmpty() ? "" : term + ": ")
                        .append(words(element))
                        .append('\n');
            }
        }
        out.append('\n');
    }

    private void code(String code) {
        if (!code.isBlank()) {
            out.append("```\n").append(code.strip().replace("```", "'''")).append("\n```\n\n");
        }
    }

    private void quote(Element element) {
        var start = out.length();
        blocks(element);
        var quoted = out.substring(start).strip();
        out.setLength(start);
        quoted.lines().forEach(line -> out.append("> ").append(line).append('\n'));
        out.append('\n');
    }

    private void table(Element table) {
        var rows = table.select("tr").stream()
                .filter(row -> table.equals(row.closest("table")))
                .toList();
        var cells = grid(rows);
        var caption = table.selectFirst("> caption");
        if (caption != null) {
            paragraph(new StringBuilder(words(caption)));
        }
        if (isLayout(table, cells)) {
            rows.forEach(row -> row.children().forEach(this::blocks));
        } else if (!rows.isEmpty()
                && cells.getFirst().size() == 2
                && rows.getFirst().select("td").size() > 0) {
            // No head: each row says a thing and its value.
            cells.stream()
                    .filter(row -> !String.join("", row).isBlank())
                    .forEach(row -> out.append("- ").append(pair(row)).append('\n'));
            out.append('\n');
        } else {
            Tables.append(cells, out);
        }
    }

    private static String pair(List<String> row) {
        var name = row.getFirst().strip();
        return row.getLast().isBlank()
                ? name
                : (name.endsWith(":") ? name : name + ":") + " " + row.getLast().strip();
    }

    private static boolean isLayout(Element table, List<List<String>> cells) {
        return table.attr("role").equals("presentation")
                || cells.stream().anyMatch(row -> row.size() > MOST_COLUMNS)
                || table.selectFirst("table table") != null
                || cells.stream().allMatch(row -> row.size() < 2)
                || cells.stream().flatMap(List::stream).anyMatch(cell -> cell.length() > LONGEST_CELL);
    }

    /** Cells by row and column; one that spans several rows is in each of them, so that a row can be read alone. */
    private static List<List<String>> grid(List<Element> rows) {
        var grid = new ArrayList<List<String>>();
        var spanning = new HashMap<Integer, Spanning>();
        for (var row : rows) {
            var cells = new ArrayList<String>();
            var begun = new HashMap<Integer, Spanning>();
            for (var cell : row.select("> td, > th")) {
                fill(cells, spanning);
                var words = words(cell);
                begun.put(cells.size(), new Spanning(words, span(cell, "rowspan", MOST_ROWS_SPANNED)));
                cells.add(words);
                cells.addAll(Collections.nCopies(span(cell, "colspan", MOST_COLUMNS) - 1, ""));
            }
            fill(cells, spanning);
            spanning.putAll(begun);
            spanning.replaceAll((_, cell) -> new Spanning(cell.words(), cell.rows() - 1));
            spanning.values().removeIf(cell -> cell.rows() == 0);
            if (!cells.isEmpty()) {
                grid.add(cells);
            }
        }
        var width = grid.stream().mapToInt(List::size).max().orElse(0);
        if (width <= MOST_COLUMNS) {
            grid.forEach(row -> row.addAll(Collections.nCopies(width - row.size(), "")));
        }
        return grid;
    }

    private static void fill(List<String> cells, Map<Integer, Spanning> spanning) {
        for (var above = spanning.get(cells.size()); above != null; above = spanning.get(cells.size())) {
            cells.add(above.words());
        }
    }

    private static int span(Element cell, String attribute, int most) {
        var stated = cell.attr(attribute);
        return stated.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(stated), 1, most) : 1;
    }

    private static String words(Element element) {
        var words = new StringBuilder();
        inline(element, words);
        return blanksOnce(words.toString().replace(LINE_BREAK, " "));
    }

    private static void inline(Node node, StringBuilder words) {
        if (node instanceof TextNode text) {
            words.append(text.getWholeText().replace(LINE_BREAK, " "));
        } else if (node instanceof Element element) {
            switch (element.normalName()) {
                case "br" -> words.append(LINE_BREAK);
                case "img" -> words.append(element.attr("alt"));
                default -> {
                    var apart = element.isBlock() ? " " : "";
                    words.append(apart);
                    element.childNodes().forEach(child -> inline(child, words));
                    words.append(apart);
                }
            }
        }
    }

    private static String blanksOnce(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private record Spanning(String words, int rows) {}
}
