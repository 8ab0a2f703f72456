package io.souk.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Event;
import io.souk.events.Finding.OrderLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImporterTest {
    private static final String LAMP = """
            [{"id": "lamp", "name": "Lamp", "brand": "Lumo", "category": "Lamps", "price": 9.50, "currency": "EUR",
              "stock": 3, "specs": {"Power": "5 W"}}]
            """;
    private static final String MANUAL = """
            ---
            id: manual-lamp
            title: "Lamp: the manual"
            category: manual
            productId: lamp
            ---

            Press the button.
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aSmallCatalogue() throws Exception {
        write("products/lamps.json", LAMP);
        write("documents/manuals/lamp.md", MANUAL);
    }

    @Test
    void readsFrontMatterAndBody() throws Exception {
        var document = SampleData.read(folder).documents().getFirst();

        assertThat(document.title()).isEqualTo("Lamp: the manual");
        assertThat(document.productId()).isEqualTo("lamp");
        assertThat(document.text()).isEqualTo("Press the button.");
    }

    @Test
    void ordersSayWhatWasBoughtTogether() throws Exception {
        write("orders.json", """
                [{"id": "O-1", "customerId": "u-1", "placedDaysAgo": 2, "items": [
                  {"name": "Lamp", "product_id": "lamp", "item_id": "lamp-1", "price": 9.5, "options": {}},
                  {"name": "Bulb", "product_id": "bulb", "item_id": "bulb-1", "price": 2, "options": {}}]}]
                """);

        var order = SampleData.read(folder).orders().getFirst();

        assertThat(order.customerId()).isEqualTo("u-1");
        assertThat(order.items()).extracting(OrderLine::productId).containsExactly("lamp", "bulb");
    }

    @Test
    void theSameFilesAreTheSameEvents() throws Exception {
        assertThat(ids()).isEqualTo(ids()).doesNotHaveDuplicates();
    }

    @Test
    void aChangedFileIsANewEvent() throws Exception {
        var before = ids();

        write("products/lamps.json", LAMP.replace("9.50", "8.50"));

        assertThat(ids().getFirst()).isNotEqualTo(before.getFirst());
        assertThat(ids().getLast()).isEqualTo(before.getLast());
    }

    @Test
    void brokenJsonIsNamedWithItsLine() throws Exception {
        write("products/lamps.json", "[\n{\"id\": \"lamp\",, }]");

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamps.json: line 2: ").hasLineCount(1);
    }

    @Test
    void aMisspeltFieldIsNamed() throws Exception {
        write("products/lamps.json", LAMP.replace("\"stock\"", "\"stok\""));

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamps.json: lamp: unknown field stok").hasLineCount(1);
    }

    @Test
    void anImpossiblePriceIsNamed() throws Exception {
        write("products/lamps.json", LAMP.replace("9.50", "-1"));

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamps.json: product 1: price is negative");
    }

    @Test
    void aMissingStockIsNamed() throws Exception {
        write("products/lamps.json", LAMP.replace("\"stock\": 3,", ""));

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamps.json: lamp: stock is not a whole number");
    }

    @Test
    void aDocumentWithoutFrontMatterIsNamed() throws Exception {
        write("documents/manuals/lamp.md", "Press the button.");

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamp.md: has no front matter").hasLineCount(1);
    }

    @Test
    void anIdUsedTwiceIsNamed() throws Exception {
        write("documents/faqs/lamp.md", MANUAL);

        assertThat(run()).isEqualTo(1);
        assertThat(complaint()).contains("lamp.md: id manual-lamp is used twice");
    }

    @Test
    void aMissingFolderIsNamed() {
        var code = SampleImporter.run(
                new String[] {"--kafka", "localhost:1", "--data", folder + "/nowhere"}, System.out, printErr());

        assertThat(code).isEqualTo(1);
        assertThat(complaint()).endsWith("nowhere/products: does not exist").hasLineCount(1);
    }

    @Test
    void wrongArgumentsGetTheUsage() {
        var code = SampleImporter.run(new String[] {"--kafka"}, System.out, printErr());

        assertThat(code).isEqualTo(2);
        assertThat(complaint()).startsWith("usage: ");
    }

    private int run() {
        return SampleImporter.run(
                new String[] {"--kafka", "localhost:1", "--data", folder.toString()}, System.out, printErr());
    }

    private PrintStream printErr() {
        return new PrintStream(err, true, UTF_8);
    }

    private String complaint() {
        return err.toString(UTF_8).strip();
    }

    private List<String> ids() throws BadSampleException {
        return SampleData.read(folder).events().stream()
                .map(Event::meta)
                .map(meta -> meta.id())
                .toList();
    }

    private void write(String name, String text) throws Exception {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
