package io.souk.conversation.reply;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.Refusal;
import io.souk.events.Intent;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the order system says to one wish, and what waits there for the customer's word. */
final class OrderAnswer {
    /** What tools-service refuses because a person has to do it. */
    private static final Set<String> FOR_A_PERSON = Set.of("needs-person", "identity-locked");

    private final Wanted wanted;
    private final Draft draft;
    private final Lexicon lexicon;
    private final DocumentAnswer documents;
    private final OrderWords words;

    OrderAnswer(Wanted wanted, Lexicon lexicon, DocumentAnswer documents) {
        this.wanted = wanted;
        this.draft = wanted.draft();
        this.lexicon = lexicon;
        this.documents = documents;
        this.words = new OrderWords(wanted.voice());
    }

    void say() {
        for (var finding : wanted.findings()) {
            switch (finding) {
                case Finding.Done done ->
                    draft.say(words.done(
                                    done, Variants.STATUS.equals(wanted.top().variant())))
                            .card(done);
                case Finding.Proposal proposal ->
                    draft.say(words.proposal(proposal)).card(proposal);
                case Finding.Question question -> ask(question);
                case Finding.Order order -> track(order);
                case Finding.Orders list -> {
                    // With a question they are its choices.
                    if (!wanted.has(Finding.Question.class)) {
                        list(list);
                    }
                    draft.card(list);
                }
                case Refusal refusal -> refuse(refusal);
                case Passage _,
                        Finding.Products _,
                        Finding.Comparison _,
                        Finding.Compatibility _,
                        Finding.Unknown _ -> {}
            }
        }
    }

    /** What only a person can do, by the code that says so. */
    Optional<String> forPerson() {
        return wanted.all(Refusal.class).stream()
                .map(Refusal::code)
                .filter(FOR_A_PERSON::contains)
                .findFirst();
    }

    /** A digression leaves what waits for the customer as it was; the customer may have forgotten it. */
    void remind() {
        var pending = wanted.gathered().pending();
        if (pending == null || !leavesPending() || !words.isWorthReminding(pending)) {
            return;
        }
        draft.say(words.reminder(pending));
        if (pending.awaiting() == Awaiting.CONFIRMATION) {
            draft.suggest(wanted.say("suggest.yes")).suggest(wanted.say("suggest.no"));
        } else {
            draft.suggest(wanted.say("suggest.forget"));
        }
    }

    /** Whether what waited for the customer before this message, if anything did, still waits. */
    boolean leavesPending() {
        var pending = wanted.gathered().pending();
        return pending == null || !isAnswered(pending);
    }

    private boolean isAnswered(PendingAction pending) {
        if (wanted.top().intent() == Intent.AFFIRM
                || wanted.top().intent() == Intent.DENY
                || wanted.missing().contains(Route.TOOLS)) {
            return true;
        }
        return wanted.gathered().evidence().stream().anyMatch(evidence -> evidence.pendingAction() != null)
                || wanted.has(Finding.Done.class)
                || (pending.awaiting() == Awaiting.INPUT && wanted.has(Refusal.class));
    }

    private void ask(Finding.Question question) {
        draft.say(words.question(question));
        var list = wanted.all(Finding.Orders.class);
        draft.lines(list.isEmpty() ? words.choices(question) : words.lines(list.getFirst()))
                .card(question);
    }

    private void track(Finding.Order finding) {
        var order = finding.order();
        var named = wanted.intent().entities().products().stream()
                .map(ProductMention::productId)
                .collect(Collectors.toSet());
        var asked = words.asked(order, named, wanted.intent().text(), lexicon);
        draft.say(
                        asked.orElse(""),
                        asked.isPresent() ? words.where(order) : words.track(order),
                        wanted.top().is(Intent.DELIVERY, Variants.LATE) ? words.reassurance(order) : "")
                .card(finding);
    }

    private void list(Finding.Orders list) {
        if (list.orders().isEmpty()) {
            draft.say(wanted.say("nothing.orders"));
            return;
        }
        var entities = wanted.intent().entities();
        var isSome = !entities.dates().isEmpty()
                || !entities.categories().isEmpty()
                || !entities.products().isEmpty()
                || lexicon.matches("asksSomeOrders", wanted.intent().text());
        var sum = lexicon.matches("asksOrderCost", wanted.intent().text()) ? words.sum(list) : Optional.<String>empty();
        if (sum.isPresent()) {
            draft.say(sum.get());
            return;
        }
        draft.say(words.heading(list, isSome)).lines(words.lines(list));
        draft.say(words.more(list));
    }

    private void refuse(Refusal refusal) {
        if (documents.answerInsteadOf(refusal)) {
            return;
        }
        var instead = "instead." + refusal.code();
        if (wanted.voice().texts().has(instead)
                && lexicon.matches("asksInstead", wanted.intent().text())) {
            draft.say(wanted.say(instead));
        } else if (!documents.answerGuest()) {
            draft.say(words.refusal(refusal, wanted.intent().entities().orderIds()));
        }
        draft.card(refusal);
        offerInstead(refusal.code());
    }

    /** What the words of the refusal offer. */
    private void offerInstead(String code) {
        switch (code) {
            case "return-window-over", "not-returnable", "nothing-to-return" ->
                wanted.offer(Intent.COMPLAINT, Variants.REQUEST, "suggest.complaint.open");
            case "no-open-orders", "no-such-orders" ->
                wanted.offer(Intent.ORDER_STATUS, Variants.MY_ORDERS, "suggest.orders");
            default -> {}
        }
    }
}
