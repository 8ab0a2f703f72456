package io.souk.graph;

import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Products;
import io.souk.events.Finding.Property;
import io.souk.events.Finding.Refusal;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Variants;
import io.souk.graph.compatibility.Compatibilities;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.products.Choices;
import io.souk.graph.products.ProductGraph;
import io.souk.graph.products.ProductGraph.Filter;
import io.souk.graph.products.ProductGraph.Sheet;
import io.souk.graph.products.SheetQuestions;
import io.souk.graph.products.SpecComparison;
import io.souk.graph.products.Sums;
import io.souk.graph.purchases.Purchases;
import io.souk.graph.recommendation.Recommendations;
import io.souk.graph.recommendation.Recommendations.Similar;
import io.souk.graph.recommendation.Wishes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What the graph has to say to a turn. */
@Component
class ProductEvidence implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ProductEvidence.class);
    private static final int LIST = 12;
    private static final int SUGGESTED = 4;
    private static final int COMPARABLE = 4;
    /** Asks about all that the customer has. */
    private static final Pattern OWN = Pattern.compile(
            "(?i)\\bi(?:'ve| have)? (?:already )?(?:got|bought|own|ordered|purchased|have)\\b|\\bmy (?:other )?(?:things|stuff|devices|purchases|orders|products|equipment|gear)\\b");
    /** Asks for what else is needed, and not whether two things go together. */
    private static final Pattern ARE_NEEDED = Pattern.compile(
            "(?i)\\b(?:(?:have|need|got) to (?:buy|get|order)|(?:do|would|will|what) (?:i|we) (?:still |also )?need|should i (?:buy|get|take)|what else|which(?: ones?)? (?:do |should |would )?i)\\b");
    /** Not one property, but which is the better one. */
    private static final Pattern IN_GENERAL = Pattern.compile(
            "(?i)\\b(?:compar\\w*|differ\\w*|vs|versus|better|best|worse|worth|recommend\\w*|prefer\\w*|rather|should i)\\b");
    /** A tenth of the patience, for a few seconds. */
    private static final int IMPATIENT = 10;

    private static final Duration DISTRUST = Duration.ofSeconds(3);

    private final ProductGraph graph;
    private final SpecComparison comparisons;
    private final Compatibilities compatibilities;
    private final Recommendations recommendations;
    private final Purchases purchases;
    private final Knowledge knowledge;
    private final SheetQuestions questions;
    private final Choices choices;
    private final Duration patience;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private volatile long distrustedUntil = System.nanoTime();

    ProductEvidence(
            ProductGraph graph,
            SpecComparison comparisons,
            Compatibilities compatibilities,
            Recommendations recommendations,
            Purchases purchases,
            Knowledge knowledge,
            SheetQuestions questions,
            Choices choices,
            @Value("${souk.graph.patience}") Duration patience) {
        this.graph = graph;
        this.comparisons = comparisons;
        this.compatibilities = compatibilities;
        this.recommendations = recommendations;
        this.purchases = purchases;
        this.knowledge = knowledge;
        this.questions = questions;
        this.choices = choices;
        this.patience = patience;
    }

    /**
     * Evidence for each wish that is routed here, in any case and in time: a graph that is away is evidence FAILED. All are asked at once
     * and share the time there is.
     */
    List<EvidenceGathered> gather(IntentClassified turn) {
        var wishes = turn.wishes();
        var asked = new LinkedHashMap<Integer, Future<Optional<Finding>>>();
        for (var place = 0; place < wishes.size(); place++) {
            var wish = wishes.get(place);
            if (wish.routes().contains(Route.GRAPH)) {
                asked.put(place, asking.submit(() -> find(wish)));
            }
        }
        var began = System.nanoTime();
        // Turns queue behind one another: after a silent one the next do not wait as long, until the silence must be
        // tried again.
        var trusted = began - distrustedUntil >= 0;
        var deadline = began + (trusted ? patience : patience.dividedBy(IMPATIENT)).toNanos();
        var evidence = new ArrayList<EvidenceGathered>();
        asked.forEach((place, answer) -> evidence.add(
                evidence(wishes.get(place), answer, deadline, trusted).forWish(turn, place)));
        return evidence;
    }

    private EvidenceGathered evidence(
            IntentClassified wish, Future<Optional<Finding>> answer, long deadline, boolean trusted) {
        try {
            var finding = answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            distrustedUntil = System.nanoTime();
            return evidence(
                    wish,
                    finding.isPresent() ? Outcome.FOUND : Outcome.NOTHING,
                    finding.stream().toList());
        } catch (TimeoutException e) {
            answer.cancel(true);
            log.warn("Neo4j does not answer in time");
            if (trusted) {
                distrustedUntil = System.nanoTime() + DISTRUST.toNanos();
            }
            return evidence(wish, Outcome.FAILED, List.of());
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            if (isAway(cause)) {
                log.warn("Neo4j is away: {}", cause.getClass().getSimpleName());
                return evidence(wish, Outcome.FAILED, List.of());
            }
            throw new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return evidence(wish, Outcome.FAILED, List.of());
        }
    }

    private static boolean isAway(Throwable error) {
        return error instanceof DataAccessException
                || error instanceof TransactionException
                || error instanceof Neo4jException;
    }

    @Override
    public void destroy() {
        asking.shutdownNow();
    }

    private Optional<Finding> find(IntentClassified turn) {
        return switch (turn.top().intent()) {
            case COMPARISON -> comparison(turn);
            case COMPATIBILITY -> compatibility(turn);
            case RECOMMENDATION -> recommendation(turn);
            case PRODUCT_INFO -> products(turn);
            default -> Optional.empty();
        };
    }

    private Optional<Finding> comparison(IntentClassified turn) {
        var ids = new LinkedHashSet<>(mentioned(turn));
        turn.focus().products().stream()
                .map(FocusProduct::id)
                .takeWhile(_ -> ids.size() < 2)
                .forEach(ids::add);
        var sheets = graph.sheets(ids.stream().limit(LIST).toList());
        if (sheets.size() < 2) {
            return Optional.of(new Refusal("two-products-needed", "Name the two products to compare."));
        }
        var chosen = chosen(turn, sheets);
        if (chosen.isPresent()) {
            return chosen;
        }
        var property = propertyOfEach(turn, sheets);
        if (property.isPresent()) {
            return property;
        }
        if (sheets.size() > COMPARABLE) {
            return recommendations
                    .among(sheets, turn.text(), purchases.of(turn.customerId()))
                    .map(Finding.class::cast)
                    .or(() -> Optional.of(new Refusal("two-products-needed", "Name the two products to compare.")));
        }
        return Optional.of(comparisons.of(sheets));
    }

    /** Which of several it is, where that is asked: in the message's own words, or else as they were understood. */
    private Optional<Finding> chosen(IntentClassified turn, List<Sheet> sheets) {
        return Stream.of(turn.text(), turn.question())
                .flatMap(words -> choices.of(words, sheets).stream())
                .map(Finding.class::cast)
                .findFirst();
    }

    private Optional<Finding> compatibility(IntentClassified turn) {
        var ids = mentioned(turn);
        if (ids.isEmpty()) {
            return forKindOfProduct(turn);
        }
        if (ids.size() > 1) {
            return compatibilities.between(ids.getFirst(), ids.get(1)).map(Finding.class::cast);
        }
        var own = graph.find(ids.getFirst()).map(product -> product.category()).orElse("");
        var categories = turn.entities().categories().stream()
                .filter(category -> !category.equals(own))
                .toList();
        var property = categories.isEmpty() ? propertyOf(ids.getFirst(), turn.text()) : Optional.<Finding>empty();
        if (property.isPresent()) {
            return property;
        }
        return compatibilities
                .with(
                        ids.getFirst(),
                        categories,
                        purchases.of(turn.customerId()),
                        OWN.matcher(turn.text()).find())
                .map(found -> servingWhatIsAsked(found, turn))
                .map(Finding.class::cast);
    }

    /** "Does it take a memory card": no other product is named, and its own data sheet has it. */
    private Optional<Finding> propertyOf(String id, String words) {
        return graph.sheets(List.of(id)).stream()
                .findFirst()
                .filter(sheet -> questions.serves(words, sheet.product()))
                .flatMap(sheet -> questions
                        .answer(words, sheet.product(), sheet.kinds())
                        .filter(property -> "yes".equals(property.verdict()))
                        .map(property -> detail(sheet, property)));
    }

    /** "What do I need to charge it without a cable?": of all that works with it, what serves that; all, if nothing is known to. */
    private Compatibility servingWhatIsAsked(Compatibility found, IntentClassified turn) {
        if (!ARE_NEEDED.matcher(turn.text()).find()) {
            return found;
        }
        var serving = found.matches().stream()
                .filter(match -> questions.serves(turn.question(), match.product()))
                .toList();
        return serving.isEmpty()
                ? found
                : new Compatibility(
                        found.product(),
                        serving,
                        found.other(),
                        found.verdict(),
                        found.reason(),
                        found.path(),
                        found.misfits());
    }

    /** "A charger for my laptop": for the one that was bought here, or else all of that kind. */
    private Optional<Finding> forKindOfProduct(IntentClassified turn) {
        var categories = turn.entities().categories();
        if (categories.size() < 2) {
            return Optional.of(new Refusal("product-needed", "Name the product that it should work with."));
        }
        var kinds = graph.within(List.of(categories.get(1)));
        var bought = purchases.of(turn.customerId());
        var meant = graph.findAll(bought).stream()
                .filter(product -> kinds.contains(product.category()))
                .toList();
        return meant.size() == 1
                ? compatibilities
                        .with(meant.getFirst().id(), List.of(categories.getFirst()), bought, false)
                        .map(Finding.class::cast)
                : Optional.of(list(categories.getFirst(), turn.question()));
    }

    private Optional<Finding> recommendation(IntentClassified turn) {
        var ids = mentioned(turn);
        var owned = purchases.of(turn.customerId());
        var compared = compared(turn, owned);
        if (compared.isPresent()) {
            return compared;
        }
        if (!ids.isEmpty() && !isOfAnotherKind(turn, ids.getFirst())) {
            return graph.find(ids.getFirst()).map(product -> {
                var similar = recommendations.similar(product.id(), SUGGESTED);
                return new Products(
                        "Similar to " + product.name(),
                        similar.stream().map(Similar::product).toList(),
                        similar.size(),
                        similar.stream().map(Similar::reason).toList(),
                        List.of(),
                        List.of());
            });
        }
        return category(turn)
                .map(category -> recommendations.forNeed(category, turn.question(), owned))
                .orElseGet(() -> recommendations.forAnyNeed(turn.question(), owned))
                .map(Finding.class::cast);
    }

    /** "A monitor for my UltraBook 14" is none like it. */
    private boolean isOfAnotherKind(IntentClassified turn, String product) {
        return category(turn)
                .flatMap(category -> graph.find(product)
                        .filter(known -> !graph.within(List.of(category)).contains(known.category())))
                .isPresent();
    }

    /** What is more or less so than the product being talked about; empty if the words compare nothing or there is none. */
    private Optional<Finding> compared(IntentClassified turn, List<String> owned) {
        var question = turn.question();
        if (knowledge.comparatives().stream()
                .noneMatch(comparative -> comparative.said().matcher(question).find())) {
            return Optional.empty();
        }
        var focus = turn.focus().products().stream().map(FocusProduct::id);
        var category = category(turn);
        return Stream.concat(mentioned(turn).stream(), focus)
                .findFirst()
                // "a lighter tablet" is not compared with a laptop
                .filter(id -> category.isEmpty()
                        || graph.find(id)
                                .filter(product ->
                                        graph.within(List.of(category.get())).contains(product.category()))
                                .isPresent())
                .flatMap(id -> recommendations.comparedWith(id, question, owned))
                .map(Finding.class::cast);
    }

    private Optional<Finding> products(IntentClassified turn) {
        var ids = mentioned(turn);
        var wantsList = turn.top().is(turn.top().intent(), Variants.LIST);
        var compared = wantsList ? compared(turn, purchases.of(turn.customerId())) : Optional.<Finding>empty();
        if (compared.isPresent()) {
            return compared;
        }
        if (!ids.isEmpty() && !(wantsList && category(turn).isPresent() && ids.size() == 1 && fromFocus(turn))) {
            var sheets = graph.sheets(ids);
            if (turn.top().is(turn.top().intent(), Variants.TOTAL)) {
                return total(turn, sheets);
            }
            if (sheets.size() == 1) {
                return Optional.of(about(turn, sheets.getFirst()));
            }
            var chosen = sheets.size() > 1 && !wantsList ? chosen(turn, sheets) : Optional.<Finding>empty();
            if (chosen.isPresent()) {
                return chosen;
            }
            var property = turn.top().is(turn.top().intent(), Variants.DETAIL)
                    ? propertyOfEach(turn, sheets)
                    : Optional.<Finding>empty();
            if (property.isPresent()) {
                return property;
            }
            var found = sheets.stream().map(Sheet::product).toList();
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Products(found.getFirst().name(), found, found.size()));
        }
        var category = category(turn);
        if (category.isPresent() && !turn.top().is(turn.top().intent(), Variants.DETAIL)) {
            return Optional.of(list(category.get(), turn.question()));
        }
        if (!wantsList) {
            return Optional.empty();
        }
        var hits = graph.page(new Filter(turn.question(), List.of(), List.of(), null, null, false), 0, SUGGESTED);
        return hits.products().isEmpty()
                ? Optional.empty()
                : Optional.of(new Products("Products", hits.products(), hits.total()));
    }

    private static Optional<Finding> total(IntentClassified turn, List<Sheet> sheets) {
        var products = sheets.stream().map(Sheet::product).toList();
        return Sums.of(turn.question(), products)
                .map(sum -> new Products(
                        "In total", products, products.size(), List.of(), List.of(), List.of(), List.of(), null, sum));
    }

    /** "What do they weigh, both": the one line of their data sheets that is asked for, side by side. */
    private Optional<Finding> propertyOfEach(IntentClassified turn, List<Sheet> sheets) {
        if (sheets.size() < 2
                || sheets.size() > COMPARABLE
                || IN_GENERAL.matcher(turn.text()).find()) {
            return Optional.empty();
        }
        return questions.lines(turn.text(), sheets).flatMap(lines -> {
            var all = comparisons.of(sheets);
            return lines.stream()
                    .flatMap(
                            line -> all.rows().stream().filter(row -> row.name().equalsIgnoreCase(line)))
                    .findFirst()
                    .map(row -> new Comparison(all.products(), List.of(row)));
        });
    }

    /** One product, with the line of its data sheet that is asked for. */
    private Products about(IntentClassified turn, Sheet sheet) {
        var product = sheet.product();
        var property = turn.top().is(turn.top().intent(), Variants.ABOUT)
                ? null
                : Stream.of(turn.text(), turn.question())
                        .flatMap(words -> questions.answer(words, product, sheet.kinds()).stream())
                        .findFirst()
                        .orElse(null);
        return detail(sheet, property);
    }

    private static Products detail(Sheet sheet, @Nullable Property property) {
        var product = sheet.product();
        return new Products(product.name(), List.of(product), 1, List.of(), List.of(), List.of(), List.of(), property);
    }

    private Products list(String category, String question) {
        var wishes = Wishes.read(question, knowledge);
        var within = graph.within(List.of(category));
        var telling = graph.tellingWords(within, wishes.words());
        var limited = graph.inCategory(within, wishes.minPrice(), wishes.maxPrice(), telling, wishes.filters(), LIST);
        var isLimited = !wishes.limits().isEmpty() && limited.total() > 0;
        var found = isLimited || wishes.limits().isEmpty()
                ? limited
                : graph.inCategory(within, wishes.minPrice(), wishes.maxPrice(), telling, List.of(), LIST);
        return new Products(
                !isLimited && found.total() == found.everything() ? category : category + " that match",
                found.products(),
                found.total());
    }

    private static boolean fromFocus(IntentClassified turn) {
        return turn.entities().products().getFirst().start() < 0;
    }

    private static Optional<String> category(IntentClassified turn) {
        return turn.entities().categories().stream().findFirst();
    }

    private static List<String> mentioned(IntentClassified turn) {
        return turn.entities().products().stream()
                .map(ProductMention::productId)
                .distinct()
                .toList();
    }

    private static EvidenceGathered evidence(IntentClassified turn, Outcome outcome, List<Finding> findings) {
        var refused = findings.stream().anyMatch(Refusal.class::isInstance);
        return new EvidenceGathered(
                EvidenceGathered.metaFor(turn, Route.GRAPH, 0),
                Route.GRAPH,
                refused ? Outcome.NOTHING : outcome,
                findings,
                null);
    }
}
