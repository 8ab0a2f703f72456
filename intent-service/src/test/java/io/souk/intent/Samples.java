package io.souk.intent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.souk.events.Entities;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.Meta;
import io.souk.events.Offer;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.ProductEvent.Variant;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.Catalogue;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.catalogue.CatalogueIndex.Product;
import io.souk.intent.classifier.Classifications;
import io.souk.intent.classifier.Encoders;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.IntentModel;
import io.souk.intent.classifier.IntentProperties;
import io.souk.intent.dialogue.TurnInterpreter;
import io.souk.kit.embedding.TextEmbedder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small catalogue and conversations about it. */
public final class Samples {
    public static final List<Product> PRODUCTS = List.of(
            product("techpro-x1", "TechPro X1", "TechPro", "Laptops", "X1", "TechPro X1 laptop"),
            priced("techpro-x2", "TechPro X2", "TechPro", "Laptops", "1599.00", "X2"),
            product("techpro-studio-16", "TechPro Studio 16", "TechPro", "Laptops", "Studio 16"),
            product("ultrabook-14", "UltraBook 14", "Nimbus", "Laptops", "UltraBook", "Nimbus UltraBook"),
            product("kestrel-forge-16", "Kestrel Forge 16", "Kestrel", "Laptops", "Forge 16"),
            product("techpro-dock-pro", "TechPro Dock Pro", "TechPro", "Docks & Hubs", "Dock Pro"),
            product("portage-tb4-dock", "Portage TB4 Dock", "Portage", "Docks & Hubs", "TB4 Dock"),
            product("sonara-calm-700", "Sonara Calm 700", "Sonara", "Headphones", "Calm 700"),
            product("sonara-buds-pro", "Sonara Buds Pro", "Sonara", "Headphones", "Buds Pro"),
            product("sonara-buds-lite", "Sonara Buds Lite", "Sonara", "Headphones", "Buds Lite"),
            product("aurelo-studio-one", "Aurelo Studio One", "Aurelo", "Headphones", "Studio One"),
            product("kestrel-swift", "Kestrel Swift", "Kestrel", "Keyboards & Mice", "Swift mouse"),
            product("tavo-one", "Tavo One", "Tavo", "Phones", "Tavo 1"),
            product("tavo-one-xl", "Tavo One XL", "Tavo", "Phones", "Tavo XL"),
            product("nimbus-note-8", "Nimbus Note 8", "Nimbus", "Phones", "Note 8"),
            product("ampwell-trek-27", "Ampwell Trek 27", "Ampwell", "Chargers & Power Banks", "Trek 27"),
            product("brightfold-tab-10", "Brightfold Tab 10", "Brightfold", "Tablets", "Tab 10"),
            product("vireo-27-qhd", "Vireo 27 QHD", "Vireo", "Monitors", "Vireo 27"));

    public static final CatalogueIndex INDEX = new CatalogueIndex(PRODUCTS);

    private Samples() {}

    /** Settings as they are when nobody sets anything. */
    public static final IntentProperties DEFAULTS =
            new IntentProperties(ZoneId.of("Europe/Berlin"), null, null, 0.6, Duration.ofMillis(1500), 16, 10_000);

    /** The models as they are packed, loaded once for all tests of a process. */
    public static final class Models {
        static final TextEmbedder EMBEDDER = TextEmbedder.load();
        public static final Encoders ENCODERS = new Encoders(EMBEDDER);
        public static final IntentModel MODEL = IntentModel.load();
        public static final IntentClassifier CLASSIFIER = new IntentClassifier(ENCODERS, MODEL);

        private Models() {}
    }

    public static TurnInterpreter interpreter(Catalogue catalogue) {
        var classifications = new Classifications(Models.CLASSIFIER, DEFAULTS, new SimpleMeterRegistry());
        return new TurnInterpreter(classifications, catalogue, Models.EMBEDDER, DEFAULTS);
    }

    public static Product product(String id, String name, String brand, String category, String... aliases) {
        return priced(id, name, brand, category, "99.00", aliases);
    }

    public static Product priced(
            String id, String name, String brand, String category, String price, String... aliases) {
        return new Product(id, name, brand, category, new BigDecimal(price), List.of(aliases));
    }

    public static ProductUpserted upserted(Product product) {
        return upserted(product, Map.of());
    }

    public static ProductUpserted upserted(Product product, Map<String, String> specs) {
        return upserted(product, specs, List.of());
    }

    public static ProductUpserted upserted(Product product, Map<String, String> specs, List<Variant> variants) {
        return new ProductUpserted(
                Meta.first("p-" + product.id() + '-' + product.name(), product.id(), null),
                product.id(),
                product.name(),
                product.brand(),
                product.category(),
                null,
                product.price(),
                "EUR",
                1,
                null,
                specs,
                product.aliases(),
                List.of(),
                null,
                variants,
                List.of());
    }

    public static Turn turn(String text) {
        return new Turn(text);
    }

    /** Builds a turn step by step. */
    public static final class Turn {
        private final String text;
        private final List<HistoryMessage> history = new ArrayList<>();
        private final List<FocusProduct> products = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private final List<FocusProduct> listed = new ArrayList<>();
        private @Nullable PendingAction pending;
        private @Nullable Topic topic;
        private @Nullable Offer offer;

        private Turn(String text) {
            this.text = text;
        }

        public Turn after(String customer, String assistant) {
            history.add(new HistoryMessage(Author.CUSTOMER, customer, Instant.EPOCH));
            history.add(new HistoryMessage(Author.ASSISTANT, assistant, Instant.EPOCH));
            return this;
        }

        /** Newest first. */
        public Turn about(String... productIds) {
            for (var id : productIds) {
                products.add(
                        new FocusProduct(id, INDEX.product(id).orElseThrow().name()));
            }
            return this;
        }

        /** In the order of the reply. */
        public Turn listing(String... productIds) {
            for (var id : productIds) {
                listed.add(new FocusProduct(id, INDEX.product(id).orElseThrow().name()));
            }
            return this;
        }

        public Turn onTopic(Intent intent, @Nullable String variant, String question, Source answeredBy) {
            topic = new Topic(intent, variant, question, answeredBy);
            return this;
        }

        public Turn offered(Intent intent, @Nullable String variant, String question, Entities entities) {
            offer = new Offer(intent, variant, question, entities, Instant.EPOCH.plusSeconds(9_999_999_999L));
            return this;
        }

        public Turn aboutOrders(String... ids) {
            orders.addAll(List.of(ids));
            return this;
        }

        public Turn awaiting(Awaiting awaiting, String operation) {
            pending = new PendingAction("pr-1", operation, awaiting, null, Instant.EPOCH.plusSeconds(9_999_999_999L));
            return this;
        }

        public TurnPrepared build() {
            return new TurnPrepared(
                    Meta.first("e-1", "c-1", "t-1"),
                    text,
                    "u-alice",
                    history,
                    new Focus(products, orders, listed),
                    pending,
                    null,
                    topic,
                    offer,
                    null);
        }
    }
}
