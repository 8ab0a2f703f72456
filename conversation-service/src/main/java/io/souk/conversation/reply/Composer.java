package io.souk.conversation.reply;

import io.souk.conversation.reply.Extractor.Answer;
import io.souk.conversation.reply.Reply.Handoff;
import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.ProductView;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Offer;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the reply of a turn from its evidence alone, without a language model. What was done or must be decided comes first, then
 * products, then what the documents say, then what could not be looked up, and last what still waits for an answer.
 */
@Component
public class Composer {
    private static final int MOST_SENTENCES = 3;
    private static final int MOST_READINGS = 3;
    private static final int FEW = 3;
    /** What tools-service refuses because a person has to do it. */
    private static final Set<String> FOR_A_PERSON = Set.of("needs-person", "identity-locked");

    private static final int FAILURES_BEFORE_HANDOFF = 2;
    private static final String SIGN_IN = "sign-in-required";
    /** As long as a proposal stands. */
    private static final Duration OFFER_STANDS = Duration.ofMinutes(10);
    /** Of a longer message such words are only a part. */
    private static final int LONGEST_ABOUT_US = 9;
    /** What is refused by a rule that the documents have. */
    private static final Set<String> EXPLAINED_BY_RULES =
            Set.of("return-window-over", "not-returnable", "no-refunds", "nothing-to-return", "no-open-orders");
    /** Less than this is not even near. */
    private static final double NEAR = 0.15;
    /** A passage that covers this much of the question was not found by chance. */
    private static final double SPEAKS_FOR_ITSELF = 0.7;

    private final Texts texts;
    private final Lexicon lexicon;
    private final Extractor extractor;
    private final ReplyProperties properties;

    Composer(Texts texts, ReplyProperties properties) {
        this.texts = texts;
        this.lexicon = new Lexicon(properties.locale());
        this.extractor = new Extractor(lexicon, properties.locale());
        this.properties = properties;
    }

    /** For a turn that nobody understood in time. */
    public Reply apology(String turnId) {
        var voice = new Voice(texts, turnId);
        return new Reply(
                voice.say("apology"),
                List.of(),
                List.of(),
                List.of(voice.say("suggest.person")),
                Rung.PARTIAL,
                true,
                null);
    }

    /** While a person has the conversation. */
    public Reply passedOn(String turnId) {
        return new Reply(
                new Voice(texts, turnId).say("handoff.waiting"),
                List.of(),
                List.of(),
                List.of(),
                Rung.HANDOFF,
                true,
                null);
    }

    /**
     * The reply to all that a message wants.
     *
     * @param wishes in their order, each with its evidence; never empty
     */
    public Reply compose(List<Gathered> wishes) {
        if (wishes.size() == 1) {
            return new Writing(wishes.getFirst(), new Draft()).write();
        }
        var whole = new Draft();
        var writings =
                wishes.stream().map(wish -> new Writing(wish, whole.part())).toList();
        // Of several wishes one that is clear is worth more than a question about the others.
        var clear = writings.stream().filter(writing -> !writing.isUnclear()).toList();
        if (clear.isEmpty()) {
            return writings.getFirst().write();
        }
        var handedOff = clear.stream()
                .filter(writing -> writing.top.intent() == Intent.HUMAN_AGENT)
                .findFirst();
        for (var writing : clear) {
            if (writing.top.intent() != Intent.HUMAN_AGENT) {
                writing.answer();
                whole.add(writing.draft);
            }
        }
        if (handedOff.isPresent()) {
            var handoff = handedOff.get().handoff();
            whole.add(handedOff.get().draft);
            return new Reply(
                    whole.text(), whole.citations(), whole.cards(), List.of(), Rung.HANDOFF, true, handoff.handoff());
        }
        var forPerson = clear.stream()
                .filter(writing -> writing.forPerson().isPresent())
                .findFirst();
        if (forPerson.isPresent()) {
            whole.say(forPerson.get().voice.say("handoff"));
            var handoff = forPerson.get().handoff(forPerson.get().forPerson().orElseThrow());
            return new Reply(
                    whole.text(), whole.citations(), whole.cards(), List.of(), Rung.HANDOFF, true, handoff.handoff());
        }
        if (clear.stream().allMatch(Writing::leavesPending)) {
            clear.getLast().remind();
            whole.add(clear.getLast().draft);
        }
        clear.forEach(Writing::suggestFollowUps);
        var partial = clear.stream().anyMatch(writing -> !writing.missing.isEmpty());
        return new Reply(
                whole.text(),
                whole.citations(),
                whole.cards(),
                whole.suggestions(),
                partial ? Rung.PARTIAL : Rung.COMPOSED,
                true,
                null,
                whole.offer(),
                whole.chosen());
    }

