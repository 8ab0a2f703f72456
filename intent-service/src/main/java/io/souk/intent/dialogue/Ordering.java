package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.dialogue.TurnInterpreter.WishRead;
import java.util.List;

/** "I want the Tavo One XL", "can you put it in my cart?": what it costs and whether it is there, and how to order. */
final class Ordering {
    private static final String HOW = "How do I place an order?";

    private Ordering() {}

    /** Both, if one product is to be ordered; else nothing. */
    static List<WishRead> in(Said said, Understanding meaning) {
        var top = meaning.classification().top();
        var products = meaning.entities().products();
        if (!top.is(Intent.ORDER_CHANGE, Variants.PLACE) || products.size() != 1) {
            return List.of();
        }
        var about = new RankedIntent(Intent.PRODUCT_INFO, Variants.ABOUT, top.confidence());
        return List.of(
                new WishRead(said.text(), List.of(about), meaning.entities(), meaning.question()),
                new WishRead(said.text(), List.of(top), Entities.NONE, HOW));
    }
}
