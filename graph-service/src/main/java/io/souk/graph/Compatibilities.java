package io.souk.graph;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.ProductView;
import io.souk.graph.Knowledge.Purpose;
import io.souk.graph.Standards.Inclusions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What works with what. A seller's word counts first; otherwise a rule decides, from what one product needs, what the other has, and
 * what includes what, and the way it went is the reason. What no data sheet says is unknown, not no.
 */
@Component
class Compatibilities {
    private static final int MOST_OF_A_CATEGORY = 4;
    private static final int MOST = 20;

    private final Graph graph;
    private final ProductGraph products;
    private final Standards standards;
    private final Knowledge knowledge;

    Compatibilities(Graph graph, ProductGraph products, Standards standards, Knowledge knowledge) {
        this.graph = graph;
        this.products = products;
        this.standards = standards;
        this.knowledge = knowledge;
    }

    enum Verdict {
        YES,
        NO,
        UNKNOWN
    }

    /** @param path the steps in words; empty where a seller simply says so */
    record Ruling(Verdict verdict, String reason, List<String> path) {}

    /** What a product needs and has, as the graph says. */
    private record Facts(
            String id, String name, Set<String> unread, Set<String> absent, List<Need> needs, List<Offer> offers) {}

    private record Need(String purpose, String spec, String text, String standard) {}

    private record Offer(List<String> purposes, String spec, String text, String standard) {}

    /** Whether two products work together; empty if one of them is not in the catalogue. */
    Optional<Compatibility> between(String one, String other) {
        var views =
                products.findAll(List.of(one, other)).stream().collect(Collectors.toMap(ProductView::id, view -> view));
        var mine = views.get(one);
        var its = views.get(other);
        if (mine == null || its == null) {
            return Optional.empty();
        }
        var ruling = stated(one, other).orElseGet(() -> {
            var facts = facts(List.of(one, other));
            return rule(fact(facts, one), fact(facts, other), standards.load());
        });
        return Optional.of(new Compatibility(
                mine,
                ruling.verdict() == Verdict.YES
                        ? List.of(new Match(its, ruling.reason(), ruling.path(), null))
                        : List.of(),
                its,
                ruling.verdict().name().toLowerCase(java.util.Locale.ROOT),
                ruling.reason(),
                ruling.path()));
    }

    /** What works with a product: what its customer has already, what sellers say, what follows by rule; by category. */
    Optional<Compatibility> with(String productId, List<String> categories, List<String> owned) {
        return products.find(productId).map(product -> {
            var within = products.within(categories);
            var found = new LinkedHashMap<String, Match>();
            graph.list(
                            Cypher.STATED_WITH,
                            Map.of("id", productId, "categories", within),
                            row -> new Match(
                                    ProductGraph.view(row), row.get("reason").asString()))
                    .forEach(match -> found.putIfAbsent(match.product().id(), match));
            byRule(productId, within, owned, found);
            var mine = new HashSet<>(owned);
            return new Compatibility(
                    product,
                    Stream.concat(
                                    found.values().stream()
                                            .filter(match -> mine.contains(
                                                    match.product().id()))
                                            .map(match ->
                                                    new Match(match.product(), match.reason(), match.path(), true)),
                                    found.values().stream()
                                            .filter(match -> !mine.contains(
                                                    match.product().id())))
                            .limit(MOST)
                            .toList());
        });
    }

    private record Candidate(String id, String category, boolean inStock, long cents) {}

