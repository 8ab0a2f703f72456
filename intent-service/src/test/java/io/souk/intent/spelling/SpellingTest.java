package io.souk.intent.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import io.souk.intent.Samples;
import io.souk.intent.entities.EntityExtractor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "I want to retrun my hedphones, I want to return my headphones",
        "reimbursment, reimbursement",
        "shiping to frnace how mcuh, shipping to france how much",
        "subscibe to the newsleter, subscribe to the newsletter",
        "the cancelation pennalty, the cancelation penalty",
        "do u sel tablats, do you sell tablets",
        "Wat is teh delivry pirce plz, What is the delivery price please",
        "cn i cancle yuor ordr b4 2morrow, can i cancel your order before tomorrow",
        "WHERE IS MY ODER AND MY RETURNN, WHERE IS MY ODER AND MY RETURN"
    })
    void slipsBecomeTheWordsOfTheTrainingTexts(String typed, String meant) {
        assertThat(Spelling.OF_ENGLISH.of(typed).text()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "chrager for my lapotp, charger for my laptop",
        "a docking staton, a docking station",
        "is the keybord loud, is the keyboard loud",
        "any lapotps or moniters, any laptops or monitors",
        "myorder, my order",
        "the kestrell mouse, the kestrel mouse",
        "a ehadset, a headset",
        "a jeadset, a headset",
        "a power baank and a moue, a power bank and a mouse",
        "the sonara cslm, the sonara calm"
    })
    void kindsAndNamesOfTheCatalogueAreMendedBeforeAnythingReadsThem(String typed, String meant) {
        assertThat(Samples.INDEX.spelling().of(typed).text()).isEqualTo(meant);
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
                "refundd4",
                "my name is jhon smythe",
                "I am Jhon Smythe",
                "retrun@headphnes.com and www.headphnes.com/retrun",
                "plz 10115",
                "wann kommt meine bestellung endlich bei mir an",
                "the tavo one and the vireo",
                "louder after resetting and hoovering"
            })
    void otherPeoplesWordsNamesAndNumbersStayAsTheyAre(String text) {
        assertThat(Samples.INDEX.spelling().of(text).text()).isEqualTo(text);
    }

    @Test
    void theRestOfTheTextIsUntouched() {
        assertThat(Spelling.OF_ENGLISH.of("  Where IS my pacakge?! {order}").text())
                .isEqualTo("  Where IS my package?! {order}");
    }

    @Test
    void whatIsFoundPointsToWhatWasTyped() {
        var typed = "wat does the soanra calm 700 cost compred to ORD-1001, hedphones under 90 euros";

        var found = EntityExtractor.extract(typed, Samples.INDEX, false);

        assertThat(found.text())
                .isEqualTo("what does the sonara calm 700 cost compared to ORD-1001, headphones under 90 euros");
        assertThat(found.typed().products()).extracting(ProductMention::text).containsExactly("soanra calm 700");
        assertThat(found.typed().mentions()).extracting(Mention::text).containsExactly("ORD-1001", "hedphones");
        assertThat(found.typed()).satisfies(entities -> assertPlaced(entities, typed));
    }

    private static void assertPlaced(Entities entities, String typed) {
        entities.products().forEach(it -> assertThat(typed).startsWith(typed.substring(0, it.start()) + it.text()));
        entities.mentions().forEach(it -> assertThat(typed).startsWith(typed.substring(0, it.start()) + it.text()));
        entities.amounts().forEach(it -> assertThat(typed).startsWith(typed.substring(0, it.start()) + it.text()));
    }
}
