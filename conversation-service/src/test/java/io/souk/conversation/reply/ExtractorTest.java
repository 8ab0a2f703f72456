package io.souk.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.reply.Extractor.Answer;
import io.souk.conversation.reply.Extractor.Asked;
import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractorTest {
    private final Extractor extractor = new Extractor(new Lexicon(Locale.UK), Locale.UK);

    @Test
    void prefersTheSentenceWithTheKindOfAnswerThatIsAskedFor() {
        var answer = answer("How long can I return an item?", passage("The return window", """
                Every return begins in your account. You can return an item within 30 days after delivery. \
                A return needs no reason."""));

        assertThat(texts(answer).getFirst()).contains("30 days");
    }

    @Test
    void takesTheAnswerUnderTheHeadingThatAsksTheVeryQuestion() {
        var answer = answer(
                "Can I change the address of my order?",
                judged("Invoices", "The address on an invoice of an order can be corrected once.", 0.3, 0.7),
                judged(
                        "Can I change the address of my order?",
                        "While it is Processing, yes: open it and choose the new one.",
                        0.7,
                        0.7));

        assertThat(texts(answer)).first().asString().startsWith("While it is Processing");
    }

    @Test
    void keepsTheStepsOfAnInstructionTogether() {
        var answer = answer("How do I replace the battery?", passage("Replacing the battery", """
                Shut it down and undo the seven screws. Lift the base from the hinge side. Take the battery out."""));

        assertThat(texts(answer))
                .containsExactly(
                        "Shut it down and undo the seven screws.",
                        "Lift the base from the hinge side.",
                        "Take the battery out.");
    }

    @Test
    void bringsTheSentenceThatTheAnswerLeansOn() {
        var answer = answer("When is express too late?", passage(null, """
                Express leaves our house at 14:00. It is late for express after that, so wait until 2 days are over."""));

        assertThat(texts(answer).getFirst()).startsWith("Express leaves");
    }

    @Test
    void countsWhatIsAskedForAndNotAnyNumber() {
        var text = "Connect the charger for 20 seconds. The X1 drives two external monitors at 60 Hz.";
        var answer = answer("How many monitors can I connect?", judged("Ports", text, 0.7, 0.6, 0.75));

        assertThat(texts(answer)).containsExactly("The X1 drives two external monitors at 60 Hz.");
    }

    @Test
    void leavesOutWhatABorderOfTheChunkHasCut() {
        var answer = answer("How long does the battery last?", passage("Battery", """
                hours of battery in the office. The battery lasts 12 hours. The battery lasts about 9 hou"""));

        assertThat(texts(answer)).containsExactly("The battery lasts 12 hours.");
    }

    @Test
    void saysTheSameOnlyOnceWhenChunksOverlap() {
        var passage = "The battery lasts up to 12 hours.";
        var answer = answer("How long does the battery last?", passage("Battery", passage), passage("Power", passage));

        assertThat(answer.sentences()).hasSize(1);
    }

    @Test
    void findsNoAnswerWhereThereIsNone() {
        assertThat(answer("Do you engrave keyboards?", judged("Refunds", "A refund takes 5 days.", 0.02, 0.45))
                        .answers())
                .isFalse();
        assertThat(answer("Anything?").sentences()).isEmpty();
    }

    @Test
    void trustsTheSearcherWhereTheDocumentsUseOtherWords() {
        var text = "Choose a new one on the page. The lock ends after 15 minutes.";

        assertThat(texts(answer("I am shut out", judged("Access", text, 0.8, 0.5, 0.8))))
                .containsExactly("The lock ends after 15 minutes.");
        assertThat(answer("I am shut out", judged("Access", text, 0.02, 0.45, 0.5))
                        .answers())
                .isFalse();
    }

    @Test
    void listsAllOfATableThatHoldsWhatIsAskedFor() {
        var answer = answer("What payment methods do you take?", passage("Payment methods", """
                | Method | When you are charged |
                |---|---|
                | Visa, Mastercard | when the parcel leaves |
                | PayPal | when you order |
                | Bank transfer | in advance |
                """));

        assertThat(texts(answer)).containsExactly("Payment methods: Visa, Mastercard; PayPal; Bank transfer.");
    }

    @Test
    void takesTheSentenceThatTheSearchFoundNearThoughItsWordsAreOthers() {
        var text = "The case is made of steel. Leave it on the cable overnight. The lid opens with one hand.";

        var answer =
                answer("Does it need charging before the first use?", judged("First use", text, 0.7, 0.55, 0.8, 0.55));

        assertThat(texts(answer)).containsExactly("Leave it on the cable overnight.");
    }

    @Test
    void takesTheSentenceThatTheSecondModelFindsLikerThoughTheFirstSeesNoDifference() {
        var text = "The case is made of steel. Leave it on the cable overnight.";
        var border = text.indexOf("Leave");
        var read = new Passage(
                "d",
                "1",
                "d#1",
                "Help",
                "First use",
                text,
                "policy",
                null,
                0.5,
                List.of(new Span(0, border - 1, 0.6, 0.2), new Span(border, text.length(), 0.6, 0.6)));

        assertThat(texts(answer("Does it need charging before the first use?", read)))
                .containsExactly("Leave it on the cable overnight.");
    }

    @Test
    void whatHoldsOfTheEuHoldsOfFranceAndNotTheOtherWayRound() {
        var lexicon = new Lexicon(Locale.UK);

        assertThat(lexicon.held(Set.copyOf(lexicon.stems("France")), "Other EU countries: cost 9.90 EUR."))
                .isEqualTo(1);
        assertThat(lexicon.held(Set.copyOf(lexicon.stems("the EU")), "Parcels to France."))
                .isZero();
    }

    @Test
    void whatFollowsUnderTheQuestionOfAnFaqIsSaidWithItsAnswer() {
        var text = "Visa, PayPal and gift cards. No way to pay costs extra.";
        var border = text.indexOf("No");
        var faq = new Passage(
                "d",
                "1",
                "d#1",
                "Ways to pay",
                "How can I pay?",
                text,
                "faq",
                null,
                0.8,
                List.of(new Span(0, border - 1, 0.65, 0.6), new Span(border, text.length(), 0.75, 0.75)));

        assertThat(texts(answer("which ways to pay are there?", faq)))
                .containsExactly("Visa, PayPal and gift cards.", "No way to pay costs extra.");
    }

    @Test
    void whatAQuestionOnlyLeansOnCountsLess() {
        var saturdays = of("days", judged("Days", "We ship on Saturdays and Sundays.", 0.7, 0.7));
        var lost = of("lost", judged("Lost", "A parcel that gets lost is paid.", 0.7, 0.7));

        var answer = answer("and if a parcel gets lost? (do you ship on saturdays and sundays)", saturdays, lost);

        assertThat(answer.sentences()).first().extracting(Sentence::passage).isEqualTo(lost);
    }

    @Test
    void ofTwoThatMayBeMeantTheDocumentThatWasSpokenOfAnswers() {
        var years = of("vouchers", judged("Time", "It is valid for three years.", 0.5, 0.7));
        var weeks = of("coupons", judged("Time", "It is valid for two weeks.", 0.5, 0.7));

        for (var spokenOf : List.of(years, weeks)) {
            var asked = new Asked("how long is it valid?", List.of(), List.of(), List.of(spokenOf.documentId()));
            assertThat(extractor.answer(asked, List.of(years, weeks), 3).sentences())
                    .first()
                    .extracting(Sentence::passage)
                    .isEqualTo(spokenOf);
        }
    }

    private static Passage of(String document, Passage passage) {
        return new Passage(
                document,
                passage.documentVersion(),
                passage.chunkId(),
                passage.title(),
                passage.section(),
                passage.text(),
                passage.category(),
                null,
                passage.score(),
                passage.spans());
    }

    private Answer answer(String question, Passage... passages) {
        return extractor.answer(Asked.of(question), List.of(passages), 3);
    }

    private static List<String> texts(Answer answer) {
        return answer.sentences().stream().map(Sentence::text).toList();
    }

    private static Passage passage(@Nullable String section, String text) {
        return new Passage("d", "1", "d#" + section, "Help", section, text, "policy", null, 1);
    }

    /** As a search brings it: how near each sentence is to the question. */
    private static Passage judged(String section, String text, double score, double... cosines) {
        var sentences = Passages.sentences(passage(section, text), 0, Locale.UK);
        var spans = IntStream.range(0, cosines.length)
                .mapToObj(i -> {
                    var start = text.indexOf(sentences.get(i).quote());
                    return new Span(start, start + sentences.get(i).quote().length(), cosines[i]);
                })
                .toList();
        return new Passage("d", "1", "d#" + section, "Help", section, text, "policy", null, score, spans);
    }
}
