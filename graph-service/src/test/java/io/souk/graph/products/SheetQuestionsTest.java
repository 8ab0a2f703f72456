package io.souk.graph.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.Kind;
import io.souk.events.Finding.Property;
import io.souk.graph.SampleMarketplace;
import io.souk.graph.knowledge.Knowledge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Questions about one product of the sample marketplace: whether the right line of its data sheet answers, and says yes and no rightly. */
class SheetQuestionsTest {
    private static final double FLOOR = 0.95;
    private static final double FLOOR_OF_FRESH = 0.75;
    private static final double FLOOR_OF_STRANGERS = 0.5;
    private final Map<String, ProductGraph.Sheet> sheets = SampleMarketplace.sheets();
    private final SheetQuestions questions = new SheetQuestions(Knowledge.load());

    @Test
    void theRightLineAnswers() {
        assertThat(shareRight("properties.txt")).isGreaterThanOrEqualTo(FLOOR);
    }

    @Test
    void alsoWhereTheKnowledgeWasNotMadeWithTheQuestions() {
        assertThat(shareRight("properties-fresh.txt")).isGreaterThanOrEqualTo(FLOOR_OF_FRESH);
        assertThat(shareRight("properties-strangers.txt")).isGreaterThanOrEqualTo(FLOOR_OF_STRANGERS);
    }

    private double shareRight(String file) {
        var asked = SampleMarketplace.questions(file);
        var misses = new ArrayList<String>();
        for (var line : asked) {
            var found = answer(line.getFirst(), line.get(1));
            if (!isRight(line.get(2), found)) {
                misses.add(line + " -> " + found.map(Property::toString).orElse("nothing"));
            }
        }
        var share = 1 - (double) misses.size() / asked.size();
        System.out.printf("%s: right line and verdict %.1f %% of %d%n", file, 100 * share, asked.size());
        misses.forEach(miss -> System.out.println("  " + miss));
        return share;
    }

    private static boolean isRight(String expected, Optional<Property> found) {
        var parts = expected.split("\\s*=\\s*", -1);
        var verdict = parts.length > 1 ? parts[1] : null;
        return found.filter(property -> verdict == null || verdict.equals(property.verdict()))
                .filter(property -> parts[0].equals("none")
                        ? property.value() == null
                        : List.of(parts[0].split(" or (?=[A-Z])", -1)).contains(property.name())
                                && property.value() != null)
                .isPresent();
    }

    @Test
    void aKindIsTheOneThatIsNamed() {
        assertThat(answer("tavo-one", "is the white one with 256 GB in stock?"))
                .hasValueSatisfying(property -> assertThat(property.kinds())
                        .singleElement()
                        .isEqualTo(
                                new Kind(Map.of("Colour", "White", "Storage", "256 GB"), new BigDecimal("869.0"), 0)));
        assertThat(answer("tavo-one", "do you have it in blue"))
                .contains(new Property("Colour", "Black, White", "no", "blue", List.of()));
    }

    @Test
    void theNumberOfAKindIsEnough() {
        assertThat(answer("techpro-phone-7", "and in black with 256?"))
                .hasValueSatisfying(property -> assertThat(property.kinds())
                        .extracting(Kind::options)
                        .containsExactly(Map.of("Colour", "Black", "Storage", "256 GB")));
        assertThat(answer("tavo-one", "is there one for 128 euros?"))
                .hasValueSatisfying(property -> assertThat(property.kinds()).isEmpty());
    }

    @Test
    void waysThatAreThereButNotInOnePieceAreANo() {
        assertThat(answer("keywright-slate-75", "is there a white one with linear switches?"))
                .hasValueSatisfying(property -> {
                    assertThat(property.verdict()).isEqualTo("no");
                    assertThat(property.value()).contains("White, Tactile").doesNotContain("White, Linear");
                });
    }

    @Test
    void theLineThatIsAskedOfSeveralIsFound() {
        var two = List.of(
                Objects.requireNonNull(sheets.get("aurelo-studio-one")),
                Objects.requireNonNull(sheets.get("aurelo-open-air")));

        assertThat(questions.lines("what do they weigh, both", two))
                .hasValueSatisfying(lines -> assertThat(lines).contains("Weight"));
        assertThat(questions.lines("which of them is nicer", two)).isEmpty();
    }

    @Test
    void whatServesAPropertyHasItOutright() {
        var pad = Objects.requireNonNull(sheets.get("voltra-qi2-pad")).product();
        var plug = Objects.requireNonNull(sheets.get("ampwell-65-gan")).product();

        assertThat(questions.serves("what do i need to charge it without a cable", pad))
                .isTrue();
        assertThat(questions.serves("what do i need to charge it without a cable", plug))
                .isFalse();
    }

    @Test
    void whatOfAMonitorIsColourIsNotItsOwn() {
        assertThat(answer("vireo-27-qhd", "do you have it in white"))
                .contains(new Property("Colour", null, "unknown", "white", List.of()));
    }

    @Test
    void aNumberSaysNeitherYesNorNo() {
        assertThat(answer("stride-open-run", "are they heavy?"))
                .contains(new Property("Weight", "28 g", null, null, List.of()));
    }

    @Test
    void whatToDoIsNoQuestionOfADataSheet() {
        assertThat(answer("sonara-calm-700", "how do i pair them with bluetooth"))
                .isEmpty();
        assertThat(answer("sonara-calm-700", "what does the amber light mean when charging"))
                .isEmpty();
        assertThat(answer("nimbus-cirrus-13", "can i add more memory later")).isEmpty();
        assertThat(answer("kestrel-talon-15", "how long does it last when gaming"))
                .isEmpty();
    }

    private Optional<Property> answer(String id, String question) {
        var sheet = sheets.get(id);
        assertThat(sheet).as(id).isNotNull();
        return questions.answer(question, sheet.product(), sheet.kinds());
    }
}
