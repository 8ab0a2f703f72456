package io.souk.rag;

import io.souk.events.Embedding;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.rag.index.Generation;
import io.souk.rag.index.LiveIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Evidence for one turn: what its question is looked for in, and what came of it within the time that a turn has. */
@Component
class EvidenceFinder implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(EvidenceFinder.class);
    private static final int PASSAGES = 8;
    /** At most so many of them are of the products in question. */
    private static final int OF_PRODUCTS = 4;
    /** And at most so many of documents that were spoken of, which the words of the question need not name. */
    private static final int OF_DOCUMENTS = 3;
    /** Whoever composes the reply judges each sentence; only what cannot answer at all is kept back here. */
    private static final double WORTH_A_LOOK = 0.01;

    private static final Duration PATIENCE = Duration.ofMillis(1_700);
    /** After a failure nobody else waits for the database for this long: their turns would be late too. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int LONGEST_QUESTION = 4_000;
    private static final int DIMENSIONS = 384;
    /** A second reading this likely is heard as well. */
    private static final double SECOND_READING = 0.25;

    private static final List<String> RULES = List.of("policy", "faq");
    private final PassageSearch search;
    private final Spelling spelling;
    private final LiveIndex index;
    private final SecondReader second;
    private final ExecutorService searches = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant pausedUntil = Instant.MIN;

    EvidenceFinder(PassageSearch search, Spelling spelling, LiveIndex index, SecondReader second) {
        this.search = search;
        this.spelling = spelling;
        this.index = index;
        this.second = second;
    }

    /** Always an answer; FAILED when the database cannot give one in time. */
    EvidenceGathered find(IntentClassified turn) {
        if (Instant.now().isBefore(pausedUntil)) {
            return evidence(turn, Outcome.FAILED, List.of());
        }
        var question = Texts.cleanLine(turn.question());
        if (question.isEmpty()) {
            return evidence(turn, Outcome.NOTHING, List.of());
        }
        var shortened = question.substring(0, Math.min(question.length(), LONGEST_QUESTION));
        var looking = searches.submit(() -> passages(turn, shortened));
        try {
            var passages = looking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return evidence(turn, passages.isEmpty() ? Outcome.NOTHING : Outcome.FOUND, passages);
        } catch (ExecutionException e) {
            return failed(turn, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            looking.cancel(true);
            return failed(turn, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while searching", e);
        }
    }

    /**
     * Where to look first. Questions of what Souk does and allows are for policies and FAQs, and for all kinds of documents if those
     * do not answer. When a product is named, or is spoken of, documents about other products are out for good: what another one's
     * manual says is true of that one.
     */
    static Scope scope(IntentClassified turn) {
        var named = turn.entities().products().stream()
                .map(ProductMention::productId)
                .distinct()
                .toList();
        var products = named.isEmpty()
                ? turn.focus().products().stream()
                        .map(FocusProduct::id)
                        .limit(1)
                        .toList()
                : named;
        var rulesOnly = turn.intents().stream()
                .filter(reading -> reading.equals(turn.top()) || reading.confidence() >= SECOND_READING)
                .allMatch(EvidenceFinder::asksForRules);
        return new Scope(rulesOnly ? RULES : List.of(), products, !products.isEmpty());
    }

    private static boolean asksForRules(RankedIntent reading) {
        return switch (reading.intent()) {
            case REFUND, EXCHANGE, DELIVERY, ORDER_STATUS, ORDER_CHANGE, PAYMENT, ACCOUNT, COMPLAINT, HUMAN_AGENT ->
                true;
            case PRODUCT_INFO, COMPARISON, COMPATIBILITY, RECOMMENDATION, GENERAL -> false;
            case AFFIRM, DENY, GREETING, THANKS, OUT_OF_SCOPE -> false;
        };
    }

    private List<Finding> passages(IntentClassified turn, String written)
            throws ExecutionException, InterruptedException {
        var generation = index.current();
        var scope = scope(turn);
        var isOfProducts = !scope.products().isEmpty();
        var bare = isOfProducts ? withoutNames(written, turn) : written;
        var question = spelling.mended(bare);
        var read = second.question(question);
        // The vector that came along is of the question as it came.
        var vector = vector(question.equals(turn.question()) ? turn.embedding() : null, question, generation);
        var spokenOf = ofDocuments(turn, question, vector, generation);
        if (!isOfProducts) {
            return passages(found(question, vector, scope, generation), spokenOf, read);
        }
        // Each for itself: the manual would crowd out the rules, or the rules the manual.
        var ofProducts = new Scope(List.of(), scope.products(), false);
        var own = found(question, vector, ofProducts, generation).toList();
        if (!bare.equals(written) && own.stream().noneMatch(EvidenceFinder::isWorthALook)) {
            // "Tell me about it": asked about as a whole, only its name says what is meant.
            own = found(written, vector(turn.embedding(), written, generation), ofProducts, generation)
                    .toList();
        }
        var others = found(question, vector, new Scope(List.of(), List.of(), true), generation);
        return passages(Stream.concat(own.stream().limit(OF_PRODUCTS), others), spokenOf, read);
    }

    /** "How long is it valid?" finds what is valid anywhere; in the document that has just been cited, only what is meant. */
    private Stream<Hit> ofDocuments(IntentClassified turn, String question, float[] vector, Generation generation) {
        var ids = turn.focus().documents();
        return ids.isEmpty()
                ? Stream.empty()
                : found(question, vector, Scope.ofDocuments(ids), generation).limit(OF_DOCUMENTS);
    }

    private static List<Finding> passages(Stream<Hit> hits, Stream<Hit> spokenOf, Future<float[]> read)
            throws ExecutionException, InterruptedException {
        var seen = new HashSet<String>();
        var chosen = Stream.concat(hits.filter(EvidenceFinder::isWorthALook).limit(PASSAGES), spokenOf)
                .filter(EvidenceFinder::isWorthALook)
                .filter(hit -> seen.add(hit.chunkId()))
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .toList();
        var vector = read.get();
        return chosen.stream().<Finding>map(hit -> passage(hit, vector)).toList();
    }

    private static boolean isWorthALook(Hit hit) {
        return hit.score() >= WORTH_A_LOOK;
    }

    private Stream<Hit> found(String question, float[] vector, Scope scope, Generation generation) {
        var found = search.search(question, vector, generation.id(), scope, PASSAGES);
        var wider = scope.ofEveryKind();
        return (found.relevant() || wider.equals(scope)
                        ? found
                        : search.search(question, vector, generation.id(), wider, PASSAGES))
                .hits().stream();
    }

    /**
     * The question without the names of the products whose documents are searched: among these they say nothing, and draw the
     * question to whatever says the name most.
     */
    static String withoutNames(String question, IntentClassified turn) {
        var names = Stream.concat(
                turn.entities().products().stream().map(ProductMention::name),
                turn.focus().products().stream().map(FocusProduct::name));
        return names.distinct()
                .map(Pattern::quote)
                .reduce(
                        question,
                        (bare, name) -> bare.replaceAll("(?i)\\s*\\([^()]*" + name + "[^()]*\\)\\s*$", "")
                                .replaceAll("(?i)(\\bthe )?" + name + "(?![\\p{L}\\p{N}])", "it"));
    }

    private static Passage passage(Hit hit, float[] second) {
        var whole = hit.whole();
        return new Passage(
                hit.documentId(),
                hit.version(),
                hit.chunkId(),
                hit.title(),
                hit.section(),
                whole.text(),
                hit.category(),
                hit.productId(),
                hit.score(),
                IntStream.range(0, whole.spans().size())
                        .mapToObj(i -> {
                            var span = whole.spans().get(i);
                            var likeness = whole.sentences().get(i).secondCosine(second);
                            return new Finding.Span(span.start(), span.end(), span.score(), likeness);
                        })
                        .toList());
    }

    /** The vector that came along, if it is one of our own model; another would be near to anything. */
    private static float[] vector(@Nullable Embedding made, String question, Generation generation) {
        if (made != null && generation.encoder().modelId().equals(made.model())) {
            try {
                var vector = made.floats();
                if (vector.length == DIMENSIONS && isFinite(vector)) {
                    return vector;
                }
            } catch (IllegalArgumentException e) {
                log.warn("the vector that came with the turn is not one");
            }
        }
        return generation.encoder().embedQuery(question);
    }

    private static boolean isFinite(float[] vector) {
        for (var value : vector) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private EvidenceGathered failed(IntentClassified turn, Throwable cause) {
        pausedUntil = Instant.now().plus(PAUSE);
        log.warn("search failed: {}", cause.getClass().getSimpleName());
        return evidence(turn, Outcome.FAILED, List.of());
    }

    private static EvidenceGathered evidence(IntentClassified turn, Outcome outcome, List<Finding> findings) {
        return new EvidenceGathered(EvidenceGathered.metaFor(turn, Route.RAG, 0), Route.RAG, outcome, findings, null);
    }

    @Override
    public void destroy() {
        searches.shutdownNow();
    }
}
