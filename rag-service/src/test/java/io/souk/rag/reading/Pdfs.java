package io.souk.rag.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/** Real PDF files, made for a test. */
public final class Pdfs {
    private Pdfs() {}

    /** A printed line: {@code # } and {@code ## } large, {@code * } bold, tabs far apart, blank a gap; {@code \f} begins a page. */
    static byte[] pdf(String title, List<String> outline, String password, String... lines) {
        try (var document = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle(title);
            var plain = new PDType1Font(FontName.HELVETICA);
            var bold = new PDType1Font(FontName.HELVETICA_BOLD);
            PDPageContentStream page = null;
            var y = 0f;
            for (var line : lines) {
                if (page == null || line.equals("\f")) {
                    if (page != null) {
                        page.close();
                    }
                    var paper = new PDPage();
                    document.addPage(paper);
                    page = new PDPageContentStream(document, paper);
                    y = 750;
                }
                if (line.startsWith("# ")) {
                    show(page, bold, 20, y, line.substring(2));
                    y -= 34;
                } else if (line.startsWith("## ")) {
                    show(page, bold, 15, y, line.substring(3));
                    y -= 28;
                } else if (line.startsWith("* ")) {
                    show(page, bold, 11, y, line.substring(2));
                    y -= 20;
                } else if (!line.equals("\f")) {
                    show(page, plain, 11, y, line);
                    y -= 14;
                }
            }
            if (page != null) {
                page.close();
            } else {
                document.addPage(new PDPage());
            }
            var marks = new PDDocumentOutline();
            for (var name : outline) {
                var item = new PDOutlineItem();
                item.setTitle(name);
                marks.addLast(item);
            }
            document.getDocumentCatalog().setDocumentOutline(marks);
            if (!password.isEmpty()) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] titled(String title, String... lines) {
        return pdf(title, List.of(), "", lines);
    }

    public static byte[] locked(String... lines) {
        return pdf("Locked", List.of(), "secret", lines);
    }

    public static byte[] pdf(String... lines) {
        return pdf("A manual", List.of(), "", lines);
    }

    private static void show(PDPageContentStream page, PDFont font, float size, float y, String line)
            throws IOException {
        var x = 60f;
        for (var cell : line.split("\t", -1)) {
            page.beginText();
            page.setFont(font, size);
            page.newLineAtOffset(x, y);
            page.showText(cell);
            page.endText();
            x += 160;
        }
    }
}
