package io.souk.conversation.reply;

import static io.souk.conversation.reply.DocumentAnswer.MOST_SENTENCES;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Property;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.Variants;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the catalogue says to one wish. */
final class ProductAnswer {
    private static final int FEW = 3;
    private static final int MOST_NAMES = 3;
    private static final double HALF = 0.5;

    private final Wanted wanted;
    private final Draft draft;
    private final Lexicon lexicon;
    private final DocumentAnswer documents;
    private final ProductWords words;

    ProductAnswer(Wanted wanted, Lexicon lexicon, DocumentAnswer documents) {
        this.wanted = wanted;
        this.draft = wanted.draft();
        this.lexicon = lexicon;
        this.documents = documents;
        this.words = new ProductWords(wanted.voice(), lexicon);
    }

    void say() {
        wanted.all(Finding.Comparison.class).stream().limit(1).forEach(this::compare);
        wanted.all(Compatibility.class).stream().limit(1).forEach(this::sayWhatWorksWith);
        wanted.all(Finding.Products.class).stream()
                .filter(list -> !list.products().isEmpty())
                .limit(1)
                .forEach(this::show);
    }

    /** "Does it have big buttons", of a list whose products are all alike to us. */
    boolean isAboutOneOfMany() {
        var intent = wanted.intent();
        var top = wanted.top();
        return (top.intent() == Intent.PRODUCT_INFO || top.intent() == Intent.COMPATIBILITY)
                && !top.is(Intent.PRODUCT_INFO, Variants.LIST)
                && intent.entities().products().isEmpty()
                && intent.entities().categories().isEmpty()
                && intent.focus().products().isEmpty()
                && intent.focus().listed().size() > 1
                && wanted.isComplete()
                && lexicon.matches("pointsAtOne", intent.text());
    }

    void askWhich() {
        var listed = wanted.intent().focus().listed();
        var names = listed.stream().limit(MOST_NAMES).map(FocusProduct::name).toList();
        draft.say(wanted.say(
                "which.product", "list", wanted.voice().texts().list(names), "more", listed.size() - names.size()));
        names.forEach(name -> draft.suggest(wanted.say("suggest.whatabout", "product", name)));
    }

    private void compare(Finding.Comparison comparison) {
        var answer =
                new ComparisonAnswer(wanted.voice(), lexicon).to(wanted.intent().question(), comparison);
        if (answer.isPresent()) {
            draft.say(answer.get().words());
            answer.get().best().map(ProductView::id).ifPresent(draft::choose);
        } else {
            draft.say(words.comparison(comparison).toArray(String[]::new));
        }
        draft.card(comparison);
    }

    private void sayWhatWorksWith(Compatibility compatibility) {
        var product = compatibility.product();
        if (asksForSomethingElse(compatibility)) {
            return;
        }
        if (compatibility.other() == null
                && lexicon.matches("asksYesOrNo", wanted.intent().text())) {
            documents.sayFirst();
        }
        var other = wanted.intent().entities().products().stream()
                .filter(mention -> !mention.productId().equals(product.id()))
                .findFirst();
        if (other.isPresent()) {
            draft.say(words.compatibleWith(
                    compatibility, other.get().productId(), other.get().name()));
        } else if (compatibility.matches().isEmpty()) {
            draft.say(wanted.say("compatible.none", "product", product.name()));
        } else {
            draft.say(wanted.say("compatible", "product", product.name())).lines(words.compatible(compatibility));
        }
        draft.say(words.misfits(compatibility).toArray(String[]::new));
        draft.card(compatibility);
    }

    /** "Does it fit my gym bag" asks for what is no product of ours, and no list of ours answers it; a document may. */
    private boolean asksForSomethingElse(Compatibility compatibility) {
        if (compatibility.other() != null
                || !lexicon.matches("asksYesOrNo", wanted.intent().text())) {
            return false;
        }
        var text = Stream.concat(
                        wanted.intent().entities().categories().stream(),
                        compatibility.matches().stream()
                                .flatMap(match -> Stream.of(
                                        match.product().name(), match.product().category(), match.reason())))
                .collect(Collectors.joining(" "));
        var telling = documents.telling();
        return !telling.isEmpty() && lexicon.held(telling, text) == 0;
    }

    private void show(Finding.Products list) {
        var top = wanted.top();
        var first = list.products().getFirst();
        var several = list.products().size() > 1;
        var sum = list.sum();
        if (sum != null) {
            draft.say(words.sum(sum)).card(list);
        } else if (top.intent() == Intent.RECOMMENDATION) {
            recommend(list);
        } else if ((top.is(Intent.PRODUCT_INFO, Variants.DETAIL) || list.property() != null)
                && list.products().size() <= FEW) {
            sayDetail(list);
        } else if (several
                && top.is(Intent.PRODUCT_INFO, Variants.DETAIL)
                && documents.find(MOST_SENTENCES).answers()) {
            // "How do I pair my headphones" is not answered by naming all of them.
            return;
        } else if (several && isNamed(list)) {
            list.products().forEach(product -> draft.say(words.about(product)));
            draft.card(list);
        } else if (several || top.is(Intent.PRODUCT_INFO, Variants.LIST)) {
            if (list.products().size() < FEW) {
                draft.say(words.list(list)).card(list);
            } else {
                draft.say(words.heading(list)).lines(words.lines(list)).card(list);
            }
        } else if (wanted.isAboutProducts() && !isAskedForMore(first)) {
            draft.say(words.about(first)).say(words.keySpecs(first)).card(list);
        }
    }