    /** The answer to one wish being written. */
    private final class Writing {
        private final Gathered gathered;
        private final IntentClassified intent;
        private final RankedIntent top;
        private final Voice voice;
        private final OrderWords orders;
        private final ProductWords products;
        private final Draft draft;
        private final Suggestions suggestions;
        private final List<Finding> findings;
        private final List<Passage> passages;
        private final Set<Route> missing = EnumSet.noneOf(Route.class);

        Writing(Gathered gathered, Draft draft) {
            this.gathered = gathered;
            this.draft = draft;
            this.intent = gathered.intent();
            this.top = intent.top();
            this.voice = new Voice(texts, gathered.turnId());
            this.orders = new OrderWords(voice);
            this.products = new ProductWords(voice, lexicon);
            this.suggestions = new Suggestions(voice, draft);
            this.findings = gathered.evidence().stream()
                    .filter(evidence -> evidence.outcome() != Outcome.FAILED)
                    .flatMap(evidence -> evidence.findings().stream())
                    .toList();
            this.passages = of(Passage.class);
            missing.addAll(gathered.missing());
            gathered.evidence().stream()
                    .filter(evidence -> evidence.outcome() == Outcome.FAILED)
                    .map(EvidenceGathered::from)
                    .forEach(missing::add);
            missing.remove(Route.UNKNOWN);
        }

        Reply write() {
            var aboutUs = aboutUs();
            if (aboutUs.isPresent()) {
                draft.say(voice.say(aboutUs.get()));
                remind();
                suggestions.start();
                return reply(Rung.COMPOSED, true);
            }
            if (top.intent() == Intent.HUMAN_AGENT) {
                return handoff();
            }
            if (isUnclear()) {
                return clarify();
            }
            answer();
            var forPerson = forPerson();
            if (forPerson.isPresent()) {
                draft.say(voice.say("handoff"));
                return handoff(forPerson.get());
            }
            remind();
            suggestFollowUps();
            // What is not ours has had an answer, but not the one that was hoped for: the next time a person is
            // offered.
            return reply(missing.isEmpty() ? Rung.COMPOSED : Rung.PARTIAL, top.intent() != Intent.OUT_OF_SCOPE);
        }

        /** Who it is that answers, and what for, nobody has to look up. */
        private Optional<String> aboutUs() {
            var isShort = intent.text().strip().split("\\s+", LONGEST_ABOUT_US + 1).length <= LONGEST_ABOUT_US;
            if (!isShort || of(Finding.class).stream().anyMatch(finding -> !(finding instanceof Passage))) {
                return Optional.empty();
            }
            return lexicon.matches("asksWhoWeAre", intent.text())
                    ? Optional.of("general.who")
                    : lexicon.matches("asksWhatWeDo", intent.text()) ? Optional.of("general") : Optional.empty();
        }

