package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.ORDER;
import static io.souk.conversation.reply.Evidence.RETURN_WINDOW;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.X1_BATTERY;
import static io.souk.conversation.reply.Evidence.asked;
import static io.souk.conversation.reply.Evidence.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Order;
import io.souk.events.Finding.Products;
import io.souk.events.Intent;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
    @ParameterizedTest
    @ValueSource(strings = {"who are you?", "are you a robot", "so not a human then?", "hi who am i talking to"})
    void saysThatItIsNoPerson(String question) {
        var reply = asked(question, Intent.GENERAL, null).found(Route.RAG).reply();

        assertThat(reply.text()).contains("not a person");
    }

    @Test
    void thanksForFeedback() {
        assertThat(asked("Your service is great", Intent.COMPLAINT, "feedback")
                        .reply()
                        .text())
                .contains("Thank");
    }

    @Test
    void offersAPersonWhenWhatIsSaidIsNotOursAgain() {
        var first = asked("qwertz", Intent.OUT_OF_SCOPE, null).reply();
        var second = asked("blorp", Intent.OUT_OF_SCOPE, null).misunderstood(1).reply();

        assertThat(first.understood()).isFalse();
        assertThat(second.text()).contains("person");
        assertThat(second.suggestions()).contains("Talk to a person");
    }

    @Test
    void apologisesForAStoreThatIsAwayInsteadOfKeepingSilent() {
        var reply = asked("Track ORD-1001", Intent.ORDER_STATUS, "track")
                .without(Route.TOOLS)
                .reply();

        assertThat(reply.text()).isEqualTo("I can't reach the order system right now, please try again in a moment.");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void saysWhatItHasAndWhatIsMissing() {
        var reply = asked("How long does the battery last?", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.RAG, X1_BATTERY)
                .brought(Route.GRAPH, Outcome.FAILED, null)
                .reply();

        assertThat(reply.text()).contains("lasts up to 12 hours", "can't reach the product catalogue");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void asksWhatWasMeantWhenNothingSpeaksForTheGuess() {
        var reply = asked("hmm the thing", Intent.REFUND, "policy")
                .confidence(0.2)
                .brought(Route.RAG, Outcome.NOTHING, null)
                .reply();

        assertThat(reply.text()).contains("?");
        assertThat(reply.suggestions())
                .containsExactly("I want to return something", "What are the delivery options?", "How can I pay?");
        assertThat(reply.understood()).isFalse();
    }

    @Test
    void offersAPersonTheSecondTime() {
        var reply = asked("hmm the thing", Intent.REFUND, "policy")
                .confidence(0.2)
                .misunderstood(1)
                .reply();

        assertThat(reply.text()).contains("person");
        assertThat(reply.suggestions()).startsWith("Talk to a person");
    }

    @Test
    void trustsEvidenceMoreThanALowConfidence() {
        var reply = asked("ORD-1001??", Intent.ORDER_STATUS, "track")
                .confidence(0.2)
                .found(Route.TOOLS, new Order(ORDER))
                .reply();

        assertThat(reply.text()).contains("in transit");
    }

    @Test
    void handsOverWithASummary() {
        var reply = asked("I want to talk to a human", Intent.HUMAN_AGENT, null).reply();

        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.handoff()).isNotNull();
        assertThat(reply.handoff().reason()).isEqualTo("requested");
        assertThat(reply.handoff().summary()).contains("human_agent");
    }

    @Test
    void staysPoliteOutOfScopeAndOffersWhatItCanDo() {
        var reply =
                asked("Tell me a joke about tax law", Intent.OUT_OF_SCOPE, null).reply();

        assertThat(reply.text()).contains("products").contains("orders");
        assertThat(reply.suggestions()).hasSize(3);
    }

    @Test
    void neverSaysTheSameGreetingToEverybodyAndAlwaysTheSameToOneTurn() {
        var greetings = IntStream.range(0, 40)
                .mapToObj(turn -> asked("Hi", Intent.GREETING, null)
                        .turn("t-" + turn)
                        .reply()
                        .text())
                .distinct();

        assertThat(greetings.count()).isEqualTo(3);
        assertThat(asked("Hi", Intent.GREETING, null).reply().text())
                .isEqualTo(asked("Hi", Intent.GREETING, null).reply().text());
    }

    @Test
    void hasWordsForEveryIntentWithoutEvidence() {
        for (var intent : Intent.values()) {
            assertThat(asked("?", intent, null).reply().text())
                    .as(intent.name())
                    .isNotBlank();
        }
    }

    @Test
    void answersEachOfSeveralWishesInTheirOrderWithSourcesOfTheirOwn() {
        var reply = asked("Tell me about the X1", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .found(Route.RAG, X1_BATTERY)
                .replyWith(
                        asked("track ORD-1001", Intent.ORDER_STATUS, "track").found(Route.TOOLS, new Order(ORDER)),
                        asked("how long do I have to return something?", Intent.REFUND, "policy")
                                .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("€1,299.00", ORDER.id(), "30 days");
        assertThat(reply.text()).containsSubsequence("[1]", "[2]");
        assertThat(reply.citations())
                .extracting(citation -> citation.title())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(reply.cards()).hasSize(2);
        assertThat(reply.rung()).isEqualTo(Rung.COMPOSED);
        assertThat(reply.understood()).isTrue();
    }

    @Test
    void ofSeveralWishesTheOneThatCannotBeLookedUpIsSaidAndTheOthersAreAnswered() {
        var reply = asked("track ORD-1001", Intent.ORDER_STATUS, "track")
                .without(Route.TOOLS)
                .replyWith(asked("how long do I have to return something?", Intent.REFUND, "policy")
                        .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("can't reach the order system", "30 days");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void askingForAPersonAmongSeveralWishesStillAnswersTheOthers() {
        var reply = asked("track ORD-1001", Intent.ORDER_STATUS, "track")
                .found(Route.TOOLS, new Order(ORDER))
                .replyWith(asked("and let me talk to a person", Intent.HUMAN_AGENT, null));

        assertThat(reply.text()).contains(ORDER.id());
        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.handoff()).isNotNull();
    }

    @Test
    void yesWithAnotherWishIsNotRemindedOfWhatItAnswered() {
        var action = pending("refund", Awaiting.CONFIRMATION);
        var reply = asked("yes", Intent.AFFIRM, null)
                .pending(action)
                .found(
                        Route.TOOLS,
                        new Done(
                                "refund",
                                "RF-100001",
                                "ORD-1002",
                                "requested",
                                new BigDecimal("329.00"),
                                "EUR",
                                "Visa ending 4242",
                                false))
                .replyWith(asked("how long do I have to return something?", Intent.REFUND, "policy")
                        .pending(action)
                        .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("RF-100001", "30 days").doesNotContain("yes");
    }
}
