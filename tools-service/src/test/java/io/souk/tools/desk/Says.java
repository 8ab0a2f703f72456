package io.souk.tools.desk;

import io.souk.events.Entities;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A turn as intent-service would hand it on. */
record Says(
        String conversation,
        @Nullable String customer,
        String text,
        RankedIntent intent,
        Entities entities,
        Focus focus,
        @Nullable PendingAction pending,
        Set<Route> routes,
        boolean mayIdentify) {

    static Says says(String text, Intent intent, @Nullable String variant) {
        return new Says(
                "c-" + UUID.randomUUID(),
                null,
                text,
                new RankedIntent(intent, variant, 0.93),
                Entities.NONE,
                Focus.NONE,
                null,
                Set.of(Route.TOOLS),
                false);
    }

    static Says yes() {
        return says("yes please", Intent.AFFIRM, null);
    }

    static Says no() {
        return says("no, leave it", Intent.DENY, null);
    }

    Says by(@Nullable String customer) {
        return new Says(conversation, customer, text, intent, entities, focus, pending, routes, mayIdentify);
    }

    Says in(String conversation) {
        return new Says(conversation, customer, text, intent, entities, focus, pending, routes, mayIdentify);
    }

    Says about(String... orderIds) {
        var more = new Entities(entities.products(), entities.categories(), List.of(orderIds), entities.references());
        return new Says(conversation, customer, text, intent, more, focus, pending, routes, mayIdentify);
    }

    Says category(String category) {
        var more = new Entities(entities.products(), List.of(category), entities.orderIds(), entities.references());
        return new Says(conversation, customer, text, intent, more, focus, pending, routes, mayIdentify);
    }

    Says product(String id, String name) {
        var mention = new ProductMention(id, name, name, Math.max(0, text.indexOf(name)), 1);
        var more = new Entities(List.of(mention), entities.categories(), entities.orderIds(), entities.references());
        return new Says(conversation, customer, text, intent, more, focus, pending, routes, mayIdentify);
    }

    Says reference(String reference) {
        var more = new Entities(entities.products(), entities.categories(), entities.orderIds(), List.of(reference));
        return new Says(conversation, customer, text, intent, more, focus, pending, routes, mayIdentify);
    }

    Says withFocusOn(@Nullable String productId, @Nullable String orderId) {
        var about = new Focus(
                productId == null ? List.of() : List.of(new FocusProduct(productId, productId)),
                orderId == null ? List.of() : List.of(orderId));
        return new Says(conversation, customer, text, intent, entities, about, pending, routes, mayIdentify);
    }

    Says answering(@Nullable PendingAction action) {
        return new Says(conversation, customer, text, intent, entities, focus, action, routes, mayIdentify);
    }

    Says routedTo(Route... others) {
        return new Says(conversation, customer, text, intent, entities, focus, pending, Set.of(others), mayIdentify);
    }

    IntentClassified turn() {
        var id = UUID.randomUUID().toString();
        return new IntentClassified(
                Meta.first(id, conversation, "turn-" + id),
                text,
                text,
                List.of(intent),
                entities,
                routes,
                null,
                customer,
                focus,
                pending,
                "rules",
                List.of(),
                mayIdentify ? Boolean.TRUE : null);
    }

    /** In a channel without sign-in, with what intent-service read of the person. */
    Says unsigned(Mention... mentions) {
        var more = new Entities(
                entities.products(),
                entities.categories(),
                entities.orderIds(),
                entities.references(),
                List.of(mentions),
                List.of(),
                List.of());
        return new Says(conversation, customer, text, intent, more, focus, pending, routes, true);
    }
}