        private void answer() {
            if (isAboutOneOfMany()) {
                askWhichProduct();
                return;
            }
            sayOrders();
            var acted = !draft.isSilent();
            if (!acted || isAboutProducts()) {
                sayProducts();
            }
            sayPassages(draft.isSilent() ? MOST_SENTENCES : acted || speaksOfProductsOnly() ? extra() : MOST_SENTENCES);
            if (documentsAnswerGuest()) {
                draft.say(voice.say("sign-in.too"));
            }
            if (draft.isSilent() && missing.isEmpty()) {
                sayNothingFound();
            }
            missing.forEach(route -> draft.say(voice.say("missing." + route.wireName())));
        }

        private void suggestFollowUps() {
            suggestions.followUps(intent, findings, draft.isSilent());
        }

        private Reply reply(Rung rung, boolean understood) {
            return new Reply(
                    draft.text(),
                    draft.citations(),
                    draft.cards(),
                    draft.suggestions(),
                    rung,
                    understood,
                    null,
                    draft.offer(),
                    draft.chosen());
        }

        /** "Does it have big buttons", of a list whose products are all alike to us. */
        private boolean isAboutOneOfMany() {
            return (top.intent() == Intent.PRODUCT_INFO || top.intent() == Intent.COMPATIBILITY)
                    && !top.is(Intent.PRODUCT_INFO, Variants.LIST)
                    && intent.entities().products().isEmpty()
                    && intent.entities().categories().isEmpty()
                    && intent.focus().products().isEmpty()
                    && intent.focus().listed().size() > 1
                    && missing.isEmpty()
                    && lexicon.matches("pointsAtOne", intent.text());
        }

        private void askWhichProduct() {
            var names = intent.focus().listed().stream()
                    .limit(MOST_READINGS)
                    .map(FocusProduct::name)
                    .toList();
            draft.say(voice.say(
                    "which.product",
                    "list",
                    texts.list(names),
                    "more",
                    intent.focus().listed().size() - names.size()));
            names.forEach(name -> draft.suggest(voice.say("suggest.whatabout", "product", name)));
        }

        /** Offers what was just said in words: a yes to it is that wish. */
        private void offer(Intent wish, @Nullable String variant, String key) {
            draft.offer(new Offer(
                    wish,
                    variant,
                    voice.say(key),
                    wish == Intent.HUMAN_AGENT ? Entities.NONE : intent.entities(),
                    Instant.now().plus(OFFER_STANDS)));
        }

        /** Weak, and nothing that was found speaks for it. */
        private boolean isUnclear() {
            if (top.confidence() >= properties.clarifyBelow() || gathered.pending() != null || !missing.isEmpty()) {
                return false;
            }
            var isSpecific = findings.stream()
                    .anyMatch(finding -> !(finding instanceof Passage || finding instanceof Finding.Products));
            var named = !intent.entities().products().isEmpty()
                    || !intent.entities().categories().isEmpty()
                    || !intent.entities().orderIds().isEmpty();
            return !isSpecific
                    && !(named && !findings.isEmpty())
                    && answer(MOST_SENTENCES).coverage() < SPEAKS_FOR_ITSELF;
        }

        private Reply clarify() {
            if (gathered.misunderstood() >= FAILURES_BEFORE_HANDOFF) {
                draft.say(voice.say("handoff.not-understood"));
                return handoff("not-understood");
            }
            var again = gathered.misunderstood() > 0;
            draft.say(voice.say(again ? "clarify.again" : "clarify"));
            if (again) {
                offer(Intent.HUMAN_AGENT, null, "suggest.person");
                draft.suggest(voice.say("suggest.person"));
            }
            intent.intents().stream()
                    .map(RankedIntent::intent)
                    .distinct()
                    .limit(MOST_READINGS)
                    .forEach(reading -> draft.suggest(voice.say("reading." + reading.wireName())));
            return reply(Rung.COMPOSED, false);
        }

        private Reply handoff() {
            draft.say(voice.say("handoff"));
            // Opening hours and contact data, if the documents have them.
            var answer = answer(1);
            if (answer.answers()) {
                draft.say(draft.cited(answer.sentences()));
            }
            return handoff("requested");
        }

