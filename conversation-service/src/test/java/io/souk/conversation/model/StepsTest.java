package io.souk.conversation.model;

import static io.souk.conversation.reply.Evidence.asked;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.reply.Evidence;
import io.souk.conversation.reply.Gathered;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {
    private static final Checks CHECKS = new Checks(Locale.UK);
    private static final String STEPS = "cancel everything I ordered last week that has not shipped";

    /** The limits are what was measured; the pattern was corrected on the first file and not on the second. */
    @ParameterizedTest
    @CsvSource({"/steps.txt, 29, 1", "/steps-held-out.txt, 14, 0"})
    void tellsWhatNeedsSeveralLooksFromWhatOneLookAnswers(String file, int leastSeen, int mostNeedless)
            throws IOException {
        var lines = lines(file);
        var needed = lines.stream().filter(line -> line.startsWith("+ ")).toList();
        var simple = lines.stream().filter(line -> line.startsWith("- ")).toList();

        var missed = needed.stream().filter(line -> !asksForSteps(line)).toList();
        var needless = simple.stream().filter(StepsTest::asksForSteps).toList();

        System.out.printf(
                "several steps, %s: %d of %d seen, %d of %d without need%n",
                file, needed.size() - missed.size(), needed.size(), needless.size(), simple.size());
        assertThat(needed.size() - missed.size()).isGreaterThanOrEqualTo(leastSeen);
        assertThat(needless.size()).isLessThanOrEqualTo(mostNeedless);
    }

    @Test
    void aCustomerWhoIsKnownIsNeeded() {
        assertThat(areNeeded(null, order(STEPS, new Finding.Orders(List.of())))).isFalse();
        assertThat(areNeeded("u-1", order(STEPS, new Finding.Orders(List.of()))))
                .isTrue();
    }

    @Test
    void whatWasFoundOrRefusedOrProposedIsSaidAtOnce() {
        assertThat(areNeeded("u-1", order(STEPS, new Finding.Refusal("nothing-pending", "Nothing is pending."))))
                .isFalse();
        assertThat(areNeeded("u-1", order("Where is ORD-1001?", new Finding.Orders(List.of()))))
                .isFalse();
    }

    @Test
    void questionsAboutProductsAreNotAboutOrders() {
        var gathered = asked("Which of these is the cheapest one?", Intent.PRODUCT_INFO, null)
                .found(Route.GRAPH, new Finding.Products("Laptops", List.of(Evidence.X1, Evidence.X2), 2))
                .gathered();

        assertThat(areNeeded("u-1", gathered)).isFalse();
    }

    private static Gathered order(String text, Finding finding) {
        return asked(text, Intent.ORDER_CHANGE, "cancel")
                .found(Route.TOOLS, finding)
                .gathered();
    }

    private static boolean areNeeded(@Nullable String customer, Gathered gathered) {
        var said = gathered.intent();
        var wish = new Gathered(
                gathered.turnId(),
                new IntentClassified(
                        said.meta(),
                        said.text(),
                        said.question(),
                        said.intents(),
                        said.entities(),
                        said.routes(),
                        null,
                        customer,
                        said.focus(),
                        null,
                        said.classifier()),
                gathered.evidence(),
                gathered.missing(),
                null,
                0);
        return Steps.areNeeded(List.of(wish), Evidence.composer().compose(List.of(wish)), CHECKS);
    }

    private static boolean asksForSteps(String line) {
        return CHECKS.asksForSteps(line.substring(2));
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = Objects.requireNonNull(StepsTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
