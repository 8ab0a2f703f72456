package io.souk.conversation.reply;

import static io.souk.conversation.reply.DocumentAnswer.MOST_SENTENCES;

import io.souk.conversation.reply.Reply.Handoff;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Variants;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to one wish: what was done or must be decided, then products, then what the documents say, then what could not be looked
 * up, and last what still waits for an answer.
 */
final class WishAnswer {
    private static final int MOST_READINGS = 3;
    private static final int FAILURES_BEFORE_HANDOFF = 2;
    /** Of a longer message such words are only a part. */
    private static final int LONGEST_ABOUT_US = 9;
    /** An answer this probable was not found by chance. */
    private static final double SPEAKS_FOR_ITSELF = 0.3;

    private final Wanted wanted;
    private final Gathered gathered;
    private final IntentClassified intent;
    private final RankedIntent top;
    private final Draft draft;
    private final Lexicon lexicon;
    private final ReplyProperties properties;
    private final DocumentAnswer documents;
    private final ProductAnswer products;
    private final OrderAnswer orders;
    private final Suggestions suggestions;

    WishAnswer(Wanted wanted, Lexicon lexicon, Extractor extractor, ReplyProperties properties) {
        this.wanted = wanted;
        this.gathered = wanted.gathered();
        this.intent = wanted.intent();
        this.top = wanted.top();
        this.draft = wanted.draft();
        this.lexicon = lexicon;
        this.properties = properties;
        this.documents = new DocumentAnswer(wanted, lexicon, extractor);
        this.products = new ProductAnswer(wanted, lexicon, documents);
        this.orders = new OrderAnswer(wanted, lexicon, documents);
        this.suggestions = new Suggestions(wanted.voice(), draft);
    }

    /** The whole reply, if this is all that the message wants. */
    Reply write() {
        var aboutUs = aboutUs();
        if (aboutUs.isPresent()) {
            draft.say(wanted.say(aboutUs.get()));
            orders.remind();
            suggestions.start();
            return reply(Rung.COMPOSED, true);
        }
        if (wantsPerson()) {
            return handoff();
        }
        if (isUnclear()) {
            return clarify();
        }
        answer();
        var forPerson = orders.forPerson();
        if (forPerson.isPresent()) {
            draft.say(wanted.say("handoff"));
            return handoff(forPerson.get());
        }
        orders.remind();
        suggestFollowUps();
        // What is not ours has had an answer, but not the one that was hoped for: the next time a person is
        // offered.
        return reply(wanted.isComplete() ? Rung.COMPOSED : Rung.PARTIAL, top.intent() != Intent.OUT_OF_SCOPE);
    }

    /** Its own part of a reply to several wishes. */
    void answer() {
        if (products.isAboutOneOfMany()) {
            products.askWhich();
            return;
        }
        if (isAskedInBetween()) {
            documents.say(MOST_SENTENCES);
            orders.say();
            return;
        }
        if (mayBeHelped()) {
            documents.sayWhatHelps();
        }
        orders.say();
        var acted = !draft.isSilent();
        if (!acted || wanted.isAboutProducts()) {
            products.say();
        }
        documents.say(draft.isSilent() ? MOST_SENTENCES : acted || speaksOfProductsOnly() ? extra() : MOST_SENTENCES);
        if (documents.answerGuest()) {
            draft.say(wanted.say("sign-in.too"));
        }
        if (draft.isSilent() && wanted.isComplete()) {
            sayNothingFound();
        }
        wanted.missing().forEach(route -> draft.say(wanted.say("missing." + route.wireName())));
    }

    boolean wantsPerson() {
        return top.intent() == Intent.HUMAN_AGENT;
    }

    /** Whether all there is to say is a question back for the products that are meant. */
    boolean asksForProducts() {
        return documents.areAskedForProducts();
    }

    boolean isComplete() {
        return wanted.isComplete();
    }

    OrderAnswer orders() {
        return orders;
    }