        private Reply handoff(String reason) {
            var focus = intent.focus();
            var pending = gathered.pending();
            var summary = voice.say(
                    "handoff.summary",
                    "signedIn",
                    intent.customerId() == null ? "no" : "yes",
                    "intent",
                    Stream.concat(
                                    intent.intents().stream().skip(1).limit(1).map(RankedIntent::intent),
                                    Stream.of(top.intent()))
                            .distinct()
                            .map(Intent::wireName)
                            .toList()
                            .getLast(),
                    "products",
                    orNone(focus.products().stream().map(FocusProduct::name).toList()),
                    "orders",
                    orNone(focus.orderIds()),
                    "pending",
                    pending == null ? "none" : pending.operation());
            return new Reply(
                    draft.text(),
                    draft.citations(),
                    List.of(),
                    List.of(),
                    Rung.HANDOFF,
                    true,
                    new Handoff(reason, summary));
        }

        /** What only a person can do, by the code that says so. */
        private Optional<String> forPerson() {
            return of(Finding.Refusal.class).stream()
                    .map(Finding.Refusal::code)
                    .filter(FOR_A_PERSON::contains)
                    .findFirst();
        }

        private String orNone(List<String> items) {
            return items.isEmpty() ? "none" : texts.list(items);
        }

        private void sayOrders() {
            var asked = top.variant() != null && top.variant().equals(Variants.STATUS);
            for (var finding : findings) {
                switch (finding) {
                    case Finding.Done done ->
                        draft.say(orders.done(done, asked)).card(done);
                    case Finding.Proposal proposal ->
                        draft.say(orders.proposal(proposal)).card(proposal);
                    case Finding.Question question -> {
                        draft.say(orders.question(question));
                        var list = of(Finding.Orders.class);
                        draft.lines(list.isEmpty() ? orders.choices(question) : orders.lines(list.getFirst()))
                                .card(question);
                    }
                    case Finding.Order order ->
                        draft.say(
                                        orders.track(order.order()),
                                        top.is(Intent.DELIVERY, Variants.LATE) ? orders.reassurance(order.order()) : "")
                                .card(order);
                    case Finding.Orders list -> {
                        // With a question they are its choices.
                        if (of(Finding.Question.class).isEmpty()) {
                            draft.say(list.orders().isEmpty() ? voice.say("nothing.orders") : orders.heading(list))
                                    .lines(orders.lines(list));
                        }
                        draft.card(list);
                    }
                    case Finding.Refusal refusal -> {
                        draft.say(documentsAnswerGuest() ? "" : orders.refusal(refusal))
                                .card(refusal);
                        offerInstead(refusal.code());
                    }
                    case Passage _,
                            Finding.Products _,
                            Finding.Comparison _,
                            Finding.Compatibility _,
                            Finding.Unknown _ -> {}
                }
            }
        }

        /** What the words of the refusal offer. */
        private void offerInstead(String code) {
            switch (code) {
                case "return-window-over", "not-returnable", "nothing-to-return" ->
                    offer(Intent.COMPLAINT, Variants.REQUEST, "suggest.complaint.open");
                case "no-open-orders" -> offer(Intent.ORDER_STATUS, Variants.MY_ORDERS, "suggest.orders");
                default -> {}
            }
        }

        private void sayProducts() {
            of(Finding.Comparison.class).stream().limit(1).forEach(comparison -> {
                var answer = new ComparisonAnswer(voice, lexicon).to(intent.question(), comparison);
                if (answer.isPresent()) {
                    draft.say(answer.get().words());
                    answer.get().best().map(ProductView::id).ifPresent(draft::choose);
                } else {
                    draft.say(products.comparison(comparison).toArray(String[]::new));
                }
                draft.card(comparison);
            });
            of(Finding.Compatibility.class).stream().limit(1).forEach(compatibility -> {
                sayCompatibility(compatibility);
                draft.card(compatibility);
            });
            of(Finding.Products.class).stream()
                    .filter(list -> !list.products().isEmpty())
                    .limit(1)
                    .forEach(this::sayProducts);
        }

