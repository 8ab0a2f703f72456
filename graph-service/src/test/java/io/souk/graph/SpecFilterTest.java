package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecFilterTest {
    private static final ProductView QUIET =
            headphones("quiet", Map.of("Noise cancelling", "Adaptive", "Connection", "Bluetooth 5.3"));
    private static final ProductView LOUD =
            headphones("loud", Map.of("Noise cancelling", "None", "Connection", "Bluetooth 5.3, 3.5 mm cable"));

    @Test
    void keepsWhatHasTheFeature() {
        assertThat(SpecFilter.apply("which headphones have noise cancelling?", List.of(LOUD, QUIET)))
                .containsExactly(QUIET);
    }

    @Test
    void keepsWhatHasTheValue() {
        assertThat(SpecFilter.apply("I need headphones with a cable", List.of(LOUD, QUIET)))
                .containsExactly(LOUD);
    }

    @Test
    void whatAllHaveTellsNothing() {
        assertThat(SpecFilter.apply("bluetooth headphones", List.of(LOUD, QUIET)))
                .containsExactly(LOUD, QUIET);
    }

    @Test
    void aQuestionForNothingInParticularKeepsAll() {
        assertThat(SpecFilter.apply("what headphones do you have", List.of(LOUD, QUIET)))
                .containsExactly(LOUD, QUIET);
    }

    @Test
    void smallWordsOfADataSheetAreNoFeature() {
        var adapter = headphones("adapter", Map.of("Connection", "3 m cable with 6.3 mm adapter"));

        assertThat(SpecFilter.apply("headphones with two devices", List.of(QUIET, adapter)))
                .containsExactly(QUIET, adapter);
    }

    private static ProductView headphones(String id, Map<String, String> specs) {
        return new ProductView(id, id, "brand", "Headphones", BigDecimal.TEN, "EUR", 1, null, specs);
    }
}
