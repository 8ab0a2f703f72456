package io.souk.intent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.events.Intent;
import io.souk.intent.training.TrainingSet.Utterance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private static final List<String> LINES = List.of(
            "# a comment",
            "word thing = parcel | box",
            "frame do/plain = I want to ~",
            "frame do/terse = ~",
            "[order_status/track]",
            "do (find|track) my [lost] $thing",
            "[refund/request]",
            "do return it");

    @Test
    void wishesAreDrawnInTheFramesOfTheirKind() {
        var texts = Grammar.parse(LINES, "test").expand();

        assertThat(texts)
                .hasSizeBetween(8, 20)
                .allMatch(each -> each.text().toLowerCase(java.util.Locale.ROOT).length() > 8);
        assertThat(texts).extracting(each -> each.label().intent()).containsOnly(Intent.ORDER_STATUS, Intent.REFUND);
        assertThat(texts).extracting(Utterance::group).containsOnly("test line 6", "test line 8");
        assertThat(texts).extracting(Utterance::style).containsOnly("plain", "terse");
        assertThat(texts)
                .extracting(Utterance::text)
                .doesNotHaveDuplicates()
                .noneMatch(text -> text.matches(".*[()\\[\\]|$~].*"));
    }

    @Test
    void theSameGrammarGivesTheSameTexts() {
        assertThat(Grammar.parse(LINES, "test").expand())
                .isEqualTo(Grammar.parse(LINES, "test").expand());
    }

    @Test
    void whatIsNoGrammarSaysWhere() {
        assertThatThrownBy(() -> Grammar.parse(List.of("frame do/plain = ~", "[refund]", "say hello"), "g"))
                .hasMessageContaining("g line 3");
        assertThatThrownBy(() -> Grammar.parse(List.of("frame do/plain = ~", "[refund]", "do (a|b"), "g"))
                .hasMessageContaining("g line 3: no )");
        assertThatThrownBy(() -> Grammar.parse(List.of("frame do/plain = ~", "[refund]", "do $missing"), "g")
                        .expand())
                .hasMessageContaining("g line 3: no word missing");
    }

    @Test
    void slipsStayNearTheWord() {
        var random = new Random(5);

        for (var i = 0; i < 50; i++) {
            var slipped = Scribbles.slip("purchase", random);
            assertThat(slipped).startsWith("p").hasSizeBetween(7, 9);
        }
        assertThat(Scribbles.slip("to me", random)).isEqualTo("to me");
    }
}
