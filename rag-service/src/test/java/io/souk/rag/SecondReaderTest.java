package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SecondReaderTest {
    @Test
    void whatAQuestionLeansOnStandsBehindItInBrackets() {
        assertThat(SecondReader.own("and to Spain? (how much is shipping)")).isEqualTo("and to Spain?");
        assertThat(SecondReader.own("how much is shipping")).isEqualTo("how much is shipping");
        assertThat(SecondReader.own("(how much)")).isEqualTo("(how much)");
    }

    @Test
    void itsOwnWordsCountMore() throws ExecutionException, InterruptedException {
        var reader = new SecondReader();
        try {
            var question = reader.question("And if the parcel gets lost? (do you ship on saturdays)")
                    .get();
            var sentences = reader.sentences(List.of(
                    "A parcel is lost\nWe treat a parcel as lost when the carrier says so.",
                    "Do you deliver on Saturdays?\nCarriers deliver standard parcels on Saturdays in many places."));

            assertThat(cosine(question, sentences.getFirst())).isGreaterThan(cosine(question, sentences.getLast()));
        } finally {
            reader.destroy();
        }
    }

    private static double cosine(float[] one, float[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