        private void sayCompatibility(Finding.Compatibility compatibility) {
            var other = intent.entities().products().stream()
                    .filter(mention ->
                            !mention.productId().equals(compatibility.product().id()))
                    .findFirst();
            if (other.isPresent()) {
                draft.say(products.compatibleWith(
                        compatibility, other.get().productId(), other.get().name()));
            } else if (compatibility.matches().isEmpty()) {
                draft.say(voice.say(
                        "compatible.none", "product", compatibility.product().name()));
            } else {
                draft.say(voice.say(
                                "compatible", "product", compatibility.product().name()))
                        .lines(products.compatible(compatibility));
            }
        }

        private void sayProducts(Finding.Products list) {
            var first = list.products().getFirst();
            var several = list.products().size() > 1;
            if (top.intent() == Intent.RECOMMENDATION) {
                var like = intent.entities().products();
                draft.say(products.understood(list), products.relaxed(list))
                        .say(
                                like.isEmpty()
                                        ? products.recommended(list)
                                        : products.similar(list, like.getFirst().name()))
                        .card(list);
            } else if (top.is(Intent.PRODUCT_INFO, Variants.DETAIL)
                    && list.products().size() <= FEW) {
                var lines = list.products().stream()
                        .flatMap(product -> products.detail(product, intent.question()).stream())
                        .toList();
                if (!lines.isEmpty()) {
                    draft.say(lines.toArray(String[]::new)).card(list);
                } else if (!several && asksNothingSpecial(first)) {
                    draft.say(products.about(first))
                            .say(products.keySpecs(first))
                            .card(list);
                }
            } else if (several
                    && top.is(Intent.PRODUCT_INFO, Variants.DETAIL)
                    && answer(MOST_SENTENCES).answers()) {
                // "How do I pair my headphones" is not answered by naming all of them.
                return;
            } else if (several && isNamed(list)) {
                list.products().forEach(product -> draft.say(products.about(product)));
                draft.card(list);
            } else if (several || top.is(Intent.PRODUCT_INFO, Variants.LIST)) {
                if (list.products().size() < FEW) {
                    draft.say(products.list(list)).card(list);
                } else {
                    draft.say(products.heading(list))
                            .lines(products.lines(list))
                            .card(list);
                }
            } else if (isAboutProducts()) {
                draft.say(products.about(first)).say(products.keySpecs(first)).card(list);
            }
        }

        /** "Tell me more about the X1": nothing is left of it but the name. */
        private boolean asksNothingSpecial(ProductView product) {
            var left = new HashSet<>(lexicon.stems(intent.question()));
            lexicon.stems(product.name()).forEach(left::remove);
            lexicon.stems(product.brand()).forEach(left::remove);
            return left.isEmpty();
        }

        /** Whether the customer named each of them. */
        private boolean isNamed(Finding.Products list) {
            var named = intent.entities().products().stream()
                    .map(ProductMention::productId)
                    .toList();
            return list.products().stream().map(ProductView::id).allMatch(named::contains);
        }

        private boolean isAboutProducts() {
            return switch (top.intent()) {
                case PRODUCT_INFO, COMPARISON, COMPATIBILITY, RECOMMENDATION -> true;
                default -> false;
            };
        }

        /** Whether what has been said is an overview that documents can only dilute. */
        private boolean speaksOfProductsOnly() {
            return isAboutProducts() && !top.is(Intent.PRODUCT_INFO, Variants.DETAIL);
        }

