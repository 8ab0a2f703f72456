package io.souk.rag.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {

    @Test
    void whatAReaderSeesIsKeptAndTheRestOfThePageIsNot() {
        var reading = HtmlReader.read("""
                <!DOCTYPE html>
                <html><head><title>X1 Manual | Shop</title><style>p{}</style><script>var a = "script";</script></head><body>
                <header><a href="/">Shop</a></header>
                <nav><ul><li>Laptops</li><li>Phones</li></ul></nav>
                <div class="breadcrumb">Home / X1</div>
                <main>
                  <h1>X1 <a class="headerlink" href="#x1">¶</a></h1>
                  <p>Short   and
                     <b>light</b>.<br>Very.</p>
                  <p hidden>hidden one</p><p style="display: none">hidden two</p><span aria-hidden="true">icon</span>
                  <a href="#b"><div>A block in a link</div></a>
                  <h2>Battery</h2>
                  Loose words.
                  <p># no heading</p>
                  <button>Buy</button><noscript>no script</noscript><!-- a comment -->
                </main>
                <footer>All rights reserved</footer>
                </body></html>""");

        assertThat(reading.title()).isEqualTo("X1 Manual | Shop");
        assertThat(reading.markdown()).isEqualTo("""
                # X1

                Short and light.
                Very.

                A block in a link

                ## Battery

                Loose words.

                \\# no heading""");
    }

    @Test
    void listsStayLists() {
        var reading = HtmlReader.read("""
                <p>You need:</p>
                <ul><li>a <i>screwdriver</i><ul><li>small</li><li><p>flat</p></li></ul></li><li>time</li></ul>
                <ol><li>Open it.</li><li>Close it.</li></ol>
                <dl><dt>IP68</dt><dd>Dust and water</dd></dl>""");

        assertThat(reading.markdown()).isEqualTo("""
                You need:

                - a screwdriver
                  - small
                  - flat
                - time

                1. Open it.
                2. Close it.

                - IP68: Dust and water""");
    }

    @Test
    void tablesStayReadable() {
        var reading = HtmlReader.read("""
                <table><caption>Hours</caption>
                <thead><tr><th>Use</th><th>X1</th><th>X2</th></tr></thead>
                <tr><td rowspan="2">Wri|ting</td><td>12</td><td>14</td></tr>
                <tr><td colspan="2">less when cold</td></tr></table>
                <table><tr><th>Weight</th><td>1.2 kg</td></tr><tr><th>Ports:</th><td>2 x USB-C</td></tr></table>
                <table role="presentation"><tr><td><p>A layout.</p></td></tr></table>""");

        assertThat(reading.markdown()).isEqualTo("""
                Hours

                | Use | X1 | X2 |
                |---|---|---|
                | Wri\\|ting | 12 | 14 |
                | Wri\\|ting | less when cold |  |

                - Weight: 1.2 kg
                - Ports: 2 x USB-C

                A layout.""");
    }

    @Test
    void aPageWithoutTextIsRefused() {
        assertThatThrownBy(() -> HtmlReader.read("<html><script>var a;</script><img src=a.png></html>"))
                .isInstanceOf(RefusedDocumentException.class)
                .hasMessageStartingWith("document-empty: ");
    }

    @Test
    void aPageOfNothingButTagsIsRefused() {
        assertThatThrownBy(() -> HtmlReader.read("<h1>x".repeat(50_000)))
                .hasMessageStartingWith("document-too-large: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b><i>",
                "<ul><li>",
                "<table><tr><td>",
                "<blockquote>",
                "<a><p>",
                "<td colspan=1000 rowspan=65534>x",
                "<dl><dt>x",
                "<svg><math>",
                "&lt;",
                "<h1>x",
                "<table><tr><td>x</td><td rowspan=200>x</td></tr></table>",
            })
    void aPageNestedWithoutEndIsReadInTime(String tag) {
        var page = "<!DOCTYPE html><p>start</p><table>" + tag.repeat(60_000 / tag.length()) + "end";

        var reading = assertTimeout(Duration.ofSeconds(15), () -> HtmlReader.read(page));

        assertThat(reading.markdown()).contains("start");
    }
}
