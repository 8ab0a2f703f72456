package io.souk.conversation.reply;

import io.souk.conversation.reply.Extractor.Answer;
import io.souk.conversation.reply.Extractor.Asked;
import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.ProductView;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documents say to one wish. */
final class DocumentAnswer {
    static final int MOST_SENTENCES = 3;

    private static final String SIGN_IN = "sign-in-required";
    /** What is refused by a rule that the documents have. */
    private static final Set<String> EXPLAINED_BY_RULES =
            Set.of("not-returnable", "no-refunds", "nothing-to-return", "no-open-orders");

    private static final Set<String> ASK_FOR_PRODUCTS = Set.of("two-products-needed", "product-needed");
    /** Less probable than this, a sentence is not even near; what is not ours must be nearer. */
    private static final double NEAR = 0.05;

    private static final double NEAR_WHAT_IS_NOT_OURS = 0.1;

    private final Wanted wanted;
    private final Draft draft;
    private final Lexicon lexicon;
    private final Extractor extractor;
    private final List<Passage> passages;
    /** By how many sentences were wanted: several readers of the evidence ask whether the documents answer. */
    private final Map<Integer, Answer> found = new HashMap<>();

    private boolean hasAdded;

    DocumentAnswer(Wanted wanted, Lexicon lexicon, Extractor extractor) {
        this.wanted = wanted;
        this.draft = wanted.draft();
        this.lexicon = lexicon;
        this.extractor = extractor;
        this.passages = wanted.all(Passage.class);
    }

    /** Says at most this many sentences; the nearest one where none answers and nothing else has been said. */
    void say(int most) {
        if (passages.isEmpty() || most == 0 || hasRefused()) {
            return;
        }
        if (wanted.isAboutProducts() && !draft.isSilent()) {
            if (hasAdded) {
                return;
            }
            if (most == 1) {
                draft.say(draft.cited(extractor.opening(ofProductsInQuestion(), 1)));
            } else {
                addFromOwnDocuments();
            }
            return;
        }
        var answer = wanted.has(Finding.Proposal.class) && wanted.top().intent() == Intent.REFUND
                ? returnRule()
                : find(most);
        if (answer.answers()) {
            var sentences = draft.cited(answer.sentences());
            draft.say(answer.isSure() || !draft.isSilent() ? sentences : wanted.say("perhaps", "sentences", sentences));
        } else if (draft.isSilent() && wanted.isComplete() && answer.probability() >= near()) {
            var nearest = answer.sentences().getFirst();
            draft.say(wanted.say(
                    "nearest", "title", nearest.passage().title(), "sentence", draft.cited(List.of(nearest))));
        }
    }

    private double near() {
        return wanted.top().intent() == Intent.OUT_OF_SCOPE ? NEAR_WHAT_IS_NOT_OURS : NEAR;
    }

    /** The at most this many sentences that answer. */
    Answer find(int most) {
        return found.computeIfAbsent(most, _ -> extractor.answer(asked(), ofNoOtherProduct(), most));
    }

    /** Stems of what the question is about, without the names of what is spoken of. */
    Set<String> telling() {
        return Extractor.question(asked(), lexicon).wanted();
    }

    private Asked asked() {
        return new Asked(
                wanted.intent().question(),
                names(),
                spokenOf(),
                wanted.intent().focus().documents());
    }

    /** Where a product is asked about, what the manual of another one says is no answer. */
    private List<Passage> ofNoOtherProduct() {
        var ids = productsInQuestion();
        return ids.isEmpty()
                ? passages
                : passages.stream()
                        .filter(passage -> passage.productId() == null || ids.contains(passage.productId()))
                        .toList();
    }

    /** Whether nothing was found but that the products have to be named. */
    boolean areAskedForProducts() {
        return !wanted.findings().isEmpty()
                && wanted.findings().stream()
                        .allMatch(finding -> finding instanceof Finding.Refusal refusal
                                && ASK_FOR_PRODUCTS.contains(refusal.code()));
    }

    /** "Which product should it work with?" is asked only where nothing else answers. */
    boolean answerInsteadOf(Finding.Refusal refusal) {
        return ASK_FOR_PRODUCTS.contains(refusal.code()) && find(MOST_SENTENCES).answers();
    }

    /** What a guest asks may be a question of policy, and nothing about an order of theirs. */
    boolean answerGuest() {
        var entities = wanted.intent().entities();
        return wanted.all(Finding.Refusal.class).stream()
                        .anyMatch(refusal -> refusal.code().equals(SIGN_IN))
                && wanted.top().intent() != Intent.ORDER_STATUS
                && entities.orderIds().isEmpty()
                && entities.references().isEmpty()
                && find(MOST_SENTENCES).answers();
    }

