package io.souk.intent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "I want to retrun my hedphones, I want to return my headphones",
        "reimbursment, reimbursement",
        "subscibe to the newsleter, subscribe to the newsletter",
        "the cancelation pennalty, the cancelation penalty",
        "do u sel tablats, do you sell tablets",
        "Wat is teh delivry pirce plz, what is the delivery price please",
        "cn i cancle yuor ordr, can i cancel your order"
    })
    void slipsBecomeTheWordsOfTheTrainingTexts(String typed, String meant) {
        assertThat(Spelling.mended(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the weather in portugal tomorrow",
                "whether the salmon is baked",
                "ORD-1001 and WH1000XM4",
                "",
                "🙂",
                "возврат денег",
                "tea in the U.S. with Ned",
                "refundd4"
            })
    void otherPeoplesWordsNamesAndNumbersStayAsTheyAre(String text) {
        assertThat(Spelling.mended(text)).isEqualTo(text);
    }

    @Test
    void theRestOfTheTextIsUntouched() {
        assertThat(Spelling.mended("  Where IS my pacakge?! {order}")).isEqualTo("  Where IS my package?! {order}");
    }
}
