package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.REFUND_TIME;
import static io.souk.conversation.reply.Evidence.SHIPPING;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.X1_BATTERY;
import static io.souk.conversation.reply.Evidence.X2;
import static io.souk.conversation.reply.Evidence.asked;
import static io.souk.conversation.reply.Evidence.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Refusal;
import io.souk.events.Finding.Span;
import io.souk.events.Intent;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DocumentAnswerTest {
    @Test
    void offersAPersonWhereDocumentsAreSilent() {
        var reply = asked("Do you have a shop in Porto?", Intent.GENERAL, null)
                .found(Route.RAG)
                .reply();

        assertThat(reply.offer()).isNotNull();
        assertThat(reply.offer().intent()).isEqualTo(Intent.HUMAN_AGENT);
        assertThat(reply.text()).endsWith("?");
    }

    @Test
    void answersAGuestsQuestionOfPolicyAndOnlyThenSpeaksOfSigningIn() {
        var reply = asked("When does a refund arrive on my card?", Intent.REFUND, "status")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("sign-in-required", "Sign in."))
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text())
                .startsWith("A refund to the original payment method")
                .containsIgnoringCase("sign in");
        assertThat(reply.citations()).isNotEmpty();
    }

    @Test
    void answersAPolicyQuestionWithTheSentencesAndTheirSource() {
        var reply = asked("How long does a refund take?", Intent.REFUND, "policy")
                .found(Route.RAG, REFUND_TIME, SHIPPING)
                .reply();

        assertThat(reply.text()).contains("arrives 5 to 7 business days after we have approved it", "[1]");
        assertThat(reply.citations().getFirst().documentId()).isEqualTo("policy-refunds");
    }

    @Test
    void aRowOfATableIsSaidWithWhatItsColumnsAreOf() {
        var passage = new Passage("manual", "v1", "manual#1", "Rugged manual", "In the cold", """
                ## In the cold

                | Temperature | Share of capacity |
                |---|---|
                | 20 °C | 100 % |
                | -20 °C | 60 % |

                | Light | Meaning |
                |---|---|
                | red | the battery is nearly empty |

                | Method | When you are charged |
                |---|---|
                | PayPal | at once |
                """, "manual", null, 0.9);

        assertThat(Passages.sentences(passage, 0, Locale.UK))
                .extracting(Passages.Sentence::text)
                .containsExactly(
                        "20 °C: share of capacity: 100 %.",
                        "-20 °C: share of capacity: 60 %.",
                        "red: the battery is nearly empty.",
                        "PayPal: when you are charged: at once.");
    }

    @Test
    void whatTheManualSaysOfATroubleComesBeforeTheComplaintUnlessThatIsWanted() {
        var trouble = "My TechPro X1 does not start when I press the power key.";
        var text = "If the X1 does not start, hold the power key for 20 seconds. The case is made of aluminium.";
        var border = text.indexOf("The case");
        var manual = new Passage(
                "manual-x1",
                "v1",
                "manual-x1#1",
                "TechPro X1 Manual",
                "Trouble",
                text,
                "manual",
                X1.id(),
                0.9,
                List.of(new Span(0, border - 1, 0.8, 0.8), new Span(border, text.length(), 0.4, 0.1)));
        var proposal = new Proposal(
                pending("complaint", Awaiting.CONFIRMATION), "ORD-1002", List.of(), null, null, null, trouble);

        var helped = asked(trouble, Intent.COMPLAINT, "request")
                .about(X1)
                .found(Route.TOOLS, proposal)
                .found(Route.RAG, manual)
                .reply();
        var complained = asked(trouble + " I want to complain.", Intent.COMPLAINT, "request")
                .about(X1)
                .found(Route.TOOLS, proposal)
                .found(Route.RAG, manual)
                .reply();

        assertThat(helped.text()).containsSubsequence("hold the power key for 20 seconds", "[1]", "complaint");
        assertThat(complained.text()).contains("complaint").doesNotContain("20 seconds");
    }

    @Test
    void readsTablesAloud() {
        var reply = asked("How much is express delivery?", Intent.DELIVERY, "options")
                .found(Route.RAG, SHIPPING)
                .reply();

        assertThat(reply.text()).contains("Express: cost 9.90 EUR; delivery time next business day");
        assertThat(SHIPPING.text()).contains(reply.citations().getFirst().quote());
    }

    @Test
    void admitsThatTheDocumentsDoNotAnswerAndOffersTheNearest() {
        var reply = asked("Can the parcel be gift-wrapped in golden paper?", Intent.GENERAL, null)
                .found(Route.RAG, judged(REFUND_TIME, 0.05, 0.35))
                .reply();

        assertThat(reply.text()).containsIgnoringCase("direct").contains("[1]");
    }

    @Test
    void doesNotOfferWhatIsNotEvenNear() {
        var reply = asked("Who is the president of France?", Intent.GENERAL, null)
                .found(Route.RAG, judged(REFUND_TIME, 0.01, 0.05))
                .reply();

        assertThat(reply.text()).containsIgnoringCase("our documents");
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void admitsThatThereAreNoDocuments() {
        var reply = asked("Do you engrave initials into keyboards?", Intent.GENERAL, null)
                .brought(Route.RAG, Outcome.NOTHING, null)
                .reply();

        assertThat(reply.text()).containsIgnoringCase("our documents");
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void aQuestionBackForProductsIsNotAskedWhereADocumentAnswers() {
        var reply = asked("How long does a refund take?", Intent.COMPATIBILITY, null)
                .found(Route.GRAPH, new Refusal("product-needed", "Which product should it work with?"))
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text()).contains("5 to 7 business days").doesNotContain("Which product");
    }

    @Test
    void theManualOfAnotherProductIsNoAnswer() {
        var reply = asked("How long does the battery last?", Intent.PRODUCT_INFO, "detail")
                .about(X2)
                .found(Route.RAG, X1_BATTERY)
                .reply();

        assertThat(reply.text()).contains("TechPro X2").doesNotContain("12 hours");
    }

    /** As a search brings it that finds less in it. */
    private static Passage judged(Passage passage, double score, double likeness) {
        return new Passage(
                passage.documentId(),
                passage.documentVersion(),
                passage.chunkId(),
                passage.title(),
                passage.section(),
                passage.text(),
                passage.category(),
                passage.productId(),
                score,
                List.of(new Span(0, passage.text().length(), 0.5, likeness)));
    }
}