    /**
     * What the product's own documents add to the data sheet in one sentence, if that says as well what the line of the sheet says:
     * nobody wants to read it twice.
     */
    Optional<String> saysAsWell(String value) {
        var added = adding();
        var held = Set.copyOf(lexicon.stems(value));
        var said = added.sentences().stream().map(Sentence::text).collect(Collectors.joining(" "));
        if (!added.answers()
                || added.sentences().stream()
                        .anyMatch(sentence -> !sentence.columns().isEmpty())
                || lexicon.held(held, said) < held.size()) {
            return Optional.empty();
        }
        hasAdded = true;
        return Optional.of(draft.cited(added.sentences()));
    }

    /** The sentences that answer, if they surely do, said before what the catalogue has to say. */
    void sayFirst() {
        var answer = find(MOST_SENTENCES);
        if (answer.isSure()) {
            draft.say(draft.cited(answer.sentences()));
            hasAdded = true;
        }
    }

    /** What the product's own manual surely says of the trouble that the customer has with it. */
    void sayWhatHelps() {
        var answer = extractor.answer(asked(), ofProductsInQuestion(), 2);
        if (answer.isSure()) {
            draft.say(wanted.say("helps", "sentences", draft.cited(answer.sentences())));
        }
    }

    /** The data sheet has answered: only the product's own documents may add to it, and nothing to a price or a number in stock. */
    private void addFromOwnDocuments() {
        var added = adding();
        if (added.answers()) {
            draft.say(draft.cited(added.sentences()));
        }
    }

    private Answer adding() {
        var question = wanted.intent().question();
        return lexicon.matches("asksPrice", question) || lexicon.matches("asksStock", question)
                ? Answer.NONE
                : extractor.adding(asked(), ofProductsInQuestion());
    }

    /** After "not found" a policy would only be noise; a no is understood better with the rule behind it. */
    private boolean hasRefused() {
        return wanted.all(Finding.Refusal.class).stream()
                .filter(refusal -> !answerInsteadOf(refusal))
                .map(Finding.Refusal::code)
                .anyMatch(code -> code.equals(SIGN_IN) ? !answerGuest() : !EXPLAINED_BY_RULES.contains(code));
    }

    /** Whoever sends something back wants to know by when, which is not in the words of "I want to return it". */
    private Answer returnRule() {
        var unjudged = passages.stream()
                // What search found near to the customer's own words is not near to these.
                .map(passage -> new Passage(
                        passage.documentId(),
                        passage.documentVersion(),
                        passage.chunkId(),
                        passage.title(),
                        passage.section(),
                        passage.text(),
                        passage.category(),
                        passage.productId(),
                        passage.score()))
                .toList();
        return extractor.answer(Asked.of(lexicon.text("returnRule")), unjudged, 1);
    }

    private List<String> productsInQuestion() {
        var named = wanted.intent().entities().products();
        return !named.isEmpty()
                ? named.stream().map(ProductMention::productId).toList()
                : lexicon.matches("pointsAtOne", wanted.intent().text())
                        ? wanted.intent().focus().products().stream()
                                .map(FocusProduct::id)
                                .toList()
                        : List.of();
    }

    /** As rag-service sees it: what is named, or else what was spoken of last. */
    private List<String> spokenOf() {
        var named = wanted.intent().entities().products();
        return named.isEmpty()
                ? wanted.intent().focus().products().stream()
                        .map(FocusProduct::id)
                        .limit(1)
                        .toList()
                : named.stream().map(ProductMention::productId).toList();
    }

    private List<String> names() {
        var entities = wanted.intent().entities();
        return Stream.concat(
                        Stream.concat(
                                entities.products().stream().map(ProductMention::name), entities.orderIds().stream()),
                        wanted.all(Finding.Products.class).stream()
                                .filter(list -> list.products().size() == 1)
                                .map(list -> list.products().getFirst())
                                // "My laptop does not start": in its own manual that is no telling word.
                                .flatMap(product -> Stream.of(product.name(), product.category())))
                .distinct()
                .toList();
    }

    /** A manual of another product says nothing of this one. */
    private List<Passage> ofProductsInQuestion() {
        var ids = Stream.concat(
                        productsInQuestion().stream(),
                        wanted.all(Finding.Products.class).stream()
                                .flatMap(list -> list.products().stream())
                                .map(ProductView::id))
                .toList();
        return passages.stream()
                .filter(passage -> passage.productId() != null && ids.contains(passage.productId()))
                .toList();
    }
}