    private void recommend(Finding.Products list) {
        var like = wanted.intent().entities().products();
        if (!list.unmet().isEmpty()) {
            draft.say(words.unmet(list)).lines(words.lines(list)).card(list);
            return;
        }
        draft.say(words.understood(list), words.relaxed(list))
                .say(
                        like.isEmpty()
                                ? words.recommended(list)
                                : words.similar(list, like.getFirst().name()))
                .card(list);
    }

    private void sayDetail(Finding.Products list) {
        var first = list.products().getFirst();
        var question = wanted.intent().question();
        var property = list.property();
        if (property != null && list.products().size() == 1) {
            if (isBesideThePoint(property)) {
                return;
            }
            if (asksForNothingButThePrice() && property.kinds().isEmpty()) {
                draft.say(words.detail(first, question, 0).orElse("")).card(list);
                return;
            }
            var value = property.value();
            var fuller = value == null
                            || property.verdict() != null
                            || !property.kinds().isEmpty()
                    ? Optional.<String>empty()
                    : documents.saysAsWell(value);
            if (fuller.isPresent()) {
                draft.say(fuller.get()).card(list);
                return;
            }
            var said = words.property(first, property, question);
            if (said.isPresent() || !documents.find(MOST_SENTENCES).answers()) {
                draft.say(said.orElseGet(() -> words.unsaid(first, property))).card(list);
            }
            return;
        }
        // A line that is about little of the question is better than nothing, and worse than what a document says.
        var least = documents.find(MOST_SENTENCES).answers() ? HALF : 0;
        var lines = list.products().stream()
                .flatMap(product -> words.detail(product, question, least).stream())
                .toList();
        if (!lines.isEmpty()) {
            draft.say(lines.toArray(String[]::new)).card(list);
        } else if (list.products().size() == 1 && asksNothingSpecial(first)) {
            draft.say(words.about(first)).say(words.keySpecs(first)).card(list);
        }
    }

    /**
     * Whether most of the question is about something else: of "do the keys light up in the dark" the weight has only "light". Of a
     * question of few words one is what the line was found by, though perhaps in words that only the catalogue knows.
     */
    private boolean isBesideThePoint(Property property) {
        if (property.value() == null || !property.kinds().isEmpty()) {
            return false;
        }
        var telling = documents.telling();
        var text =
                String.join(" ", property.name(), property.value(), Objects.requireNonNullElse(property.asked(), ""));
        var held = telling.stream()
                .filter(stem -> lexicon.held(Set.of(stem), text) > 0
                        || lexicon.measuredBy(stem).contains(property.name()))
                .count();
        return Math.max(1, held) < HALF * telling.size()
                && (property.verdict() != null || documents.find(MOST_SENTENCES).isSure());
    }

    /** "How much it cost": no word of it is about anything else. */
    private boolean asksForNothingButThePrice() {
        var telling = documents.telling();
        return lexicon.matches("asksPrice", wanted.intent().text())
                && lexicon.held(telling, lexicon.text("price")) == telling.size();
    }

    /** "Where are they made" asks for one thing, and what can be said of the product in general has none of it. */
    private boolean isAskedForMore(ProductView product) {
        var text = wanted.intent().text();
        if (!lexicon.matches("isQuestion", text) || lexicon.matches("asksInGeneral", text)) {
            return false;
        }
        var telling = documents.telling();
        return (!telling.isEmpty() || lexicon.matches("asksPlaceOrPerson", text))
                && lexicon.held(
                                telling,
                                String.join(
                                        " ",
                                        product.brand(),
                                        product.category(),
                                        Objects.requireNonNullElse(product.description(), ""),
                                        String.join(" ", product.specs().keySet()),
                                        String.join(" ", product.specs().values())))
                        == 0;
    }

    /** "Tell me more about the X1": nothing is left of it but the name. */
    private boolean asksNothingSpecial(ProductView product) {
        var left = new HashSet<>(lexicon.stems(wanted.intent().question()));
        lexicon.stems(product.name()).forEach(left::remove);
        lexicon.stems(product.brand()).forEach(left::remove);
        return left.isEmpty();
    }

    /** Whether the customer named each of them. */
    private boolean isNamed(Finding.Products list) {
        var named = wanted.intent().entities().products().stream()
                .map(ProductMention::productId)
                .toList();
        return list.products().stream().map(ProductView::id).allMatch(named::contains);
    }
}
