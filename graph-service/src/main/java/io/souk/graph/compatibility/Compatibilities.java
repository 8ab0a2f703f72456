package io.souk.graph.compatibility;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.Misfit;
import io.souk.events.Finding.ProductName;
import io.souk.events.Finding.ProductView;
import io.souk.graph.compatibility.Standards.Inclusions;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Knowledge.Purpose;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.graph.products.ProductGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.springframework.stereotype.Component;

/**
 * What works with what. A seller's word counts first; otherwise a rule decides, from what one product needs, what the other has, and
 * what includes what, and the way it went is the reason. What no data sheet says is unknown, not no.
 */
@Component
public class Compatibilities {
    private static final int MOST_OF_A_CATEGORY = 4;
    private static final int MOST = 20;

    private final Graph graph;
    private final ProductGraph products;
    private final Knowledge knowledge;

    Compatibilities(Graph graph, ProductGraph products, Knowledge knowledge) {
        this.graph = graph;
        this.products = products;
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

    /** What some products need and have, and what includes what of it. */
    private record Known(Map<String, Facts> facts, Inclusions inclusions) {
        Facts of(String id) {
            return facts.getOrDefault(id, new Facts(id, id, Set.of(), Set.of(), List.of(), List.of()));
        }
    }

    /** Whether two products work together; empty if one of them is not in the catalogue. */
    public Optional<Compatibility> between(String one, String other) {
        return graph.first(Cypher.PAIR, Map.of("one", one, "other", other), row -> {
            var views = row.get("views").asList(ProductGraph::view);
            var mine = views.getFirst();
            var its = views.getLast();
            var stated = row.get("stated").asList(reason -> reason.asString());
            var known = known(row);
            var ruling = stated.isEmpty()
                    ? rule(known.of(one), known.of(other), known.inclusions())
                    : stated(stated.getFirst());
            return new Compatibility(
                    mine,
                    ruling.verdict() == Verdict.YES
                            ? List.of(new Match(its, ruling.reason(), ruling.path(), null))
                            : List.of(),
                    its,
                    ruling.verdict().name().toLowerCase(Locale.ROOT),
                    ruling.reason(),
                    ruling.path());
        });
    }

    /**
     * What works with a product: what its customer has already, what sellers say, what follows by rule; by category. What the customer has
     * and does not work with it, or falls short, is said as well.
     *
     * @param ofAll whether that is also said of what has nothing to do with it, for the customer asks about all
     */
    public Optional<Compatibility> with(String productId, List<String> categories, List<String> owned, boolean ofAll) {
        return graph.first(
                        Cypher.CANDIDATES,
                        Map.of("id", productId, "categories", products.within(categories), "owned", owned),
                        Compatibilities::candidates)
                .flatMap(candidates -> with(productId, candidates, owned, ofAll));
    }

    private Optional<Compatibility> with(String productId, Candidates candidates, List<String> owned, boolean ofAll) {
        var tried = tried(productId, candidates, owned);
        var ids = new LinkedHashSet<String>();
        ids.add(productId);
        ids.addAll(candidates.stated().keySet());
        ids.addAll(tried);
        return graph.first(Cypher.FACTS, Map.of("ids", List.copyOf(ids)), row -> {
                    var views = row.get("views").asList(ProductGraph::view).stream()
                            .collect(Collectors.toMap(ProductView::id, view -> view, (one, _) -> one));
                    var me = views.remove(productId);
                    var rulings = new LinkedHashMap<>(candidates.stated());
                    var ruled = byRule(productId, tried, known(row));
                    ruled.forEach((id, ruling) -> {
                        if (ruling.verdict() == Verdict.YES) {
                            rulings.put(id, ruling);
                        }
                    });
                    var mine = new HashSet<>(owned);
                    var misfits = owned.stream()
                            .distinct()
                            .filter(id -> !rulings.containsKey(id) && views.containsKey(id))
                            .flatMap(id -> Stream.ofNullable(ruled.get(id))
                                    .filter(ruling -> ofAll || !ruling.path().isEmpty())
                                    .map(ruling -> new Misfit(
                                            new ProductName(
                                                    id,
                                                    Objects.requireNonNull(views.get(id))
                                                            .name()),
                                            ruling.verdict().name().toLowerCase(Locale.ROOT),
                                            ruling.reason())))
                            .limit(MOST)
                            .toList();
                    return Optional.ofNullable(me)
                            .map(product -> new Compatibility(
                                    product,
                                    Stream.concat(
                                                    rulings.keySet().stream().filter(mine::contains),
                                                    rulings.keySet().stream().filter(id -> !mine.contains(id)))
                                            .map(views::get)
                                            .filter(Objects::nonNull)
                                            .limit(MOST)
                                            .map(view -> match(view, rulings, mine))
                                            .toList(),
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    misfits));
                })
                .flatMap(found -> found);
    }

    private static Match match(ProductView view, Map<String, Ruling> rulings, Set<String> mine) {
        var ruling = Objects.requireNonNull(rulings.get(view.id()));
        var owned = mine.contains(view.id());
        // what one has already need not be in stock
        var reason = view.stock() > 0 || owned ? ruling.reason() : soldOut(ruling.reason());
        return new Match(view, reason, ruling.path(), owned ? true : null);
    }

    private static String soldOut(String reason) {
        var words = reason.strip();
        return words.endsWith(".")
                ? words.substring(0, words.length() - 1) + " (sold out at present)."
                : words + " (sold out at present)";
    }

    /**
     * What may work with a product.
     *
     * @param stated what a seller says, in the order of the answer
     * @param categories of these, one each
     * @param ruled what a rule is to decide
     */
    private record Candidates(Map<String, Ruling> stated, List<String> categories, List<Candidate> ruled) {}

    private record Candidate(String id, String category, boolean inStock, long cents) {}

    private static Candidates candidates(Record row) {
        var stated = new LinkedHashMap<String, Ruling>();
        var categories = new ArrayList<String>();
        for (Value one : row.get("stated").values()) {
            if (stated.putIfAbsent(
                            one.get("id").asString(), stated(one.get("reason").asString()))
                    == null) {
                categories.add(one.get("category").asString());
            }
        }
        return new Candidates(
                stated,
                categories,
                row
                        .get("ruled")
                        .asList(one -> new Candidate(
                                one.get("id").asString(),
                                one.get("categoryName").asString(),
                                one.get("stock").asInt() > 0,
                                one.get("cents").asLong()))
                        .stream()
                        .distinct()
                        .toList());
    }

    /** What is worth asking a rule about: what the customer has, and of each category the best of what may work. */
    private static Set<String> tried(String productId, Candidates candidates, List<String> owned) {
        var perCategory = new HashMap<String, Integer>();
        candidates.categories().forEach(category -> perCategory.merge(category, 1, Integer::sum));
        var tried = new LinkedHashSet<>(owned);
        candidates.ruled().stream()
                .sorted(comparing(Candidate::category)
                        .thenComparing(candidate -> !candidate.inStock())
                        .thenComparing(comparingLong(Candidate::cents).reversed())
                        .thenComparing(Candidate::id))
                .filter(candidate -> !candidates.stated().containsKey(candidate.id()))
                .filter(candidate -> perCategory.merge(candidate.category(), 1, Integer::sum) <= MOST_OF_A_CATEGORY)
                .limit(MOST)
                .forEach(candidate -> tried.add(candidate.id()));
        tried.removeAll(candidates.stated().keySet());
        tried.remove(productId);
        return tried;
    }

    private Map<String, Ruling> byRule(String productId, Set<String> tried, Known known) {
        var rulings = new LinkedHashMap<String, Ruling>();
        for (var id : tried) {
            if (known.facts().containsKey(id)) {
                rulings.put(id, rule(known.of(productId), known.of(id), known.inclusions()));
            }
        }
        return rulings;
    }

    private static Ruling stated(String reason) {
        return new Ruling(Verdict.YES, reason, List.of());
    }

    private static Known known(Record row) {
        var facts = row
                .get("facts")
                .asList(fact -> new Facts(
                        fact.get("id").asString(),
                        fact.get("name").asString(),
                        Set.copyOf(fact.get("unread").asList(text -> text.asString())),
                        Set.copyOf(fact.get("absent").asList(text -> text.asString())),
                        fact.get("needs")
                                .asList(need -> new Need(
                                        need.get("purpose").asString(),
                                        need.get("spec").asString(),
                                        need.get("text").asString(),
                                        need.get("standard").asString())),
                        fact.get("provisions")
                                .asList(offer -> new Offer(
                                        offer.get("purposes").asList(text -> text.asString()),
                                        offer.get("spec").asString(),
                                        offer.get("text").asString(),
                                        offer.get("standard").asString()))))
                .stream()
                .collect(Collectors.toMap(Facts::id, fact -> fact, (one, _) -> one));
        return new Known(facts, Inclusions.of(row.get("standards")));
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
