package io.souk.tools.refunds;

import io.souk.events.Finding.Refusal;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.products.Products.Offer;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.rules.Rule;
import io.souk.tools.rules.RuleBook;
import io.souk.tools.rules.Rules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What {@link Rules} mean for returns and exchanges of customers who ask; a trusted caller's operation knows no window. */
@Component
public class RefundRules {
    private final Supplier<RuleBook> rules;

    @Autowired
    RefundRules(Rules rules) {
        this(rules::current);
    }

    RefundRules(Supplier<RuleBook> rules) {
        this.rules = rules;
    }

    /**
     * Why these items can't be sent back on that day; null if they can. Day one is the day after delivery.
     *
     * @param places of the items in the order
     * @param offers what is known of the products, by id
     * @param delivered null where nobody told us: then there is no window to miss
     */
    public @Nullable Refusal returnRefusal(
            Order order,
            Collection<Integer> places,
            Map<String, Offer> offers,
            @Nullable LocalDate delivered,
            LocalDate today) {
        var refusal = refusal(order, places, offers, delivered, today, Rule.RETURN_WINDOW_DAYS);
        return refusal != null ? refusal : exclusion(order, places, offers);
    }

    /** As {@link #returnRefusal}, for an exchange. */
    public @Nullable Refusal exchangeRefusal(
            Order order,
            Collection<Integer> places,
            Map<String, Offer> offers,
            @Nullable LocalDate delivered,
            LocalDate today) {
        return refusal(order, places, offers, delivered, today, Rule.EXCHANGE_WINDOW_DAYS);
    }

    /** The price paid; of a whole order the standard shipping cost as well. */
    public BigDecimal amount(Purchase purchase, Collection<Integer> lines) {
        var order = purchase.order();
        var items = lines.stream()
                .distinct()
                .map(place -> order.items().get(place))
                .map(Line::price)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var whole = Set.copyOf(lines).size() == order.items().size();
        return (whole ? items.add(standardShipping(purchase)) : items).setScale(2);
    }

    /** Whether so much money needs a person's word. */
    public boolean needsPerson(BigDecimal amount) {
        return amount.compareTo(rules.get().amount(Rule.REFUND_PERSON_ABOVE)) > 0;
    }

    /** The version that holds now. */
    public int version() {
        return rules.get().version();
    }

    /** For how many days a parcel that is said to be delivered can be missed. */
    public int missingParcelDays() {
        return rules.get().days(Rule.MISSING_PARCEL_DAYS, null);
    }

    private @Nullable Refusal refusal(
            Order order,
            Collection<Integer> places,
            Map<String, Offer> offers,
            @Nullable LocalDate delivered,
            LocalDate today,
            Rule window) {
        switch (order.status()) {
            case Status.DELIVERED -> {}
            case Status.CANCELLED -> {
                return Refusals.orderCancelled(order.orderId());
            }
            case Status.RETURN_REQUESTED, Status.EXCHANGE_REQUESTED -> {
                return Refusals.sentBackBefore(order.orderId());
            }
            default -> {
                return Refusals.notArrivedYet(order.orderId(), named(order, places));
            }
        }
        if (delivered == null) {
            return null;
        }
        var book = rules.get();
        // Items of several sellers go back together only while all of them may.
        var days = places.stream()
                .map(place -> offer(order, place, offers).sellerId())
                .mapToInt(seller -> book.days(window, seller))
                .min()
                .orElseGet(() -> book.days(window, null));
        return today.isAfter(delivered.plusDays(days))
                ? Refusals.windowOver(named(order, places), order.orderId(), delivered, days)
                : null;
    }

    private @Nullable Refusal exclusion(Order order, Collection<Integer> places, Map<String, Offer> offers) {
        var book = rules.get();
        return places.stream()
                .filter(place -> {
                    var offer = offer(order, place, offers);
                    return book.list(Rule.RETURN_EXCLUDED_CATEGORIES, offer.sellerId()).stream()
                            .anyMatch(category ->
                                    category.equalsIgnoreCase(Objects.requireNonNullElse(offer.category(), "")));
                })
                .findFirst()
                .map(place -> Refusals.notReturnable(order.items().get(place).name(), order.orderId()))
                .orElse(null);
    }

    /** "The Calm 700", "The Calm 700 and the M2"; without places all of it. */
    private static String named(Order order, Collection<Integer> places) {
        var names = (places.isEmpty()
                        ? order.items()
                        : places.stream().map(order.items()::get).toList())
                .stream().map(line -> "the " + line.name()).distinct().toList();
        var list = names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
        return "T" + list.substring(1);
    }

    private static Offer offer(Order order, int place, Map<String, Offer> offers) {
        return offers.getOrDefault(order.items().get(place).productId(), Offer.UNKNOWN);
    }

    private BigDecimal standardShipping(Purchase purchase) {
        var book = rules.get();
        var country = purchase.order().address().country();
        return book.list(Rule.STANDARD_SHIPPING_COUNTRIES, null).contains(country)
                ? purchase.shippingCost().min(book.amount(Rule.STANDARD_SHIPPING_PRICE))
                : purchase.shippingCost();
    }
}
