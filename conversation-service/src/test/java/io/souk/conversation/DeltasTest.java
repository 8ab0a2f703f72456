package io.souk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltasTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi.",
                "No end",
                "It costs €1,299.00. It is in stock.",
                "One. Two. Three. Four. Five. Six. Seven. Eight.",
                "You have:\n- ORD-1: a.\n- ORD-2: b.\n\nAnd more."
            })
    void piecesPutTogetherAreTheReply(String text) {
        var pieces = Deltas.split(text);

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).hasSizeBetween(1, 4).doesNotContain("");
    }

    @Test
    void piecesEndWhereSentencesDo() {
        var pieces = Deltas.split(
                "The X1 lasts 12 h [1]. The X2 lasts 14 h [2]. The dock is €219.00 and it fits. That is all.");

        assertThat(pieces).hasSizeGreaterThan(2).allMatch(piece -> piece.strip().endsWith("."));
    }
}
