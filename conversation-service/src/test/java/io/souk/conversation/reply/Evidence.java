package io.souk.conversation.reply;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.DeliveryView;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.OrderView;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.TrackingStep;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A turn's evidence for tests, as the other services bring it. */
public final class Evidence {
    public static final ProductView X1 = product(
            "techpro-x1",
            "TechPro X1",
            "Laptops",
            "1299.00",
            14,
            "A 14-inch work laptop with a sharp matte screen and a full working day on one charge. Two Thunderbolt 4 ports"
                    + " drive a dock. The battery can be replaced.",
            specs(
                    "Display", "14-inch IPS, 2560 x 1600, 60 Hz",
                    "Memory", "16 GB",
                    "Battery", "70 Wh",
                    "Battery life", "12 h",
                    "Weight", "1.29 kg",
                    "Charging", "USB-C PD 65 W"));
    public static final ProductView X2 = product(
            "techpro-x2",
            "TechPro X2",
            "Laptops",
            "1699.00",
            0,
            "The X2 is lighter.",
            specs("Display", "14-inch OLED", "Memory", "32 GB", "Battery life", "14 h"));
    public static final ProductView DOCK =
            product("portage-tb4-dock", "Portage TB4 Dock", "Docks & Hubs", "219.00", 5, "A dock.", Map.of());

    public static final Passage X1_BATTERY = new Passage(
            "manual-techpro-x1",
            "v1",
            "manual-techpro-x1#2",
            "TechPro X1 User Manual",
            "Battery and charging",
            """
            ## Battery and charging

            The battery of the TechPro X1 lasts up to 12 hours of office work and web browsing at 150 nits, or about 9 hours of \
            video calls. Its capacity is 70 Wh. With the 65 W charger it fills from empty to half in 35 minutes and completely in \
            1 hour 50 minutes. Any USB-C PD charger of 45 W or more charges the X1, more slowly below 65 W. In Settings, Power, \
            you can stop charging at 80 %, which is kinder to a laptop that stays at a desk.
            """,
            "manual",
            "techpro-x1",
            0.9);
    public static final Passage REFUND_TIME = new Passage(
            "policy-refunds",
            "v3",
            "policy-refunds#1",
            "Refunds: how and when you get your money back",
            "How long a refund takes",
            """
            A refund to the original payment method, such as a card or PayPal, arrives 5 to 7 business days after we have approved \
            it. A refund to a Souk gift card is there at once. We check returned parcels within 2 business days of their arrival \
            and approve the refund on the same day. For a cancelled order the refund is approved immediately.
            """,
            "policy",
            null,
            0.8);
    public static final Passage SHIPPING = new Passage(
            "policy-shipping-options",
            "v1",
            "policy-shipping-options#1",
            "Shipping options, costs and times",
            "Germany and Austria",
            """
            ## Germany and Austria

            | Option | Cost | Delivery time |
            |---|---|---|
            | Standard | 4.90 EUR, free from 50 EUR | 2 to 4 business days |
            | Express | 9.90 EUR | next business day when ordered before 14:00 |

            The order value counts after discounts and before a gift card is used. Monitors and other parcels above 20 kg travel \
            by standard delivery only.
            """,
            "policy",
            null,
            0.8);
    public static final Passage RETURN_WINDOW = new Passage(
            "policy-returns",
            "v1",
            "policy-returns#1",
            "Returns within 30 days",
            "The return window",
            """
            The window is 30 days after delivery. Day one is the day after the last parcel of the order was handed over to you. \
            The return counts as in time if you register it on the thirtieth day at the latest.
            """,
            "policy",
            null,
            0.7);

