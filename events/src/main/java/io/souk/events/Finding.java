package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
     * @param text the chunk that was found, with its neighbours where they belong together
     * @param score how probably it answers the question, 0 to 1; from searchers before spans, comparable within one search only
     * @param spans sentences of {@code text} with how near each is to the question, in reading order; from older searchers the nearest
     *     only; empty if not known
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
            double score,
            @JsonInclude(Include.NON_EMPTY) List<Span> spans)
            implements Finding {
        public Passage {
            spans = Check.list(spans);
        }

        /** Whose sentences nobody judged. */
        public Passage(
                String documentId,
                String documentVersion,
                String chunkId,
                String title,
                @Nullable String section,
                String text,
                String category,
                @Nullable String productId,
                double score) {
            this(documentId, documentVersion, chunkId, title, section, text, category, productId, score, List.of());
        }
    }

    /**
     * A sentence of a passage.
     *
     * @param start its first character in the passage's text, counted in UTF-16 units
     * @param end after its last character
     * @param score how near it is to the question; comparable within one search only
     * @param likeness how near it is as a second model reads it, under its heading: a cosine; null from searchers before
     */
    record Span(
            int start,
            int end,
            double score,
            @Nullable @JsonInclude(Include.NON_NULL) Double likeness) {
        /** That no second model has read. */
        public Span(int start, int end, double score) {
            this(start, end, score, null);
        }
    }

    /**
     * Products as a list, or one product.
     *
     * @param heading what the list is ("Laptops", "Similar to TechPro X1")
     * @param total how many there are in all; the list may be shorter
     * @param reasons why each is here, one per product in their order; empty where nothing was wished
     * @param understood the wishes as they were understood ("up to 900 EUR", "light")
     * @param relaxed wishes that nothing fulfils, given up so that there is something to show ("at least 64 GB of memory")
     * @param unmet what it is wanted for, where nothing says that it is for that ("for diving"): the products are what there is, not
     *     what is right. Empty from writers before
     * @param property what a question of detail asks about the one product; null if none is asked, or not understood
     * @param sum what they cost together, if that was asked; null if it was not, or from writers before
     */
    record Products(
            String heading,
            List<ProductView> products,
            int total,
            @JsonInclude(Include.NON_EMPTY) List<String> reasons,
            @JsonInclude(Include.NON_EMPTY) List<String> understood,
            @JsonInclude(Include.NON_EMPTY) List<String> relaxed,
            @JsonInclude(Include.NON_EMPTY) List<String> unmet,
            @Nullable @JsonInclude(Include.NON_NULL) Property property,
            @Nullable @JsonInclude(Include.NON_NULL) Sum sum)
            implements Finding {
        public Products {
            products = Check.list(products);
            reasons = Check.list(reasons);
            understood = Check.list(understood);
            relaxed = Check.list(relaxed);
            unmet = Check.list(unmet);
        }

        /** Nothing to be added up. */
        public Products(
                String heading,
                List<ProductView> products,
                int total,
                List<String> reasons,
                List<String> understood,
                List<String> relaxed,
                List<String> unmet,
                @Nullable Property property) {
            this(heading, products, total, reasons, understood, relaxed, unmet, property, null);
        }

        /** Wishes of which none is unmet. */
        public Products(
                String heading,
                List<ProductView> products,
                int total,
                List<String> reasons,
                List<String> understood,
                List<String> relaxed) {
            this(heading, products, total, reasons, understood, relaxed, List.of(), null);
        }

        /** A list that answers no wishes. */
        public Products(String heading, List<ProductView> products, int total) {
            this(heading, products, total, List.of(), List.of(), List.of());
        }
    }

    /**
     * What several pieces cost together, as the catalogue has it now; without delivery.
     *
     * @param parts in the order they were named, each product once
     * @param amount of all of them, in the one currency they share
     */
    record Sum(List<Part> parts, BigDecimal amount, String currency) {
        public Sum {
            parts = Check.list(parts);
        }
    }

    /**
     * One product of a sum.
     *
     * @param quantity at least 1
     * @param price of one piece
     */
    record Part(String productId, String name, int quantity, BigDecimal price) {}

    /**
     * The line of a data sheet that a question asks for.
     *
     * @param name as the data sheet names it ("Water resistance"); as the question does where the sheet says nothing
     * @param value as the data sheet has it; null where it says nothing
     * @param verdict to a question of yes or no: {@code yes}, {@code no} or {@code unknown}; null to any other
     * @param asked what was asked for, in words ("white", "a headphone socket"); null if the line as a whole
     * @param kinds the kinds in which the product can be had that are so ("in white with 256 GB"), each with its own price and stock;
     *     empty where the product comes in one kind only, or none is so
     */
    record Property(
            String name,
            @Nullable @JsonInclude(Include.NON_NULL) String value,
            @Nullable @JsonInclude(Include.NON_NULL) String verdict,
            @Nullable @JsonInclude(Include.NON_NULL) String asked,
            @JsonInclude(Include.NON_EMPTY) List<Kind> kinds) {
        public Property {
            kinds = Check.list(kinds);
        }
    }

    /** One kind of a product: what tells it from the others, its price in the product's currency, its stock. */
    record Kind(Map<String, String> options, BigDecimal price, int stock) {
        public Kind {
            options = Check.map(options);
        }
    }

    /**
     * Two to four products side by side; each row has one value per product.
     *
     * @param verdicts what the differences mean, the products in general first, then by use
     * @param unknown what cannot be compared because a seller does not say it, in words
     * @param choice which of them all it is, where that was asked ("the lightest of those"); the products are then the first of these.
     *     Null if it was not
     */
    record Comparison(
            List<ProductView> products,
            List<SpecRow> rows,
            @JsonInclude(Include.NON_EMPTY) List<Verdict> verdicts,
            @JsonInclude(Include.NON_EMPTY) List<String> unknown,
            @Nullable @JsonInclude(Include.NON_NULL) Choosing choice)
            implements Finding {
        public Comparison {
            products = Check.list(products);
            rows = Check.list(rows);
            verdicts = Check.list(verdicts);
            unknown = Check.list(unknown);
        }

        /** Side by side, none to be chosen. */
        public Comparison(
                List<ProductView> products, List<SpecRow> rows, List<Verdict> verdicts, List<String> unknown) {
            this(products, rows, verdicts, unknown, null);
        }

        /** Values only. */
        public Comparison(List<ProductView> products, List<SpecRow> rows) {
            this(products, rows, List.of(), List.of());
        }
    }

    /**
     * Several products in the order of one property.
     *
     * @param property as the data sheets name it ("Battery life"), or {@code Price}
     * @param order {@code most}, {@code least} or {@code middle} of it is asked for
     * @param places the asked one first; those of equal rank share the place. {@code middle}: the one between, then the others
     * @param unknown the products whose data sheet does not say it, or in another currency; they have no place
     */
    record Choosing(
            String property,
            String order,
            List<Place> places,
            @JsonInclude(Include.NON_EMPTY) List<ProductName> unknown) {
        public Choosing {
            places = Check.list(places);
            unknown = Check.list(unknown);
        }
    }

    /**
     * A product's place.
     *
     * @param rank from 1; equal values have equal ranks
     * @param value as the data sheet has it
     */
    record Place(String productId, String name, int rank, String value) {}

    /**
     * What a comparison comes to.
     *
     * @param use {@code overall}, or what the product would be used for ("travel")
     * @param productId the product this is said of; for a use, the better one
     * @param text without the product's name: "lighter and longer lasting, but half the storage"
     */
    record Verdict(String use, String productId, String text) {}

    /**
     * One line of a comparison.
     *
     * @param values one per product, in the comparison's order; an empty string where unknown
     * @param best index of the better value where the spec has a direction; null otherwise
     * @param marks one per product: {@code better}, {@code worse}, {@code between}, {@code equal} or {@code unknown}, or an empty string for
     *     a known value of a spec without direction; the whole list is empty where such a spec is known of all
     */
    record SpecRow(
            String name,
            List<String> values,
            boolean differs,
            @Nullable Integer best,
            @JsonInclude(Include.NON_EMPTY) List<String> marks) {
        public SpecRow {
            values = Check.list(values);
            marks = Check.list(marks);
        }

        /** Without marks. */
        public SpecRow(String name, List<String> values, boolean differs, @Nullable Integer best) {
            this(name, values, differs, best, List.of());
        }
    }

    /**
     * What works with a product, each with the reason; or whether one named other does.
     *
     * @param matches what works with it; the other alone if that was asked for and it does
     * @param other the other product that was named; null if none was
     * @param verdict whether that one works: {@code yes}, {@code no} or {@code unknown}; null if none was named
     * @param reason why, as a sentence; null if none was named
     * @param path the steps that lead to the verdict, in words; empty where a seller simply says so
     * @param misfits of what the customer has bought: what does not work with it, or of which that is not known
     */
    record Compatibility(
            ProductView product,
            List<Match> matches,
            @Nullable @JsonInclude(Include.NON_NULL) ProductView other,
            @Nullable @JsonInclude(Include.NON_NULL) String verdict,
            @Nullable @JsonInclude(Include.NON_NULL) String reason,
            @JsonInclude(Include.NON_EMPTY) List<String> path,
            @JsonInclude(Include.NON_EMPTY) List<Misfit> misfits)
            implements Finding {
        public Compatibility {
            matches = Check.list(matches);
            path = Check.list(path);
            misfits = Check.list(misfits);
        }

        /** Whether one other does, or what does, whatever the customer has. */
        public Compatibility(
                ProductView product,
                List<Match> matches,
                @Nullable ProductView other,
                @Nullable String verdict,
                @Nullable String reason,
                List<String> path) {
            this(product, matches, other, verdict, reason, path, List.of());
        }

        /** With the catalogue. */
        public Compatibility(ProductView product, List<Match> matches) {
            this(product, matches, null, null, null, List.of());
        }
    }

    /**
     * Something that was bought and does not work with the product, or of which nobody says that it does.
     *
     * @param verdict {@code no} or {@code unknown}
     * @param reason why, as a sentence
     */
    record Misfit(ProductName product, String verdict, String reason) {}

    /**
     * One thing that works with another, and why.
     *
     * @param path the steps a rule took, in words; empty where a seller simply says so
     * @param owned true if the customer has bought it; null if not, or if nobody knows
     */
    record Match(
            ProductView product,
            String reason,
            @JsonInclude(Include.NON_EMPTY) List<String> path,
            @Nullable @JsonInclude(Include.NON_NULL) Boolean owned) {
        public Match {
            path = Check.list(path);
        }

        /** Because a seller says so. */
        public Match(ProductView product, String reason) {
            this(product, reason, List.of(), null);
        }
    }

    /**
     * A product as the reply shows it; {@code specs} in reading order.
     *
     * @param successor the newer product, if there is one in the catalogue; null if there is none, or where nobody looked
     */
    record ProductView(
            String id,
            String name,
            String brand,
            String category,
            BigDecimal price,
            String currency,
            int stock,
            @Nullable String description,
            Map<String, String> specs,
            @Nullable @JsonInclude(Include.NON_NULL) ProductName successor) {
        public ProductView {
            specs = Check.map(specs);
        }

        /** Without a successor. */
        public ProductView(
                String id,
                String name,
                String brand,
                String category,
                BigDecimal price,
                String currency,
                int stock,
                @Nullable String description,
                Map<String, String> specs) {
            this(id, name, brand, category, price, currency, stock, description, specs, null);
        }
    }

    /** Which product, and what it is called. */
    record ProductName(String id, String name) {}

    /** One order of the customer's own. */
    record Order(OrderView order) implements Finding {}

    /** Several orders of the customer's own, newest first. */
    record Orders(List<OrderView> orders) implements Finding {
        public Orders {
            orders = Check.list(orders);
        }
    }

    /**
     * An order as its owner may see it.
     *
     * @param placedOn null where nobody told us
     */
    record OrderView(
            String id,
            String status,
            @Nullable LocalDate placedOn,
            List<OrderLine> items,
            BigDecimal total,
            String currency,
            @Nullable DeliveryView delivery) {
        public OrderView {
            items = Check.list(items);
        }
    }

    /**
     * Some pieces of one thing.
     *
     * @param itemId the variant; null where none is known
     * @param options what tells the variant from the product's others, in reading order
     */
    record OrderLine(
            String productId,
            String name,
            int quantity,
            BigDecimal unitPrice,
            @Nullable @JsonInclude(Include.NON_NULL) String itemId,
            @JsonInclude(Include.NON_EMPTY) Map<String, String> options) {
        public OrderLine {
            options = Check.map(options);
        }

        /** Of a product without variants. */
        public OrderLine(String productId, String name, int quantity, BigDecimal unitPrice) {
            this(productId, name, quantity, unitPrice, null, Map.of());
        }
    }

    /**
     * Where a parcel is.
     *
     * @param expectedOn null when unknown
     * @param deliveredOn null until delivered
     * @param late whether the expected date has passed without delivery
     * @param steps oldest first
     * @param state preparing, in_transit, out_for_delivery, delayed, delivered, lost or returned; null from writers before states
     */
    record DeliveryView(
            String carrier,
            String trackingNumber,
            @Nullable LocalDate expectedOn,
            @Nullable LocalDate deliveredOn,
            boolean late,
            List<TrackingStep> steps,
            @Nullable @JsonInclude(Include.NON_NULL) String state) {
        public DeliveryView {
            steps = Check.list(steps);
        }

        /** Whose state nobody says. */
        public DeliveryView(
                String carrier,
                String trackingNumber,
                @Nullable LocalDate expectedOn,
                @Nullable LocalDate deliveredOn,
                boolean late,
                List<TrackingStep> steps) {
            this(carrier, trackingNumber, expectedOn, deliveredOn, late, steps, null);
        }
    }

    record TrackingStep(Instant at, String status, String place, String text) {}

    /**
     * What will happen if the customer says yes.
     *
     * @param orderId empty if it is about the customer's own data
     * @param items the lines concerned; empty if the whole order is
     * @param amount money back; null where none moves
     * @param destination where the money goes ("Visa ending 4242"); null where none moves
     * @param newItems what {@code items} become, in their order; empty where nothing is replaced
     * @param difference what the customer pays on top, less than nothing if it goes back; null where nothing is replaced
     * @param payment what is or will be paid with ("PayPal"); null where that stays
     * @param address where it will be sent, in one line; null where that stays
     * @param others set if nothing more can be done with the order afterwards: how many items it has besides, one of which the
     *     customer may have forgotten
     */
    record Proposal(
            PendingAction action,
            String orderId,
            List<OrderLine> items,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String destination,
            @Nullable String reason,
            @JsonInclude(Include.NON_EMPTY) List<OrderLine> newItems,
            @Nullable @JsonInclude(Include.NON_NULL) BigDecimal difference,
            @Nullable @JsonInclude(Include.NON_NULL) String payment,
            @Nullable @JsonInclude(Include.NON_NULL) String address,
            @Nullable @JsonInclude(Include.NON_NULL) Integer others)
            implements Finding {
        public Proposal {
            items = Check.list(items);
            newItems = Check.list(newItems);
        }

        /** Where nothing is replaced, moved or paid. */
        public Proposal(
                PendingAction action,
                String orderId,
                List<OrderLine> items,
                @Nullable BigDecimal amount,
                @Nullable String currency,
                @Nullable String destination,
                @Nullable String reason) {
            this(action, orderId, items, amount, currency, destination, reason, List.of(), null, null, null, null);
        }
    }

    /**
     * What the customer must say before a proposal can be made.
     *
     * @param slot {@code order}, {@code item}, {@code variant}, {@code payment}, {@code address} or {@code reason}
     * @param choices what can be chosen; empty for free text
     * @param missing which parts of an address are not known yet ({@code city})
     * @param about what a variant is asked for ("Sonara Calm 700"); null where the slot says all
     */
    record Question(
            PendingAction action,
            String slot,
            List<Choice> choices,
            @JsonInclude(Include.NON_EMPTY) List<String> missing,
            @Nullable @JsonInclude(Include.NON_NULL) String about)
            implements Finding {
        public Question {
            choices = Check.list(choices);
            missing = Check.list(missing);
        }

        /** Whose slot says all. */
        public Question(PendingAction action, String slot, List<Choice> choices) {
            this(action, slot, choices, List.of(), null);
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
     * @param reference the refund or complaint number; the order's own where there is no other
     * @param orderId empty if it is about the customer's own data
     * @param status where it stands ({@code requested}, {@code open}, …)
     * @param repeated true when it had been done before and nothing happened now
     * @param items the lines concerned, where some are
     * @param newItems what {@code items} become, in their order
     * @param difference what the customer pays on top, less than nothing if it goes back; null where nothing is replaced
     * @param payment what is paid with; null where that stays
     * @param address where it will be sent, in one line; null where that stays
     */
    record Done(
            String operation,
            String reference,
            String orderId,
            String status,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String destination,
            boolean repeated,
            @JsonInclude(Include.NON_EMPTY) List<OrderLine> items,
            @JsonInclude(Include.NON_EMPTY) List<OrderLine> newItems,
            @Nullable @JsonInclude(Include.NON_NULL) BigDecimal difference,
            @Nullable @JsonInclude(Include.NON_NULL) String payment,
            @Nullable @JsonInclude(Include.NON_NULL) String address)
            implements Finding {
        public Done {
            items = Check.list(items);
            newItems = Check.list(newItems);
        }

        /** Where nothing is replaced or moved. */
        public Done(
                String operation,
                String reference,
                String orderId,
                String status,
                @Nullable BigDecimal amount,
                @Nullable String currency,
                @Nullable String destination,
                boolean repeated) {
            this(
                    operation,
                    reference,
                    orderId,
                    status,
                    amount,
                    currency,
                    destination,
                    repeated,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null);
        }
    }

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
