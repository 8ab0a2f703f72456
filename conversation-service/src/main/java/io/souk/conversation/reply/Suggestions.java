package io.souk.conversation.reply;

import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.ProductView;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import java.util.List;

/** What the customer might say next; each is a sentence that Souk understands as it stands. */
final class Suggestions {
    private final Voice voice;
    private final Draft draft;

    Suggestions(Voice voice, Draft draft) {
        this.voice = voice;
        this.draft = draft;
    }

    void followUps(IntentClassified intent, List<Finding> findings, boolean silent) {
        // What was asked comes before what else could be done.
        findings.stream().filter(Finding.Question.class::isInstance).forEach(this::afterFinding);
        findings.stream()
                .filter(finding -> !(finding instanceof Finding.Question))
                .forEach(this::afterFinding);
        afterIntent(intent.top(), silent);
    }

    /** For somebody who wants to know what can be done here. */
    void start() {
        add("suggest.list.laptops").add("suggest.track").add("suggest.refund.policy");
    }

    private void afterFinding(Finding finding) {
        switch (finding) {
            case Finding.Proposal _ -> add("suggest.yes").add("suggest.no");
            case Finding.Question question ->
                question.choices().stream().map(Suggestions::chosen).forEach(draft::suggest);
            case Finding.Comparison comparison -> {
                compatible(comparison.products().getFirst());
                compatible(comparison.products().getLast());
            }
            case Finding.Compatibility compatibility -> {
                compatibility.matches().stream().limit(1).forEach(match -> about(match.product()));
                similar(compatibility.product());
            }
            case Finding.Products list -> afterProducts(list.products());
            case Finding.Order order -> {
                var delivery = order.order().delivery();
                if (delivery != null && delivery.deliveredOn() != null) {
                    draft.suggest(voice.say(
                            "suggest.return.order", "order", order.order().id()));
                    add("suggest.complaint");
                } else {
                    add("suggest.late");
                }
                add("suggest.orders");
            }
            case Finding.Orders list ->
                list.orders().stream()
                        .limit(2)
                        .forEach(order -> draft.suggest(voice.say("suggest.track.order", "order", order.id())));
            case Finding.Done _ -> add("suggest.orders");
            case Finding.Refusal refusal -> afterRefusal(refusal.code());
            case Finding.Passage _, Finding.Unknown _ -> {}
        }
    }

    private void afterProducts(List<ProductView> products) {
        if (products.isEmpty()) {
            return;
        }
        var first = products.getFirst();
        if (products.size() == 1) {
            compatible(first);
            similar(first);
            return;
        }
        about(first);
        draft.suggest(voice.say(
                "suggest.compare",
                "first",
                first.name(),
                "second",
                products.get(1).name()));
        compatible(first);
    }

    private void afterRefusal(String code) {
        switch (code) {
            case "sign-in-required" -> add("suggest.list.laptops").add("suggest.return.policy");
            case "two-products-needed", "product-needed" -> add("suggest.list.laptops");
            case "order-not-found" -> add("suggest.orders").add("suggest.person");
            case "return-window-over", "nothing-to-return", "not-returnable" ->
                add("suggest.complaint.open").add("suggest.warranty");
            default -> add("suggest.orders");
        }
    }

    private void afterIntent(RankedIntent top, boolean silent) {
        switch (top.intent()) {
            case REFUND, EXCHANGE -> {
                if (top.is(top.intent(), Variants.POLICY)) {
                    add("suggest.return").add("suggest.return.policy");
                }
            }
            case DELIVERY -> {
                if (top.is(Intent.DELIVERY, Variants.OPTIONS, Variants.ADDRESS)) {
                    add("suggest.track").add("suggest.shipping");
                }
            }
            case GREETING, GENERAL, OUT_OF_SCOPE, THANKS, DENY, AFFIRM -> start();
            case PAYMENT -> add("suggest.payment").add("suggest.refund.policy");
            case COMPLAINT -> {
                if (silent) {
                    add("suggest.complaint").add("suggest.person");
                }
            }
            case ACCOUNT -> add("suggest.person");
            case PRODUCT_INFO, ORDER_STATUS, COMPARISON, COMPATIBILITY, RECOMMENDATION, ORDER_CHANGE, HUMAN_AGENT -> {}
        }
    }

    /** What is plain to read is as well understood as what is short. */
    private static String chosen(Choice choice) {
        return choice.label().contains("(" + choice.value() + ")") ? choice.label() : choice.value();
    }

    private Suggestions add(String key) {
        draft.suggest(voice.say(key));
        return this;
    }

    private void about(ProductView product) {
        draft.suggest(voice.say("suggest.about", "product", product.name()));
    }

    private void compatible(ProductView product) {
        draft.suggest(voice.say("suggest.compatible", "product", product.name()));
    }

    private void similar(ProductView product) {
        draft.suggest(voice.say("suggest.similar", "product", product.name()));
    }
}
