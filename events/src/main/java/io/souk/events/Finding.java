package io.souk.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One piece of evidence; the same shapes are the cards that a chat page shows. Field {@code kind} tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = Finding.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.Passage.class, name = "passage"),
    @JsonSubTypes.Type(value = Finding.Products.class, name = "products"),
    @JsonSubTypes.Type(value = Finding.Comparison.class, name = "comparison"),
    @JsonSubTypes.Type(value = Finding.Compatibility.class, name = "compatibility"),
    @JsonSubTypes.Type(value = Finding.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Finding.Orders.class, name = "orders"),
    @JsonSubTypes.Type(value = Finding.Proposal.class, name = "proposal"),
    @JsonSubTypes.Type(value = Finding.Question.class, name = "question"),
    @JsonSubTypes.Type(value = Finding.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Finding.Refusal.class, name = "refusal"),
    @JsonSubTypes.Type(value = Finding.Unknown.class, name = "unknown")
})
public sealed interface Finding {

    /**
     * A passage of a document.
     *
     * @param documentVersion the version it was read from; a replaced version is never cited again
     * @param section heading path, " › " between levels; null above the first heading
     * @param score the searcher's own score, comparable within one search only
     */
    record Passage(
            String documentId,
            String documentVersion,
            String chunkId,
            String title,
            @Nullable String section,
            String text,
            String category,
            @Nullable String productId,
            double score)
            implements Finding {}

    /**
     * Products as a list, or one product.
     *
     * @param heading what the list is ("Laptops", "Similar to TechPro X1")
     * @param total how many there are in all; the list may be shorter
     */
    record Products(String heading, List<ProductView> products, int total) implements Finding {
        public Products {
            products = Check.list(products);
        }
    }

    /** Two to four products side by side; each row has one value per product, null where unknown. */
    record Comparison(List<ProductView> products, List<SpecRow> rows) implements Finding {
        public Comparison {
            products = Check.list(products);
            rows = Check.list(rows);
        }
    }

    /**
     * One line of a comparison.
     *
     * @param values one per product, in the comparison's order; an empty string where unknown
     * @param best index of the better value where the spec has a direction; null otherwise
     */
    record SpecRow(
            String name,
            List<String> values,
            boolean differs,
            @Nullable Integer best) {
        public SpecRow {
            values = Check.list(values);
        }
    }

    /** What works with a product, each with the reason. */
    record Compatibility(ProductView product, List<Match> matches) implements Finding {
        public Compatibility {
            matches = Check.list(matches);
        }
    }

    /** One thing that works with another, and why. */
    record Match(ProductView product, String reason) {}

    /** A product as the reply shows it; {@code specs} in reading order. */
    record ProductView(
            String id,
            String name,
            String brand,
            String category,
            BigDecimal price,
            String currency,
            int stock,
            @Nullable String description,
            Map<String, String> specs) {
        public ProductView {
            specs = Check.map(specs);
        }
    }

    /** One order of the customer's own. */
    record Order(OrderView order) implements Finding {}

    /** Several orders of the customer's own, newest first. */
    record Orders(List<OrderView> orders) implements Finding {
        public Orders {
            orders = Check.list(orders);
        }
    }

    /** An order as its owner may see it. */
    record OrderView(
            String id,
            String status,
            LocalDate placedOn,
            List<OrderLine> items,
            BigDecimal total,
            String currency,
            @Nullable DeliveryView delivery) {
        public OrderView {
            items = Check.list(items);
        }
    }

    record OrderLine(String productId, String name, int quantity, BigDecimal unitPrice) {}

    /**
     * Where a parcel is.
     *
     * @param expectedOn null when unknown
     * @param deliveredOn null until delivered
     * @param late whether the expected date has passed without delivery
     * @param steps oldest first
     */
    record DeliveryView(
            String carrier,
            String trackingNumber,
            @Nullable LocalDate expectedOn,
            @Nullable LocalDate deliveredOn,
            boolean late,
            List<TrackingStep> steps) {
        public DeliveryView {
            steps = Check.list(steps);
        }
    }

    record TrackingStep(Instant at, String status, String place, String text) {}

    /**
     * What will happen if the customer says yes.
     *
     * @param items the lines concerned; empty if the whole order is
     * @param amount money back; null where none moves
     * @param destination where the money goes ("Visa ending 4242"); null where none moves
     */
    record Proposal(
            PendingAction action,
            String orderId,
            List<OrderLine> items,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String destination,
            @Nullable String reason)
            implements Finding {
        public Proposal {
            items = Check.list(items);
        }
    }

    /**
     * What the customer must say before a proposal can be made.
     *
     * @param slot {@code order}, {@code item} or {@code reason}
     * @param choices what can be chosen; empty for free text
     */
    record Question(PendingAction action, String slot, List<Choice> choices) implements Finding {
        public Question {
            choices = Check.list(choices);
        }
    }

    /**
     * One possible answer to a question.
     *
     * @param value what to say to choose it
     * @param label what a person reads
     */
    record Choice(String value, String label) {}

    /**
     * Something was done, or had been done already.
     *
     * @param reference the refund or complaint number
     * @param status where it stands ({@code requested}, {@code open}, …)
     * @param repeated true when it had been done before and nothing happened now
     */
    record Done(
            String operation,
            String reference,
            String orderId,
            String status,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String destination,
            boolean repeated)
            implements Finding {}

    /**
     * Could not be done, and why.
     *
     * @param code stable: {@code sign-in-required}, {@code order-not-found}, {@code return-window-over}, {@code proposal-expired}, …
     * @param detail in words a customer understands; reveals nothing about others
     */
    record Refusal(String code, String detail) implements Finding {}

    /** A kind newer than this reader: shown by nobody. */
    record Unknown() implements Finding {}
}
