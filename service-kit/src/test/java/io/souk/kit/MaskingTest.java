package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to jo.doe+shop@mail.example.co.uk please | write to [e-mail] please",
                "my card 4111 1111 1111 1111 was charged | my card [card] was charged",
                "card 5500-0000-0000-0004! | card [card]!",
                "refund it to DE89 3704 0044 0532 0130 00 | refund it to [account]",
                "call me on +49 30 901820 | call me on [phone]",
                "ring 0171 2345678 after six | ring [phone] after six",
                "US: (650) 253-0000 | US: [phone]",
                "jo@x.example, 4111111111111111 | [e-mail], [card]"
            })
    void takesOutWhatIsPersonal(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is ORD-1001?",
                "order #W2378156 of 2026-11-18",
                "tracking JD014600003829471120",
                "the TechPro X1 costs 1,299.00 EUR, 2 of 3",
                "RF-20261118 and CP-4711",
                "4111 1111 1111 1112 fails its check",
                "under 900 euros, 16 GB and 1920x1080"
            })
    void leavesWhatIsNot(String text) {
        assertThat(Masking.mask(text)).isEqualTo(text);
    }

    @Test
    void hidesWhatIsPersonalInItsPlace() {
        assertThat(Masking.hide("card 4111 1111 1111 1111, order 1001"))
                .isEqualTo("card *******************, order 1001");
    }
}