    private void byRule(String productId, List<String> categories, List<String> owned, Map<String, Match> found) {
        Map<String, Object> asked = Map.of("id", productId, "categories", categories);
        var candidates = new LinkedHashSet<Candidate>();
        for (var statement : List.of(Cypher.WHO_PROVIDES, Cypher.WHO_NEEDS)) {
            candidates.addAll(graph.list(
                    statement,
                    asked,
                    row -> new Candidate(
                            row.get("id").asString(),
                            row.get("category").asString(),
                            row.get("stock").asInt() > 0,
                            row.get("cents").asLong())));
        }
        var perCategory = new HashMap<String, Integer>();
        found.values().forEach(match -> perCategory.merge(match.product().category(), 1, Integer::sum));
        var tried = new LinkedHashSet<>(owned);
        candidates.stream()
                .sorted(comparing(Candidate::category)
                        .thenComparing(candidate -> !candidate.inStock())
                        .thenComparing(comparingLong(Candidate::cents).reversed())
                        .thenComparing(Candidate::id))
                .filter(candidate -> !found.containsKey(candidate.id()))
                .filter(candidate -> perCategory.merge(candidate.category(), 1, Integer::sum) <= MOST_OF_A_CATEGORY)
                .limit(MOST)
                .forEach(candidate -> tried.add(candidate.id()));
        tried.removeAll(found.keySet());
        tried.remove(productId);
        if (tried.isEmpty()) {
            return;
        }
        var ids = new ArrayList<>(tried);
        ids.add(productId);
        var facts = facts(ids);
        var inclusions = standards.load();
        var me = fact(facts, productId);
        var rulings = new LinkedHashMap<String, Ruling>();
        for (var id : tried) {
            var ruling = facts.containsKey(id) ? rule(me, fact(facts, id), inclusions) : null;
            if (ruling != null && ruling.verdict() == Verdict.YES) {
                rulings.put(id, ruling);
            }
        }
        for (var view : products.findAll(rulings.keySet())) {
            var ruling = rulings.get(view.id());
            if (ruling != null) {
                found.put(view.id(), new Match(view, ruling.reason(), ruling.path(), null));
            }
        }
    }

    private Optional<Ruling> stated(String one, String other) {
        return graph.first(
                Cypher.STATED_BETWEEN,
                Map.of("one", one, "other", other),
                row -> new Ruling(Verdict.YES, row.get("reason").asString(), List.of()));
    }

    private Map<String, Facts> facts(Collection<String> ids) {
        return graph
                .list(
                        Cypher.FACTS,
                        Map.of("ids", List.copyOf(ids)),
                        row -> new Facts(
                                row.get("id").asString(),
                                row.get("name").asString(),
                                Set.copyOf(row.get("unread").asList(text -> text.asString())),
                                Set.copyOf(row.get("absent").asList(text -> text.asString())),
                                row.get("needs")
                                        .asList(need -> new Need(
                                                need.get("purpose").asString(),
                                                need.get("spec").asString(),
                                                need.get("text").asString(),
                                                need.get("standard").asString())),
                                row.get("provisions")
                                        .asList(offer -> new Offer(
                                                offer.get("purposes").asList(text -> text.asString()),
                                                offer.get("spec").asString(),
                                                offer.get("text").asString(),
                                                offer.get("standard").asString()))))
                .stream()
                .collect(Collectors.toMap(Facts::id, fact -> fact));
    }

    private static Facts fact(Map<String, Facts> facts, String id) {
        return facts.getOrDefault(id, new Facts(id, id, Set.of(), Set.of(), List.of(), List.of()));
    }

    /** The first purpose that two products share decides; others that fit, or fall short, are said as well. */
    private Ruling rule(Facts one, Facts other, Inclusions inclusions) {
        Ruling decided = null;
        var remarks = new ArrayList<Ruling>();
        for (var purpose : knowledge.purposes()) {
            for (var ruling : List.of(serve(purpose, one, other, inclusions), serve(purpose, other, one, inclusions))) {
                if (ruling.isEmpty()) {
                    continue;
                }
                if (decided == null) {
                    decided = ruling.get();
                } else if (decided.verdict() == Verdict.NO && ruling.get().verdict() == Verdict.YES) {
                    remarks.add(ruling.get());
                } else if (decided.verdict() == Verdict.YES && ruling.get().verdict() != Verdict.NO) {
                    remarks.add(ruling.get());
                }
            }
        }
        if (decided == null) {
            return new Ruling(
                    Verdict.UNKNOWN,
                    "Neither data sheet says how %s and %s could connect.".formatted(one.name(), other.name()),
                    List.of());
        }
        var reason = new StringBuilder(decided.reason());
        var path = new ArrayList<>(decided.path());
        for (var remark : remarks) {
            reason.append(decided.verdict() == Verdict.NO ? " Only this: " : " ")
                    .append(remark.reason());
            path.addAll(remark.path());
        }
        return new Ruling(decided.verdict(), reason.toString(), path);
    }

