package io.souk.rag.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextReaderTest {

    @Test
    void headingsListsAndColumnsAreRecognised() {
        assertThat(PlainTextReader.markdown("""
                X1 MANUAL

                Short and light. It comes
                in a box.

                1. Battery

                The battery lasts 12 hours.

                1.1 Charging

                Charge it with:
                  • the charger in the box
                  • any other of 65 W

                Care of the screen
                ------------------
                Wipe it.

                Times

                Use            Hours
                Writing        12
                Watching       9
                Gaming         3

                # no heading""")).isEqualTo("""
                        # X1 MANUAL

                        Short and light. It comes
                        in a box.

                        # 1. Battery

                        The battery lasts 12 hours.

                        ## 1.1 Charging

                        Charge it with:

                        - the charger in the box
                        - any other of 65 W

                        ## Care of the screen

                        Wipe it.

                        Times

                        | Use | Hours |
                        |---|---|
                        | Writing | 12 |
                        | Watching | 9 |
                        | Gaming | 3 |

                        \\# no heading""");
    }

    @Test
    void proseIsNoHeading() {
        assertThat(PlainTextReader.markdown("How long does it last?\n\nTwelve hours.\n\nAnd then?\n\n12.\n"))
                .doesNotContain("#");
        assertThat(PlainTextReader.markdown("One line only")).isEqualTo("One line only");
        assertThat(PlainTextReader.markdown("Returns\n\nYou have 30 days to send it back."))
                .isEqualTo("## Returns\n\nYou have 30 days to send it back.");
    }
}
