package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.Amount;
import io.souk.events.Entities.DateMention;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.dialogue.TurnInterpreter.WishRead;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.ReadingContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** "Track ORD-1001 and what is your return policy?": each part of a message that wants something for itself. */
final class SeveralWishes {
    private SeveralWishes() {}

    /** In the order of the message; what the parts before one named is what it speaks about. */
    static List<WishRead> in(Said said, LocalDate today, Classification classification) {
        var wishes = new ArrayList<WishRead>();
        var products = new ArrayList<FocusProduct>();
        var orders = new LinkedHashSet<String>();
        for (var segment : classification.segments()) {
            var part = EntityExtractor.extract(
                    said.message().spelt().typed(segment.start(), segment.end()),
                    said.index(),
                    new ReadingContext(today, false, false, List.copyOf(orders)));
            var entities = new Said(inFocus(said.turn(), products, orders), said.index(), part)
                    .resolver()
                    .resolve(segment.top());
            var ranked = new Classification(segment.ranked(), classification.classifier()).likely();
            wishes.add(new WishRead(
                    part.spelt().typed(),
                    ranked,
                    wishes.isEmpty()
                            ? moved(entities, segment.start())
                            : part.spelt().typed(entities),
                    StandAlone.question(part, entities)));
            entities.products()
                    .forEach(product -> products.addFirst(new FocusProduct(product.productId(), product.name())));
            orders.addAll(entities.orderIds());
        }
        return answerable(wishes, said);
    }

    /** What could only be asked back about is left out where something else is wanted as well: one question back is enough. */
    private static List<WishRead> answerable(List<WishRead> wishes, Said said) {
        var clear = wishes.stream().filter(wish -> !asksBack(wish, said)).toList();
        return clear.isEmpty() ? wishes : clear;
    }

    /** A comparison of nothing. */
    private static boolean asksBack(WishRead wish, Said said) {
        return wish.top().intent() == Intent.COMPARISON
                && wish.entities().products().size() < 2
                && said.turn().focus().products().size() < 2;
    }

    private static TurnPrepared inFocus(TurnPrepared turn, List<FocusProduct> products, Collection<String> orderIds) {
        var focus = new Focus(
                Stream.concat(products.stream(), turn.focus().products().stream())
                        .distinct()
                        .toList(),
                Stream.concat(orderIds.stream(), turn.focus().orderIds().stream())
                        .distinct()
                        .toList(),
                turn.focus().listed(),
                turn.focus().documents());
        return new TurnPrepared(
                turn.meta(), turn.text(), turn.customerId(), turn.history(), focus, turn.pendingAction());
    }

    /** Entities of a part of the message, with their places in all of it. */
    private static Entities moved(Entities entities, int by) {
        return new Entities(
                entities.products().stream()
                        .map(product -> product.start() < 0
                                ? product
                                : new ProductMention(
                                        product.productId(),
                                        product.name(),
                                        product.text(),
                                        product.start() + by,
                                        product.score()))
                        .toList(),
                entities.categories(),
                entities.orderIds(),
                entities.references(),
                entities.mentions().stream()
                        .map(each -> new Mention(each.kind(), each.value(), each.text(), each.start() + by))
                        .toList(),
                entities.amounts().stream()
                        .map(each ->
                                new Amount(each.value(), each.currency(), each.bound(), each.text(), each.start() + by))
                        .toList(),
                entities.dates().stream()
                        .map(each -> new DateMention(each.from(), each.to(), each.text(), each.start() + by))
                        .toList());
    }
}
