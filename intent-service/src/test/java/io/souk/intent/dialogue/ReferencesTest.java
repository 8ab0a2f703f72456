package io.souk.intent.dialogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.ProductEvent.Variant;
import io.souk.events.Route;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.Samples;
import io.souk.intent.catalogue.Catalogue;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.catalogue.CatalogueIndex.Product;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What {@code references.txt} says that messages mean, in their conversations and with the sample catalogue; prints the share. */
class ReferencesTest {
    private static final Path PRODUCTS = Path.of("../deploy/sample/data/products");
    private static final int LEAST_CASES = 80;
    private static final double LEAST_RESOLVED = 0.95;

    /** One message with what was said before it. */
    private static final class Case {
        private final String title;
        private final List<HistoryMessage> history = new ArrayList<>();
        private final List<FocusProduct> products = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private final List<FocusProduct> listed = new ArrayList<>();
        private final List<String> checks = new ArrayList<>();
        private String message = "";
        private @Nullable PendingAction pending;
        private @Nullable Topic topic;
        private @Nullable String customer = "u-alice";

        Case(String title) {
            this.title = title;
        }
    }

    @Test
    void whatIsNotSaidIsResolved() throws IOException {
        var catalogue = catalogue();
        var cases = cases(catalogue.index());
        var misses = new ArrayList<String>();
        var interpreter = Samples.interpreter(catalogue);
        for (var each : cases) {
            var event = interpreter.interpret(turn(each));
            each.checks.stream()
                    .filter(check -> !holds(check, event))
                    .findFirst()
                    .ifPresent(check -> misses.add("%s: “%s” %s, but %s %s %s “%s”"
                            .formatted(
                                    each.title,
                                    each.message,
                                    check,
                                    event.top(),
                                    ids(event),
                                    event.entities().orderIds(),
                                    event.question())));
        }

        var share = 1 - misses.size() / (double) cases.size();
        System.out.printf(
                Locale.ROOT,
                "%d references, %.1f %% resolved%n%s%n",
                cases.size(),
                100 * share,
                String.join("\n", misses));
        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
        assertThat(share).as(String.join("\n", misses)).isGreaterThanOrEqualTo(LEAST_RESOLVED);
    }

    private static boolean holds(String check, IntentClassified event) {
        var parts = check.split("=", 2);
        var wanted = parts[1];
        return switch (parts[0]) {
            case "products" -> ids(event).equals(set(wanted));
            case "orders" -> new HashSet<>(event.entities().orderIds()).equals(set(wanted));
            case "category" -> event.entities().categories().contains(wanted);
            case "question" -> event.question().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
            case "intent" ->
                List.of(wanted.split("\\|", -1)).contains(event.top().intent().wireName());
            case "then" ->
                event.further().stream()
                        .anyMatch(wish ->
                                wish.intents().getFirst().intent().wireName().equals(wanted));
            case "variant" -> wanted.equals(event.top().variant());
            case "asks" -> event.routes().contains(Route.valueOf(wanted));
            default -> throw new IllegalArgumentException(check);
        };
    }

    private static Set<String> set(String ids) {
        return ids.equals("-") ? Set.of() : Set.of(ids.split(",", -1));
    }

    private static Set<String> ids(IntentClassified event) {
        return new HashSet<>(event.entities().products().stream()
                .map(ProductMention::productId)
                .toList());
    }

    private static TurnPrepared turn(Case each) {
        return new TurnPrepared(
                Meta.first("e-1", "c-1", "t-1"),
                each.message,
                each.customer,
                each.history,
                new Focus(each.products, each.orders, each.listed),
                each.pending,
                null,
                each.topic,
                null,
                null);
    }

    private static List<Case> cases(CatalogueIndex index) throws IOException {
        var cases = new ArrayList<Case>();
        try (var in = ReferencesTest.class.getResourceAsStream("/conversations/references.txt")) {
            for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                var mark = line.split(" ", 2);
                var rest = mark.length > 1 ? mark[1].strip() : "";
                switch (mark[0]) {
                    case "==" -> cases.add(new Case(rest));
                    case "f" -> focus(cases.getLast(), rest, index);
                    case "l" ->
                        Arrays.stream(rest.split(" ", -1))
                                .map(id -> index.product(id).orElseThrow())
                                .forEach(product ->
                                        cases.getLast().listed.add(new FocusProduct(product.id(), product.name())));
                    case "t" -> cases.getLast().topic = topic(rest);
                    case "g" -> cases.getLast().customer = null;
                    case "p" -> cases.getLast().pending = pending(rest);
                    case "C" -> cases.getLast().history.add(said(Author.CUSTOMER, rest));
                    case "A" -> cases.getLast().history.add(said(Author.ASSISTANT, rest.replace("\\n", "\n")));
                    case ">" -> cases.getLast().message = rest;
                    case "?" ->
                        Arrays.stream(rest.split(";", -1)).map(String::strip).forEach(cases.getLast().checks::add);
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
        return cases;
    }

    private static void focus(Case each, String ids, CatalogueIndex index) {
        for (var id : ids.split(" ", -1)) {
            index.product(id)
                    .ifPresentOrElse(
                            product -> each.products.add(new FocusProduct(id, product.name())),
                            () -> each.orders.add(id));
        }
    }

    private static PendingAction pending(String words) {
        var parts = words.split(" ", -1);
        return new PendingAction(
                "pr-1", parts[0], Awaiting.valueOf(parts[1]), null, Instant.EPOCH.plusSeconds(9_999_999_999L));
    }

    private static Topic topic(String words) {
        var parts = words.split(" ", 3);
        var reading = parts[1].split("/", 2);
        return new Topic(
                Intent.valueOf(reading[0]), reading.length > 1 ? reading[1] : null, parts[2], Source.valueOf(parts[0]));
    }

    private static HistoryMessage said(Author author, String text) {
        return new HistoryMessage(author, text, Instant.EPOCH);
    }

    private static Catalogue catalogue() throws IOException {
        var catalogue = new Catalogue();
        try (var files = Files.list(PRODUCTS)) {
            for (var file : files.sorted().toList()) {
                for (var node : JsonMapper.shared().readTree(Files.readString(file))) {
                    catalogue.put(Samples.upserted(
                            new Product(
                                    node.get("id").stringValue(),
                                    node.get("name").stringValue(),
                                    node.get("brand").stringValue(),
                                    node.get("category").stringValue(),
                                    new BigDecimal(node.get("price").asString()),
                                    node.path("aliases")
                                            .valueStream()
                                            .map(alias -> alias.stringValue())
                                            .toList()),
                            node.path("specs")
                                    .propertyStream()
                                    .collect(toMap(
                                            Map.Entry::getKey,
                                            spec -> spec.getValue().stringValue())),
                            node.path("variants")
                                    .valueStream()
                                    .map(variant -> JsonMapper.shared().treeToValue(variant, Variant.class))
                                    .toList()));
                }
            }
        }
        catalogue.refresh();
        return catalogue;
    }
}
