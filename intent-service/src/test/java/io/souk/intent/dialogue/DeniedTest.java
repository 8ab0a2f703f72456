package io.souk.intent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no, not the phone, the power bank|no, the power bank",
                "sorry, not the dock but the monitor|sorry, the monitor",
                "i don't mean the X1, i mean the X2|i mean the X2",
                "Not that order. The one with the mouse|The one with the mouse"
            })
    void whatIsNotMeantIsNotHeardAndTheRestStaysInItsPlace(String text, String heard) {
        var blanked = Denied.blanked(text);

        assertThat(blanked).hasSameSizeAs(text);
        assertThat(blanked.strip().replaceAll("\\s+", " ")).isEqualTo(heard);
        assertThat(text).endsWith(heard.substring(heard.length() - 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"is it not the newest one, the X2?", "not the cheapest", "why not, the price is good"})
    void anythingElseIsLeftAsItIs(String text) {
        assertThat(Denied.blanked(text)).isEqualTo(text);
    }
}