        /** How many sentences of documents may follow what leads. */
        private int extra() {
            if (!of(Finding.Done.class).isEmpty()) {
                return 0;
            }
            return switch (top.intent()) {
                case REFUND, EXCHANGE -> top.variant() != null && top.variant().equals(Variants.STATUS) ? 0 : 1;
                case COMPLAINT -> 0;
                case DELIVERY, ORDER_CHANGE, PAYMENT -> 1;
                case PRODUCT_INFO -> top.is(Intent.PRODUCT_INFO, Variants.ABOUT) || top.variant() == null ? 1 : 0;
                case GENERAL, ACCOUNT -> MOST_SENTENCES;
                default -> 0;
            };
        }

        private void sayPassages(int most) {
            if (passages.isEmpty() || most == 0 || hasRefused()) {
                return;
            }
            var isAbout = isAboutProducts() && !draft.isSilent() && most == 1;
            if (isAbout) {
                draft.say(draft.cited(extractor.opening(ofProductsInQuestion(), 1)));
                return;
            }
            if (isAboutProducts() && !draft.isSilent()) {
                addFromOwnDocuments(most);
                return;
            }
            var answer = hasProposal() && top.intent() == Intent.REFUND ? returnRule() : answer(most);
            if (answer.answers()) {
                draft.say(draft.cited(answer.sentences()));
            } else if (draft.isSilent() && missing.isEmpty() && answer.coverage() >= NEAR) {
                var nearest = answer.sentences().getFirst();
                draft.say(voice.say(
                        "nearest", "title", nearest.passage().title(), "sentence", draft.cited(List.of(nearest))));
            }
        }

        /** The data sheet has answered: only the product's own documents may add to it, and nothing to a price or a number in stock. */
        private void addFromOwnDocuments(int most) {
            if (lexicon.matches("asksPrice", intent.question()) || lexicon.matches("asksStock", intent.question())) {
                return;
            }
            var added = answer(ofProductsInQuestion(), most);
            if (added.answers()) {
                draft.say(draft.cited(added.sentences()));
            }
        }

        /** After "not found" a policy would only be noise; a no is understood better with the rule behind it. */
        private boolean hasRefused() {
            return of(Finding.Refusal.class).stream()
                    .map(Finding.Refusal::code)
                    .anyMatch(code ->
                            code.equals(SIGN_IN) ? !documentsAnswerGuest() : !EXPLAINED_BY_RULES.contains(code));
        }

        /** What a guest asks may be a question of policy, and nothing about an order of theirs. */
        private boolean documentsAnswerGuest() {
            var entities = intent.entities();
            return of(Finding.Refusal.class).stream()
                            .anyMatch(refusal -> refusal.code().equals(SIGN_IN))
                    && entities.orderIds().isEmpty()
                    && entities.references().isEmpty()
                    && answer(MOST_SENTENCES).answers();
        }

        private boolean hasProposal() {
            return !of(Finding.Proposal.class).isEmpty();
        }

        /** Whoever sends something back wants to know by when, which is not in the words of "I want to return it". */
        private Answer returnRule() {
            return extractor.answer(lexicon.text("returnRule"), List.of(), passages, 1);
        }

        private Answer answer(int most) {
            return answer(passages, most);
        }

        private Answer answer(List<Passage> among, int most) {
            var names = Stream.concat(
                            intent.entities().products().stream().map(ProductMention::name),
                            of(Finding.Products.class).stream()
                                    .filter(list -> list.products().size() == 1)
                                    .map(list -> list.products().getFirst())
                                    // "My laptop does not start": in its own manual that is no telling word.
                                    .flatMap(product -> Stream.of(product.name(), product.category())))
                    .distinct()
                    .toList();
            return extractor.answer(intent.question(), names, among, most);
        }

        /** A manual of another product says nothing of this one. */
        private List<Passage> ofProductsInQuestion() {
            var ids = Stream.concat(
                            intent.entities().products().stream().map(ProductMention::productId),
                            of(Finding.Products.class).stream()
                                    .flatMap(list -> list.products().stream())
                                    .map(ProductView::id))
                    .toList();
            return passages.stream()
                    .filter(passage -> passage.productId() != null && ids.contains(passage.productId()))
                    .toList();
        }