    Draft draft() {
        return draft;
    }

    void suggestFollowUps() {
        suggestions.followUps(intent, wanted.findings(), draft.isSilent());
    }

    /** Weak, and nothing that was found speaks for it. */
    boolean isUnclear() {
        if (top.confidence() >= properties.clarifyBelow() || gathered.pending() != null || !wanted.isComplete()) {
            return false;
        }
        var isSpecific = wanted.findings().stream()
                .anyMatch(finding -> !(finding instanceof Passage || finding instanceof Finding.Products));
        var named = !intent.entities().products().isEmpty()
                || !intent.entities().categories().isEmpty()
                || !intent.entities().orderIds().isEmpty();
        return !isSpecific
                && !(named && !wanted.findings().isEmpty())
                && documents.find(MOST_SENTENCES).probability() < SPEAKS_FOR_ITSELF;
    }

    /** Passes the customer to a person who was asked for. */
    Reply handoff() {
        draft.say(wanted.say("handoff"));
        // Opening hours and contact data, if the documents have them.
        var answer = documents.find(1);
        if (answer.answers()) {
            draft.say(draft.cited(answer.sentences()));
        }
        return handoff("requested");
    }

    /** Passes the customer to a person; the words have been said. */
    Reply handoff(String reason) {
        var focus = intent.focus();
        var pending = gathered.pending();
        var summary = wanted.say(
                "handoff.summary",
                "signedIn",
                intent.customerId() == null ? "no" : "yes",
                "intent",
                Stream.concat(
                                intent.intents().stream().skip(1).limit(1).map(RankedIntent::intent),
                                Stream.of(top.intent()))
                        .distinct()
                        .map(Intent::wireName)
                        .toList()
                        .getLast(),
                "products",
                orNone(focus.products().stream().map(FocusProduct::name).toList()),
                "orders",
                orNone(focus.orderIds()),
                "pending",
                pending == null ? "none" : pending.operation());
        return new Reply(
                draft.text(),
                draft.citations(),
                List.of(),
                List.of(),
                Rung.HANDOFF,
                true,
                new Handoff(reason, summary));
    }

    /** Who it is that answers, and what for, nobody has to look up. */
    private Optional<String> aboutUs() {
        var isShort = intent.text().strip().split("\\s+", LONGEST_ABOUT_US + 1).length <= LONGEST_ABOUT_US;
        if (!isShort || wanted.findings().stream().anyMatch(finding -> !(finding instanceof Passage))) {
            return Optional.empty();
        }
        return lexicon.matches("asksWhoWeAre", intent.text())
                ? Optional.of("general.who")
                : lexicon.matches("asksWhatWeDo", intent.text()) ? Optional.of("general") : Optional.empty();
    }

    private Reply clarify() {
        if (gathered.misunderstood() >= FAILURES_BEFORE_HANDOFF) {
            draft.say(wanted.say("handoff.not-understood"));
            return handoff("not-understood");
        }
        var again = gathered.misunderstood() > 0;
        draft.say(wanted.say(again ? "clarify.again" : "clarify"));
        if (again) {
            offerPerson();
        }
        intent.intents().stream()
                .map(RankedIntent::intent)
                .distinct()
                .limit(MOST_READINGS)
                .forEach(reading -> draft.suggest(wanted.say("reading." + reading.wireName())));
        return reply(Rung.COMPOSED, false);
    }

    private Reply reply(Rung rung, boolean understood) {
        return draft.reply(rung, understood);
    }

    private String orNone(List<String> items) {
        return items.isEmpty() ? "none" : wanted.voice().texts().list(items);
    }

    /** Whether something does not work, and nobody has asked for more than that it does. */
    private boolean mayBeHelped() {
        return top.is(Intent.COMPLAINT, Variants.REQUEST)
                && gathered.pending() == null
                && (wanted.has(Finding.Proposal.class) || wanted.has(Finding.Question.class))
                && !lexicon.matches("wantsToComplain", intent.text());
    }

