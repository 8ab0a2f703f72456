package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.graph.products.SpecComparison;
import io.souk.graph.recommendation.Recommendations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A generated catalogue whose answers are known, because the products are made from the numbers and plugs that the answers follow from.
 * What is expected is worked out here in plain Java, from those, never from a data sheet's text or the graph.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KnownAnswersIT extends RunningGraph {
    private static final int CASES = 200;
    /** Larger is better, by the name of the spec; the rest is lighter, cheaper. */
    private static final Map<String, Boolean> MORE =
            Map.of("Weight", false, "Memory", true, "Storage", true, "Battery life", true);

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private SpecComparison comparisons;

    @Autowired
    private Recommendations recommendations;

    @Autowired
    private Driver driver;

    private final Random random = new Random(20_261_122);
    private final List<Laptop> laptops = new ArrayList<>();
    private final List<Peripheral> peripherals = new ArrayList<>();
    private String category = "";

    /** @param video how its USB-C carries a picture: {@code TB}, {@code ALT} or {@code NONE} */
    private record Laptop(
            String id,
            int cents,
            int stock,
            @Nullable Integer grams,
            @Nullable Integer memory,
            @Nullable Integer storage,
            @Nullable Integer minutes,
            String video,
            boolean hdmi,
            boolean usbA,
            int watts) {}

    /** @param kind {@code DOCK} needs a picture over USB-C, {@code MONITOR} HDMI, {@code MOUSE} USB-A, {@code CHARGER} gives watts */
    private record Peripheral(String id, String kind, int watts) {}

    private void fillTheCatalogue() {
        if (!laptops.isEmpty()) {
            return;
        }
        category = "Portables-" + run;
        var changes = new ArrayList<Change>();
        for (var number = 0; number < 120; number++) {
            var laptop = laptop("l" + number + '-' + run);
            laptops.add(laptop);
            changes.add(new Change(
                    0,
                    changes.size(),
                    laptop.id(),
                    product(
                            laptop.id(),
                            category,
                            "%d.%02d".formatted(laptop.cents() / 100, laptop.cents() % 100),
                            laptop.stock(),
                            sheet(laptop),
                            List.of())));
        }
        for (var number = 0; number < 80; number++) {
            var kind = List.of("DOCK", "MONITOR", "MOUSE", "CHARGER").get(number % 4);
            var peripheral = new Peripheral(
                    kind.toLowerCase(Locale.ROOT) + number + '-' + run,
                    kind,
                    List.of(30, 45, 65, 100).get(random.nextInt(4)));
            peripherals.add(peripheral);
            changes.add(new Change(
                    0,
                    changes.size(),
                    peripheral.id(),
                    product(peripheral.id(), kind + '-' + run, "50.00", 1, sheet(peripheral), List.of())));
        }
        catalogue.applyToLive("known-" + run, changes);
    }

    @Test
    void comparisonsAreRight() {
        fillTheCatalogue();
        var right = 0;
        for (var number = 0; number < CASES; number++) {
            var one = laptops.get(random.nextInt(laptops.size()));
            var other = laptops.get(random.nextInt(laptops.size()));
            if (one.equals(other)) {
                right++;
                continue;
            }
            var rows = comparisons.of(graph.sheets(List.of(one.id(), other.id()))).rows().stream()
                    .collect(Collectors.toMap(SpecRow::name, row -> row));
            var expected = new LinkedHashMap<String, @Nullable Integer>();
            expected.put("Price", winner(one.cents(), other.cents(), false));
            MORE.forEach((spec, more) -> expected.put(spec, winner(number(one, spec), number(other, spec), more)));
            var isRight = true;
            for (var row : expected.entrySet()) {
                var found = rows.get(row.getKey());
                isRight &=
                        found == null ? row.getValue() == null : java.util.Objects.equals(found.best(), row.getValue());
            }
            right += isRight ? 1 : 0;
        }
        say("compare", right);
    }

    @Test
    void compatibilityIsRight() {
        fillTheCatalogue();
        var right = 0;
        for (var number = 0; number < CASES; number++) {
            var laptop = laptops.get(random.nextInt(laptops.size()));
            var peripheral = peripherals.get(random.nextInt(peripherals.size()));
            var swap = random.nextBoolean();

            var verdict = compatibilities
                    .between(swap ? peripheral.id() : laptop.id(), swap ? laptop.id() : peripheral.id())
                    .orElseThrow()
                    .verdict();

            right += expected(laptop, peripheral).equals(verdict) ? 1 : 0;
        }
        say("compatible", right);
    }

    @Test
    void recommendationsAreRight() {
        fillTheCatalogue();
        var right = 0;
        for (var number = 0; number < CASES; number++) {
            var budget = 300 + 100 * random.nextInt(20);
            var memory = List.of(8, 16, 32).get(random.nextInt(3));
            var grams = 900 + 100 * random.nextInt(20);
            var question = List.of(
                            "a laptop under %d with at least %d GB of memory, lighter than %s kg",
                            "I need up to €%d, at least %d GB RAM and under %s kg",
                            "something light below %d euros with no less than %d GB of RAM, at most %s kg")
                    .get(random.nextInt(3))
                    .formatted(budget, memory, String.format(Locale.ROOT, "%.1f", grams / 1000.0));
            var fulfilling = laptops.stream()
                    .filter(laptop -> laptop.stock() > 0 && laptop.cents() <= budget * 100)
                    .filter(laptop -> laptop.memory() != null && laptop.memory() >= memory)
                    .filter(laptop -> laptop.grams() != null && laptop.grams() <= grams)
                    .toList();

            var found = recommendations.forNeed(category, question, List.of()).orElseThrow();

            var ids = fulfilling.stream().map(Laptop::id).collect(Collectors.toSet());
            var shown = found.products().stream().map(ProductView::id).toList();
            right += fulfilling.isEmpty()
                    ? found.relaxed().isEmpty() ? 0 : 1
                    : found.relaxed().isEmpty()
                                    && found.total() == ids.size()
                                    && ids.containsAll(shown)
                                    && shown.size() == Math.min(4, ids.size())
                                    && lightestFirst(question, fulfilling, shown)
                            ? 1
                            : 0;
        }
        say("recommend", right);
    }

    @Test
    void anAnswerThatFollowsByRuleChangesWithEachEdgeOfItsPath() {
        var laptop = new Laptop("cf-laptop-" + run, 1, 1, null, null, null, null, "TB", false, false, 65);
        var dock = new Peripheral("cf-dock-" + run, "DOCK", 0);
        catalogue.applyToLive(
                "counterfactual-" + run,
                List.of(
                        new Change(0, 0, laptop.id(), product(laptop.id(), "CF", "1", 1, sheet(laptop), List.of())),
                        new Change(0, 1, dock.id(), product(dock.id(), "CF docks", "1", 1, sheet(dock), List.of()))));
        var before = compatibilities.between(dock.id(), laptop.id()).orElseThrow();
        assertThat(before.verdict()).isEqualTo("yes");
        assertThat(before.path())
                .containsExactly(
                        "Product %s needs USB-C with DisplayPort (Host connection: USB-C 3.2 Gen 2 with DisplayPort)"
                                .formatted(dock.id()),
                        "Product %s has Thunderbolt 4 (Ports: 2 x Thunderbolt 4)".formatted(laptop.id()),
                        "Thunderbolt 4 includes USB4",
                        "USB4 includes USB-C with DisplayPort");

        change("MATCH (:Standard {name: 'USB4'})-[i:INCLUDES]->(:Standard {name: 'USB-C with DisplayPort'}) DELETE i");
        assertThat(compatibilities.between(dock.id(), laptop.id()).orElseThrow().verdict())
                .isEqualTo("no");
        assertThat(compatible(dock.id()))
                .extracting(match -> match.product().id())
                .doesNotContain(laptop.id());
        change(
                "MATCH (a:Standard {name: 'USB4'}), (b:Standard {name: 'USB-C with DisplayPort'}) CREATE (a)-[:INCLUDES {because: 'again'}]->(b)");
        assertThat(compatibilities.between(dock.id(), laptop.id()).orElseThrow().verdict())
                .isEqualTo("yes");

        change("MATCH (:Product {id: '%s'})-[p:PROVIDES]->(:Standard {name: 'Thunderbolt 4'}) DELETE p"
                .formatted(laptop.id()));
        assertThat(compatibilities.between(dock.id(), laptop.id()).orElseThrow().verdict())
                .isNotEqualTo("yes");

        change("MATCH (:Product {id: '%s'})-[n:NEEDS]->(:Standard) DELETE n".formatted(dock.id()));
        assertThat(compatibilities.between(dock.id(), laptop.id()).orElseThrow().verdict())
                .isNotEqualTo("yes");
    }

    /** First, as the plans are those of the start; later Neo4j makes each of them anew, which takes longer than all the rest. */
    @Test
    @Order(1)
    void statementsThatAnswerTurnsUseIndexes() {
        var wholesale = Set.of(Cypher.STANDARDS, Cypher.SEARCH);
        try (var session = driver.session()) {
            ColdStart.ASKED.forEach((statement, parameters) -> {
                if (!wholesale.contains(statement)) {
                    var plan = session.run("EXPLAIN " + statement.text(), Map.of(Graph.GIVEN, parameters))
                            .consume()
                            .plan()
                            .toString();
                    assertThat(plan)
                            .as(statement.name())
                            .doesNotContain("AllNodesScan", "NodeByLabelScan")
                            .contains("Index");
                }
            });
        }
    }

    private void change(String cypher) {
        try (var session = driver.session()) {
            assertThat(session.run(cypher).consume().counters().containsUpdates())
                    .isTrue();
        }
    }

    private static boolean lightestFirst(String question, List<Laptop> fulfilling, List<String> shown) {
        if (!question.contains("light ")) {
            return true;
        }
        var lightest = fulfilling.stream()
                .filter(laptop -> laptop.grams() != null)
                .mapToInt(laptop -> Math.max(900, laptop.grams()))
                .min()
                .orElseThrow();
        return fulfilling.stream()
                .filter(laptop -> laptop.id().equals(shown.getFirst()))
                .allMatch(laptop -> Math.max(900, laptop.grams()) == lightest);
    }

    private static void say(String what, int right) {
        System.out.printf("known answers, %s: %d of %d right%n", what, right, CASES);
        assertThat(right).as(what).isEqualTo(CASES);
    }

    private static @Nullable Integer winner(@Nullable Integer one, @Nullable Integer other, boolean more) {
        if (one == null || other == null || one.equals(other)) {
            return null;
        }
        return (one > other) == more ? 0 : 1;
    }

    private static @Nullable Integer number(Laptop laptop, String spec) {
        return switch (spec) {
            case "Weight" -> laptop.grams();
            case "Memory" -> laptop.memory();
            case "Storage" -> laptop.storage();
            default -> laptop.minutes();
        };
    }

    private static String expected(Laptop laptop, Peripheral peripheral) {
        return switch (peripheral.kind()) {
            case "DOCK" -> laptop.video().equals("NONE") ? "no" : "yes";
            case "MONITOR" -> laptop.hdmi() ? "yes" : "no";
            case "MOUSE" -> laptop.usbA() ? "yes" : "no";
            // fewer watts than asked for: nobody can promise anything
            default -> peripheral.watts() >= laptop.watts() ? "yes" : "unknown";
        };
    }

    private Laptop laptop(String id) {
        return new Laptop(
                id,
                20_000 + 100 * random.nextInt(2_000),
                random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(50),
                maybe(900 + 10 * random.nextInt(200)),
                maybe(List.of(8, 16, 32, 64).get(random.nextInt(4))),
                maybe(List.of(256, 500, 1000, 2000).get(random.nextInt(4))),
                maybe(30 * (8 + random.nextInt(40))),
                List.of("TB", "ALT", "NONE").get(random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean(),
                List.of(45, 65, 100).get(random.nextInt(3)));
    }

    private @Nullable Integer maybe(int number) {
        return random.nextInt(10) == 0 ? null : number;
    }

    /** Sellers write the same measure in different units. */
    private Map<String, String> sheet(Laptop laptop) {
        var specs = new LinkedHashMap<String, String>();
        if (laptop.grams() != null) {
            specs.put(
                    "Weight",
                    random.nextBoolean()
                            ? String.format(Locale.ROOT, "%,d g", laptop.grams())
                            : String.format(Locale.ROOT, "%.2f kg", laptop.grams() / 1000.0));
        }
        if (laptop.memory() != null) {
            specs.put("Memory", laptop.memory() + (random.nextBoolean() ? " GB" : "GB LPDDR5"));
        }
        if (laptop.storage() != null) {
            specs.put(
                    "Storage",
                    laptop.storage() % 1000 == 0 && random.nextBoolean()
                            ? laptop.storage() / 1000 + " TB SSD"
                            : laptop.storage() + " GB SSD");
        }
        if (laptop.minutes() != null) {
            specs.put(
                    "Battery life",
                    random.nextBoolean()
                            ? laptop.minutes() + " min"
                            : String.format(Locale.ROOT, "%.1f h", laptop.minutes() / 60.0));
        }
        var ports = new ArrayList<String>();
        switch (laptop.video()) {
            case "TB" -> ports.add("2 x Thunderbolt 4");
            case "ALT" -> ports.add("1 x USB-C 3.2 Gen 2 with DisplayPort 1.4");
            default -> ports.add("1 x USB-C 3.2 Gen 1");
        }
        if (laptop.hdmi()) {
            ports.add(random.nextBoolean() ? "HDMI 2.1" : "HDMI 1.4");
        }
        if (laptop.usbA()) {
            ports.add("2 x USB-A 3.2");
        }
        specs.put("Ports", String.join(", ", ports));
        specs.put("Charging", "USB-C PD %d W".formatted(laptop.watts()));
        return specs;
    }

    private static Map<String, String> sheet(Peripheral peripheral) {
        return switch (peripheral.kind()) {
            case "DOCK" -> Map.of("Host connection", "USB-C 3.2 Gen 2 with DisplayPort, 10 Gbit/s");
            case "MONITOR" -> Map.of("Inputs", "2 x HDMI 2.0");
            case "MOUSE" -> Map.of("Connection", "2.4 GHz USB-A receiver");
            default ->
                Map.of(
                        "Maximum output",
                        peripheral.watts() + " W",
                        "Protocols",
                        "USB-C PD 3.0 with PPS",
                        "Ports",
                        "2 x USB-C");
        };
    }
}
