package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberWordsTest {
    @ParameterizedTest
    @CsvSource({
        "seven, 7",
        "Twenty-four, 24",
        "twenty four, 24",
        "two hundred, 200",
        "a thousand, 1000",
        "hundred, 100",
        "fifteen grand, 15000"
    })
    void saysWhatNumberWordsMean(String words, int value) {
        assertThat(NumberWords.value(words)).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({"a", "an", "sevenfold", "seven dwarfs", "''"})
    void saysNothingOfOtherWords(String words) {
        assertThat(NumberWords.value(words)).isEmpty();
    }

    @Test
    void findsTheWholeWord() {
        assertThat("seventeen".matches("(?:" + NumberWords.WORD + ")")).isTrue();
    }
}