    /** Whether what has been said is an overview that documents can only dilute. */
    private boolean speaksOfProductsOnly() {
        return wanted.isAboutProducts() && !top.is(Intent.PRODUCT_INFO, Variants.DETAIL);
    }

    /** How many sentences of documents may follow what leads. */
    private int extra() {
        // What was asked back stands alone: whoever has to answer does not read on.
        if (wanted.has(Finding.Done.class) || wanted.has(Finding.Question.class)) {
            return 0;
        }
        return switch (top.intent()) {
            case REFUND, EXCHANGE -> top.variant() != null && top.variant().equals(Variants.STATUS) ? 0 : 1;
            case COMPLAINT -> 0;
            case DELIVERY, ORDER_CHANGE, PAYMENT -> 1;
            case PRODUCT_INFO -> top.is(Intent.PRODUCT_INFO, Variants.ABOUT) || top.variant() == null ? 1 : 0;
            case GENERAL, ACCOUNT -> MOST_SENTENCES;
            default -> 0;
        };
    }

    /** "Is there a fee?", though something is asked back: that comes first, and then what has to be known. */
    private boolean isAskedInBetween() {
        var answer = documents.find(MOST_SENTENCES);
        return wanted.has(Finding.Question.class)
                && lexicon.matches("isQuestion", intent.text())
                && answer.answers()
                && (gathered.pending() != null || (answer.probability() >= SPEAKS_FOR_ITSELF && !wanted.isTracking()));
    }

    private void sayNothingFound() {
        switch (top.intent()) {
            case GREETING -> draft.say(wanted.say("greeting"));
            case THANKS -> draft.say(wanted.say("thanks"));
            case OUT_OF_SCOPE -> {
                if (gathered.misunderstood() == 0) {
                    draft.say(wanted.say("out-of-scope"));
                } else {
                    draft.say(wanted.say("out-of-scope.again"));
                    offerPerson();
                }
            }
            case AFFIRM -> draft.say(wanted.say("affirm.nothing"));
            case DENY -> draft.say(wanted.say(gathered.pending() == null ? "deny.nothing" : "refusal.dropped"));
            case COMPARISON, COMPATIBILITY -> draft.say(wanted.say("nothing.products"));
            case RECOMMENDATION -> draft.say(wanted.say(isVague() ? "recommend.what" : "nothing.products"));
            case PRODUCT_INFO -> {
                var named = intent.entities().products();
                draft.say(
                        top.is(Intent.PRODUCT_INFO, Variants.LIST)
                                ? wanted.say("nothing.products")
                                : named.isEmpty()
                                        ? notInDocuments()
                                        : wanted.say(
                                                "nothing.documents.product",
                                                "product",
                                                named.getFirst().name()));
            }
            case ORDER_STATUS -> draft.say(wanted.say("nothing.orders"));
            case GENERAL -> draft.say(intent.routes().isEmpty() ? wanted.say("general") : notInDocuments());
            case COMPLAINT ->
                draft.say(top.is(Intent.COMPLAINT, Variants.FEEDBACK) ? wanted.say("feedback") : notInDocuments());
            case DELIVERY, REFUND, ORDER_CHANGE, EXCHANGE, PAYMENT, ACCOUNT -> draft.say(notInDocuments());
            case HUMAN_AGENT -> throw new IllegalStateException("handed off before");
        }
    }

    /** No dead end: a person may know. */
    private String notInDocuments() {
        if (gathered.pending() == null) {
            offerPerson();
            return wanted.say("nothing.documents") + ' ' + wanted.say("offer.person");
        }
        return wanted.say("nothing.documents");
    }

    private void offerPerson() {
        wanted.offer(Intent.HUMAN_AGENT, null, "suggest.person");
        draft.suggest(wanted.say("suggest.person"));
    }

    private boolean isVague() {
        return intent.entities().products().isEmpty()
                && intent.entities().categories().isEmpty();
    }
}
