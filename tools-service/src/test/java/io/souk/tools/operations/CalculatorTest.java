package io.souk.tools.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.tools.refusals.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalculatorTest {
    @ParameterizedTest
    @CsvSource({
        "2 + 3 * 4, 14.00",
        "(2 + 3) * 4, 20.00",
        "10 - 4 - 3, 3.00",
        "100 / 8 / 2, 6.25",
        "-(3 - 5) * -2, -4.00",
        "--7, 7.00",
        "0.1 + 0.2, 0.30",
        "1 / 3 * 3, 1.00",
        ".5 + 5., 5.50",
        "0.125, 0.12",
        "0.135, 0.14",
        "-0.001, 0.00",
        "  982.03 - 158.9 , 823.13",
        "99999999999999999999 * 99999999999999999999, 9999999999999999999800000000000000000001.00",
    })
    void calculatesInDecimal(String expression, String result) {
        assertThat(Calculator.calculate(expression)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 +",
                "* 2",
                "2 ** 3",
                "7 // 2",
                "(1",
                "1)",
                "()",
                "1 2",
                "1.2.3",
                ".",
                "1 / 0",
                "1 / (2 - 2)",
                "1e5",
                "0x10",
                "2 % 2",
                "abs(1)",
                "1,5",
                "１ + 1",
                "1\t+ 1",
                "__import__('os')"
            })
    void refusesWhatIsNoSum(String expression) {
        assertThatThrownBy(() -> Calculator.calculate(expression)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhatWouldTakeForever() {
        assertThatThrownBy(() -> Calculator.calculate("(".repeat(5_000))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Calculator.calculate("-".repeat(900) + "1")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Calculator.calculate("9*".repeat(5_000) + "9")).isInstanceOf(Refused.class);
    }
}
