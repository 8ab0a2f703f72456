package io.souk.conversation.reply;

import io.souk.events.Finding.Done;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.OrderView;
import io.souk.events.Finding.Orders;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Finding.Refusal;
import io.souk.events.PendingAction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said of orders and of what is done to them. */
final class OrderWords {
    /** ICU's {@code select} has no null. */
    private static final String NONE = "none";

    private static final int MOST_LINES = 8;
    /** Of an order, in a sentence. */
    private static final int MOST_NAMES = 2;
    /** Of an address: when more is missing, all of it is asked for. */
    private static final int MOST_PARTS = 2;

    private final Voice voice;

    OrderWords(Voice voice) {
        this.voice = voice;
    }

    /** "is in transit" */
    static String status(Voice voice, String status) {
        var key = status.toLowerCase(Locale.ROOT).replace(' ', '_');
        return voice.sayFor(
                "order.status", key, "status", status.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** Where it is, and what was the last heard of it. */
    String track(OrderView order) {
        var sentences = new ArrayList<String>();
        var delivery = order.delivery();
        var status = status(voice, order.status());
        var names = names(order);
        if (isDelivered(order)) {
            sentences.add(voice.say(
                    "order.track.delivered", "order", order.id(), "items", names, "date", deliveredOn(order)));
        } else if (delivery == null || delivery.trackingNumber().isBlank() || delivery.deliveredOn() != null) {
            sentences.add(voice.say("order.track", "order", order.id(), "items", names, "status", status));
        } else {
            sentences.add(voice.say(
                    "order.track.carrier",
                    "order",
                    order.id(),
                    "items",
                    names,
                    "status",
                    status,
                    "carrier",
                    delivery.carrier(),
                    "number",
                    delivery.trackingNumber()));
        }
        sentences.add(expected(order));
        if (delivery != null && !delivery.steps().isEmpty()) {
            var step = delivery.steps().getLast();
            sentences.add(voice.say(
                    "order.step",
                    "text",
                    step.text(),
                    "place",
                    step.place() == null || step.place().isBlank() ? NONE : step.place(),
                    "date",
                    voice.texts().date(step.at())));
        }
        return joined(sentences);
    }

    /** Where it is, behind what was asked of it. */
    String where(OrderView order) {
        return isDelivered(order)
                ? voice.say("order.delivered", "date", deliveredOn(order))
                : joined(List.of(voice.say("order.state", "status", status(voice, order.status())), expected(order)));
    }

    /** What several orders cost, each and together; empty of one, of very many and in several currencies. */
    Optional<String> sum(Orders list) {
        var orders = list.orders();
        var currencies = orders.stream().map(OrderView::currency).distinct().toList();
        if (orders.size() < 2 || orders.size() > MOST_LINES || currencies.size() > 1) {
            return Optional.empty();
        }
        var total = orders.stream().map(OrderView::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        var each = orders.stream()
                .map(order -> voice.say(
                        "orders.sum.each",
                        "order",
                        order.id(),
                        "items",
                        names(order),
                        "date",
                        placedOn(order),
                        "money",
                        money(order.total(), order.currency())))
                .toList();
        return Optional.of(voice.say(
                "orders.sum",
                "count",
                orders.size(),
                "money",
                money(total, currencies.getFirst()),
                "list",
                voice.texts().list(each)));
    }

    /**
     * What it holds, what it cost or when it was placed, if that was asked.
     *
     * @param products ids of those that the question names: of several things in an order they are what is asked about
     */
    Optional<String> asked(OrderView order, Set<String> products, String question, Lexicon lexicon) {
        if (lexicon.matches("asksOrderCost", question)) {
            var named = order.items().stream()
                    .filter(line -> products.contains(line.productId()))
                    .toList();
            if (!named.isEmpty() && named.size() < order.items().size()) {
                return Optional.of(cost(order, named));
            }
            var goods = order.items().stream()
                    .map(line -> line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            var shipping = order.total().subtract(goods);
            return Optional.of(voice.say(
                    "order.cost",
                    "order",
                    order.id(),
                    "items",
                    names(order),
                    "money",
                    money(order.total(), order.currency()),
                    "shipping",
                    shipping.signum() < 0 ? NONE : shipping.signum() == 0 ? "free" : "paid",
                    "shippingMoney",
                    money(shipping.max(BigDecimal.ZERO), order.currency())));
        }
        if (lexicon.matches("asksOrderItems", question)) {
            return Optional.of(voice.say("order.items", "order", order.id(), "list", items(order.items())));
        }
        var placed = order.placedOn();
        return placed != null && lexicon.matches("asksOrderPlaced", question)
                ? Optional.of(voice.say(
                        "order.placed",
                        "order",
                        order.id(),
                        "items",
                        names(order),
                        "date",
                        voice.texts().date(placed)))
                : Optional.empty();
    }

    private String placedOn(OrderView order) {
        var day = order.placedOn();
        return day == null ? NONE : voice.texts().date(day);
    }

    /** Of some of its things. */
    private String cost(OrderView order, List<OrderLine> lines) {
        var each = lines.stream()
                .map(line -> voice.say(
                        "order.cost.item",
                        "item",
                        voice.say("order.item", "quantity", line.quantity(), "name", line.name()),
                        "money",
                        money(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())), order.currency())))
                .toList();
        return voice.say(
                "order.cost.items",
                "order",
                order.id(),
                "list",
                voice.texts().list(each),
                "money",
                money(order.total(), order.currency()));
    }

    private static boolean isDelivered(OrderView order) {
        var delivery = order.delivery();
        return delivery != null
                && delivery.deliveredOn() != null
                && order.status().equalsIgnoreCase("delivered");
    }

    private String deliveredOn(OrderView order) {
        return voice.texts()
                .date(Objects.requireNonNull(
                        Objects.requireNonNull(order.delivery()).deliveredOn()));
    }

    private String expected(OrderView order) {
        var delivery = order.delivery();
        if (delivery == null || isDelivered(order)) {
            return "";
        }
        if (delivery.deliveredOn() != null) {
            return voice.say("order.delivered", "date", deliveredOn(order));
        }
        var expected = delivery.expectedOn();
        if (delivery.late()) {
            return expected == null
                    ? voice.say("order.late.unknown")
                    : voice.say("order.late", "date", voice.texts().date(expected));
        }
        return expected == null
                ? ""
                : voice.say("order.expected", "date", voice.texts().date(expected));
    }

    /** What is in it, in the few words that go into a sentence. */
    private String names(OrderView order) {
        var lines = order.items().stream()
                .map(line -> voice.say("order.item", "quantity", line.quantity(), "name", line.name()))
                .toList();
        return lines.size() <= MOST_NAMES
                ? voice.texts().list(lines)
                : voice.say("order.names", "first", lines.getFirst(), "count", lines.size() - 1);
    }

    private static String joined(List<String> sentences) {
        return String.join(
                " ", sentences.stream().filter(sentence -> !sentence.isBlank()).toList());
    }

    /** What follows the tracking when somebody worries. */
    String reassurance(OrderView order) {
        var delivery = order.delivery();
        if (delivery == null || delivery.deliveredOn() != null) {
            return "";
        }
        if (order.status().equalsIgnoreCase("delayed")) {
            return voice.say("order.delayed");
        }
        return delivery.late() ? "" : voice.say("order.notlate");
    }

    /** @param isSome whether there may be others */
    String heading(Orders list, boolean isSome) {
        return voice.say(
                isSome ? "orders.some" : "orders.list", "count", list.orders().size());
    }

    List<String> lines(Orders list) {
        return list.orders().stream().limit(MOST_LINES).map(this::line).toList();
    }

    /** How many have no line; blank if all have. */
    String more(Orders list) {
        var more = list.orders().size() - MOST_LINES;
        return more <= 0 ? "" : voice.say("orders.more", "count", more);
    }

    private String line(OrderView order) {
        var delivery = order.delivery();
        var date = NONE;
        if (delivery != null && delivery.deliveredOn() != null && order.status().equalsIgnoreCase("delivered")) {
            return voice.say(
                    "orders.line.delivered",
                    "order",
                    order.id(),
                    "items",
                    items(order.items()),
                    "date",
                    voice.texts().date(delivery.deliveredOn()));
        }
        if (delivery != null && delivery.deliveredOn() == null && delivery.expectedOn() != null) {
            date = voice.say("orders.line.expected", "date", voice.texts().date(delivery.expectedOn()));
        }
        return voice.say(
                "orders.line",
                "order",
                order.id(),
                "items",
                items(order.items()),
                "status",
                status(voice, order.status()),
                "date",
                date);
    }

    String proposal(Proposal proposal) {
        return voice.sayFor(
                "proposal",
                proposal.action().operation(),
                "operation",
                operation(proposal.action().operation()),
                "order",
                proposal.orderId(),
                "items",
                proposal.items().isEmpty() ? voice.say("proposal.whole") : items(proposal.items()),
                "money",
                money(proposal.amount(), proposal.currency()),
                "destination",
                orNone(proposal.destination()),
                "reason",
                proposal.reason() == null ? NONE : "“" + proposal.reason().strip() + "”",
                "newItems",
                proposal.newItems().isEmpty() ? NONE : items(proposal.newItems()),
                "difference",
                difference(proposal.difference(), proposal.currency()),
                "payment",
                orNone(proposal.payment()),
                "address",
                orNone(proposal.address()),
                "others",
                proposal.others() == null ? -1 : proposal.others());
    }

    /** "€20.00 more", "€20.00 less": what a replacement costs. */
    private String difference(@Nullable BigDecimal difference, @Nullable String currency) {
        if (difference == null || currency == null || difference.signum() == 0) {
            return NONE;
        }
        return voice.say(
                difference.signum() > 0 ? "difference.more" : "difference.less",
                "money",
                voice.texts().money(difference.abs(), currency));
    }

    String question(Question question) {
        var operation = question.action().operation();
        var special = question.slot() + '.' + operation;
        return voice.sayFor(
                "question",
                voice.texts().has("question." + special) ? special : question.slot(),
                "order",
                orNone(question.action().orderId()),
                "about",
                orNone(question.about()),
                "missing",
                question.missing().isEmpty() || question.missing().size() > MOST_PARTS
                        ? NONE
                        : voice.texts()
                                .list(question.missing().stream()
                                        .map(this::part)
                                        .toList()));
    }

    /** "zip" in a customer's words. */
    private String part(String part) {
        return voice.texts().has("address." + part) ? voice.say("address." + part) : part;
    }

    List<String> choices(Question question) {
        return question.choices().stream()
                .map(choice -> choice.label().contains(choice.value())
                        ? choice.label()
                        : voice.say("question.choice", "label", choice.label(), "value", choice.value()))
                .toList();
    }

    /** @param asked whether the customer asked how far it is, instead of asking for it */
    String done(Done done, boolean asked) {
        var base = asked ? "state" : done.repeated() ? "repeated" : "done";
        return voice.sayFor(
                base,
                done.operation(),
                "operation",
                operation(done.operation()),
                "reference",
                done.reference(),
                "order",
                done.orderId(),
                "status",
                voice.texts().has("status." + done.status())
                        ? voice.say("status." + done.status())
                        : done.status().replace('_', ' '),
                "money",
                money(done.amount(), done.currency()),
                "destination",
                orNone(done.destination()),
                "items",
                done.items().isEmpty() ? NONE : items(done.items()),
                "newItems",
                done.newItems().isEmpty() ? NONE : items(done.newItems()),
                "difference",
                difference(done.difference(), done.currency()),
                "payment",
                orNone(done.payment()),
                "address",
                orNone(done.address()));
    }

    /** @param orders that the customer named */
    String refusal(Refusal refusal, List<String> orders) {
        return voice.sayFor(
                "refusal",
                refusal.code(),
                "detail",
                refusal.detail(),
                "orders",
                orders.isEmpty() ? NONE : voice.texts().list(orders));
    }

    /** A mere look-up that was left open is forgotten as easily as it was asked. */
    boolean isWorthReminding(PendingAction pending) {
        return voice.texts().has("operation." + pending.operation());
    }

    String reminder(PendingAction pending) {
        return voice.say(
                pending.awaiting() == PendingAction.Awaiting.CONFIRMATION ? "pending.confirmation" : "pending.input",
                "operation",
                operation(pending.operation()),
                "order",
                orNone(pending.orderId()));
    }

    private String operation(String operation) {
        var key = "operation." + operation;
        return voice.texts().has(key)
                ? voice.say(key)
                : operation.replace('_', ' ').replace('-', ' ');
    }

    private String items(List<OrderLine> lines) {
        return voice.texts()
                .list(lines.stream()
                        .map(line -> voice.say(
                                "order.item",
                                "quantity",
                                line.quantity(),
                                "name",
                                line.options().isEmpty()
                                        ? line.name()
                                        : line.name() + " ("
                                                + String.join(
                                                        ", ", line.options().values()) + ")"))
                        .toList());
    }

    private String money(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null ? NONE : voice.texts().money(amount, currency);
    }

    private static String orNone(@Nullable String value) {
        return value == null || value.isBlank() ? NONE : value;
    }
}