    /** Whether {@code host} has what {@code guest} needs for a purpose; empty if that is no question between the two. */
    private static Optional<Ruling> serve(Purpose purpose, Facts guest, Facts host, Inclusions inclusions) {
        var needs = guest.needs().stream()
                .filter(need -> need.purpose().equals(purpose.name()))
                .toList();
        var offers = host.offers().stream()
                .filter(offer -> offer.purposes().contains(purpose.name()))
                .toList();
        if (needs.isEmpty()) {
            return Optional.empty();
        }
        var hostSpecs =
                purpose.provisions().stream().map(Knowledge.Provision::spec).collect(Collectors.toSet());
        var silent = host.unread().stream().anyMatch(hostSpecs::contains)
                || guest.unread().stream()
                        .anyMatch(spec -> purpose.needs().stream()
                                .anyMatch(need -> need.spec().equals(spec)));
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        Way best = null;
        for (var need : needs) {
            for (var offer : offers) {
                var way = inclusions.path(offer.standard(), need.standard());
                if (way.isPresent()
                        && (best == null || way.get().size() < best.steps().size())) {
                    best = new Way(need, offer, way.get());
                }
            }
        }
        if (best != null) {
            return Optional.of(fits(purpose, guest, host, best));
        }
        var shortfall = purpose.shortfall();
        if (shortfall != null) {
            for (var need : needs) {
                for (var offer : offers) {
                    if (inclusions.isShort(offer.standard(), need.standard())) {
                        return Optional.of(falls(guest, host, need, offer, shortfall));
                    }
                }
            }
        }
        return Optional.of(fails(guest, host, needs, offers, silent));
    }

    private record Way(Need need, Offer offer, List<String> steps) {}

    private static Ruling fits(Purpose purpose, Facts guest, Facts host, Way way) {
        var path = new ArrayList<String>();
        path.add("%s needs %s (%s: %s)"
                .formatted(
                        guest.name(),
                        way.need().standard(),
                        way.need().spec(),
                        way.need().text()));
        path.add("%s has %s (%s: %s)"
                .formatted(
                        host.name(),
                        way.offer().standard(),
                        way.offer().spec(),
                        way.offer().text()));
        for (var step = 1; step < way.steps().size(); step++) {
            path.add("%s includes %s"
                    .formatted(way.steps().get(step - 1), way.steps().get(step)));
        }
        var includes = way.steps().size() == 1
                ? "which is just that"
                : "which includes "
                        + (way.steps().size() == 2
                                ? "it"
                                : "it by way of "
                                        + String.join(
                                                " and ",
                                                way.steps()
                                                        .subList(1, way.steps().size() - 1)));
        return new Ruling(
                Verdict.YES,
                "%s %s %s: it needs %s; %s has %s, %s."
                        .formatted(
                                guest.name(),
                                purpose.says(),
                                way.need().standard(),
                                way.need().standard(),
                                host.name(),
                                way.offer().standard(),
                                includes),
                path);
    }

    private static Ruling falls(Facts guest, Facts host, Need need, Offer offer, String shortfall) {
        return new Ruling(
                Verdict.UNKNOWN,
                "%s asks for %s and %s gives %s: %s."
                        .formatted(guest.name(), need.standard(), host.name(), offer.standard(), shortfall),
                List.of(
                        "%s needs %s (%s: %s)".formatted(guest.name(), need.standard(), need.spec(), need.text()),
                        "%s has only %s (%s: %s)"
                                .formatted(host.name(), offer.standard(), offer.spec(), offer.text())));
    }

    private static Ruling fails(Facts guest, Facts host, List<Need> needs, List<Offer> offers, boolean silent) {
        var wanted = String.join(
                " or ", needs.stream().map(Need::standard).distinct().toList());
        var there = String.join(
                ", ", offers.stream().map(Offer::standard).distinct().toList());
        var path = List.of("%s needs %s".formatted(guest.name(), wanted), "%s has %s".formatted(host.name(), there));
        return silent
                ? new Ruling(
                        Verdict.UNKNOWN,
                        "%s needs %s; %s has %s, and something besides that our rules cannot read."
                                .formatted(guest.name(), wanted, host.name(), there),
                        path)
                : new Ruling(
                        Verdict.NO,
                        "%s needs %s; %s has %s, and none of these includes it."
                                .formatted(guest.name(), wanted, host.name(), there),
                        path);
    }
}