        private void sayNothingFound() {
            switch (top.intent()) {
                case GREETING -> draft.say(voice.say("greeting"));
                case THANKS -> draft.say(voice.say("thanks"));
                case OUT_OF_SCOPE -> {
                    if (gathered.misunderstood() == 0) {
                        draft.say(voice.say("out-of-scope"));
                    } else {
                        draft.say(voice.say("out-of-scope.again")).suggest(voice.say("suggest.person"));
                        offer(Intent.HUMAN_AGENT, null, "suggest.person");
                    }
                }
                case AFFIRM -> draft.say(voice.say("affirm.nothing"));
                case DENY -> draft.say(voice.say(gathered.pending() == null ? "deny.nothing" : "refusal.dropped"));
                case COMPARISON, COMPATIBILITY -> draft.say(voice.say("nothing.products"));
                case RECOMMENDATION -> draft.say(voice.say(isVague() ? "recommend.what" : "nothing.products"));
                case PRODUCT_INFO -> {
                    var named = intent.entities().products();
                    draft.say(
                            top.is(Intent.PRODUCT_INFO, Variants.LIST)
                                    ? voice.say("nothing.products")
                                    : named.isEmpty()
                                            ? notInDocuments()
                                            : voice.say(
                                                    "nothing.documents.product",
                                                    "product",
                                                    named.getFirst().name()));
                }
                case ORDER_STATUS -> draft.say(voice.say("nothing.orders"));
                case GENERAL -> draft.say(intent.routes().isEmpty() ? voice.say("general") : notInDocuments());
                case COMPLAINT ->
                    draft.say(top.is(Intent.COMPLAINT, Variants.FEEDBACK) ? voice.say("feedback") : notInDocuments());
                case DELIVERY, REFUND, ORDER_CHANGE, EXCHANGE, PAYMENT, ACCOUNT -> draft.say(notInDocuments());
                case HUMAN_AGENT -> throw new IllegalStateException("handed off before");
            }
        }

        /** No dead end: a person may know. */
        private String notInDocuments() {
            if (gathered.pending() == null) {
                offer(Intent.HUMAN_AGENT, null, "suggest.person");
                draft.suggest(voice.say("suggest.person"));
                return voice.say("nothing.documents") + ' ' + voice.say("offer.person");
            }
            return voice.say("nothing.documents");
        }

        private boolean isVague() {
            return intent.entities().products().isEmpty()
                    && intent.entities().categories().isEmpty();
        }

        /** A digression leaves what waits for the customer as it was; the customer may have forgotten it. */
        private void remind() {
            var pending = gathered.pending();
            if (pending == null || !leavesPending() || !orders.isWorthReminding(pending)) {
                return;
            }
            draft.say(orders.reminder(pending));
            if (pending.awaiting() == Awaiting.CONFIRMATION) {
                draft.suggest(voice.say("suggest.yes")).suggest(voice.say("suggest.no"));
            } else {
                draft.suggest(voice.say("suggest.forget"));
            }
        }

        private boolean leavesPending() {
            var pending = gathered.pending();
            return pending == null || !isAnswered(pending);
        }

        private boolean isAnswered(PendingAction pending) {
            if (top.intent() == Intent.AFFIRM || top.intent() == Intent.DENY || missing.contains(Route.TOOLS)) {
                return true;
            }
            return gathered.evidence().stream().anyMatch(evidence -> evidence.pendingAction() != null)
                    || findings.stream().anyMatch(Finding.Done.class::isInstance)
                    || (pending.awaiting() == Awaiting.INPUT
                            && findings.stream().anyMatch(Finding.Refusal.class::isInstance));
        }

        private <F extends Finding> List<F> of(Class<F> kind) {
            return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