    public static final OrderView ORDER = new OrderView(
            "ORD-1001",
            "IN_TRANSIT",
            LocalDate.of(2026, 11, 18),
            List.of(new OrderLine("portage-tb4-dock", "Portage TB4 Dock", 1, new BigDecimal("219.00"))),
            new BigDecimal("219.00"),
            "EUR",
            new DeliveryView(
                    "DHL",
                    "JD014600003829471120",
                    LocalDate.of(2031, 11, 25),
                    null,
                    false,
                    List.of(new TrackingStep(
                            Instant.parse("2031-11-21T05:50:00Z"),
                            "in_transit",
                            "Berlin",
                            "Arrived at the delivery region"))));

    public static final ReplyProperties PROPERTIES = new ReplyProperties(Locale.UK, ZoneId.of("Europe/Berlin"), 0.35);

    private Evidence() {}

    public static Composer composer() {
        return new Composer(new Texts(PROPERTIES), PROPERTIES);
    }

    public static PendingAction pending(String operation, PendingAction.Awaiting awaiting) {
        return new PendingAction("p-1", operation, awaiting, "ORD-1002", Instant.parse("2099-01-01T00:00:00Z"));
    }

    public static ProductView product(
            String id,
            String name,
            String category,
            String price,
            int stock,
            String description,
            Map<String, String> specs) {
        return new ProductView(id, name, "TechPro", category, new BigDecimal(price), "EUR", stock, description, specs);
    }

    public static Map<String, String> specs(String... namesAndValues) {
        var specs = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            specs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return specs;
    }

    public static Asked asked(String question, Intent intent, @Nullable String variant) {
        return new Asked(question, intent, variant);
    }

    /** A question with what was found for it. */
    public static final class Asked {
        private final String question;
        private final Intent intent;
        private final @Nullable String variant;
        private final List<EvidenceGathered> evidence = new ArrayList<>();
        private final List<ProductMention> products = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private final Set<Route> missing = EnumSet.noneOf(Route.class);
        private double confidence = 0.9;
        private @Nullable PendingAction pending;
        private int misunderstood;
        private String turnId = "t-1";

        private Asked(String question, Intent intent, @Nullable String variant) {
            this.question = question;
            this.intent = intent;
            this.variant = variant;
        }

        public Asked about(ProductView... views) {
            for (var view : views) {
                products.add(new ProductMention(view.id(), view.name(), view.name(), 1, 1));
            }
            return this;
        }

        Asked ofOrder(String id) {
            orders.add(id);
            return this;
        }

        public Asked found(Route route, Finding... findings) {
            return brought(route, Outcome.FOUND, null, findings);
        }

        public Asked brought(Route route, Outcome outcome, @Nullable PendingAction action, Finding... findings) {
            evidence.add(new EvidenceGathered(
                    Meta.first("e-" + route, "c-1", turnId), route, outcome, List.of(findings), action));
            return this;
        }

        public Asked without(Route route) {
            missing.add(route);
            return this;
        }

        public Asked confidence(double value) {
            confidence = value;
            return this;
        }

        public Asked pending(PendingAction action) {
            pending = action;
            return this;
        }

        public Asked misunderstood(int times) {
            misunderstood = times;
            return this;
        }

        public Asked turn(String id) {
            turnId = id;
            return this;
        }

        public Gathered gathered() {
            var classified = new IntentClassified(
                    Meta.first("i-1", "c-1", turnId),
                    question,
                    question,
                    List.of(
                            new RankedIntent(intent, variant, confidence),
                            new RankedIntent(Intent.DELIVERY, "options", 0.05),
                            new RankedIntent(Intent.PAYMENT, null, 0.04)),
                    new Entities(products, List.of(), orders, List.of()),
                    Set.of(Route.RAG),
                    null,
                    "u-alice",
                    Focus.NONE,
                    pending,
                    "embedding");
            return new Gathered(turnId, classified, evidence, missing, pending, misunderstood);
        }

        public Reply reply() {
            return composer().compose(List.of(gathered()));
        }

        /** One reply to all of it. */
        Reply replyWith(Asked... further) {
            var all = new ArrayList<>(List.of(gathered()));
            List.of(further).forEach(asked -> all.add(asked.gathered()));
            return composer().compose(all);
        }
    }
}
