package io.souk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.OrderView;
import io.souk.events.Finding.ProductView;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FocusTrackerTest {
    private static final Focus DOCK = new Focus(List.of(new FocusProduct("dock", "dock")), List.of("ORD-1"));

    @Test
    void putsWhatWasMentionedBeforeWhatWasShown() {
        var focus = FocusTracker.after(DOCK, mentioning("x1"), List.of(products("x2", "x1")), null, 5);

        assertThat(ids(focus)).containsExactly("x1", "x2", "dock");
    }

    @Test
    void saysItOfNoneOfALongListButRemembersThemToChooseFrom() {
        var focus = FocusTracker.after(DOCK, mentioning(), List.of(products("a", "b", "c", "d")), null, 5);

        assertThat(ids(focus)).containsExactly("dock");
        assertThat(focus.listed().stream().map(FocusProduct::id)).containsExactly("a", "b", "c", "d");
        assertThat(FocusTracker.after(focus, mentioning("b"), List.of(products("b")), null, 5)
                        .listed())
                .hasSize(4);
    }

    @Test
    void forgetsAListForTheOneThatIsLeftOfIt() {
        var list = FocusTracker.after(DOCK, mentioning(), List.of(products("a", "b", "c", "d")), null, 5);

        assertThat(FocusTracker.after(list, asking(Intent.RECOMMENDATION), List.of(products("b")), null, 5)
                        .listed())
                .extracting(FocusProduct::id)
                .containsExactly("b");
    }

    @Test
    void saysItOfTheFirstThatWasRecommended() {
        var products =
                Stream.of("a", "b", "c", "d").map(FocusTrackerTest::product).toList();
        var shown = new Finding.Products("Phones", products, 4, List.of("light", "", "", ""), List.of(), List.of());

        assertThat(ids(FocusTracker.after(DOCK, mentioning(), List.of(shown), null, 5)))
                .containsExactly("a", "dock");
    }

    @Test
    void saysThatOneOfTheOneThatWasChosen() {
        var shown = new Finding.Comparison(List.of(product("x1"), product("x2")), List.of());

        assertThat(ids(FocusTracker.after(DOCK, mentioning("x1", "x2"), List.of(shown), "x2", 5)))
                .containsExactly("x2", "x1", "dock");
    }

    @Test
    void keepsTheDeviceWhenItsAccessoriesAreShown() {
        var shown = new Finding.Compatibility(product("x1"), List.of(new Finding.Match(product("charger"), "fits")));

        assertThat(ids(FocusTracker.after(Focus.NONE, mentioning(), List.of(shown), null, 5)))
                .containsExactly("x1");
    }

    @Test
    void speaksOfWhatWasLookedForUnlessTheDeviceWasSpokenOfBefore() {
        var shown = new Finding.Compatibility(product("x1"), List.of(new Finding.Match(product("charger"), "fits")));
        var asked = asking(Intent.COMPATIBILITY, List.of("Chargers"), "x1");
        var ofX1 = new Focus(List.of(new FocusProduct("x1", "x1")), List.of());

        assertThat(ids(FocusTracker.after(Focus.NONE, asked, List.of(shown), null, 5)))
                .containsExactly("charger", "x1");
        assertThat(ids(FocusTracker.after(ofX1, asked, List.of(shown), null, 5)))
                .containsExactly("x1");
    }

    @Test
    void whatGoesWithAThingIsAListOnlyIfItIsOfOneKind() {
        var mouse = new ProductView("mouse", "mouse", "Kestrel", "Mice", BigDecimal.TEN, "EUR", 1, null, Map.of());
        var shown = new Finding.Compatibility(
                product("x1"),
                List.of(new Finding.Match(product("charger"), "fits"), new Finding.Match(mouse, "fits")));

        assertThat(FocusTracker.after(DOCK, mentioning("x1"), List.of(shown), null, 5)
                        .listed())
                .isEmpty();
    }

    @Test
    void remembersBothSidesOfAComparison() {
        var shown = new Finding.Comparison(List.of(product("x1"), product("x2")), List.of());

        assertThat(ids(FocusTracker.after(DOCK, mentioning(), List.of(shown), null, 5)))
                .containsExactly("x1", "x2", "dock");
    }

    @Test
    void remembersTheOrderThatWasShown() {
        var focus = FocusTracker.after(DOCK, mentioning(), List.of(Talk.order("ORD-2")), null, 5);

        assertThat(focus.orderIds()).containsExactly("ORD-2", "ORD-1");
    }

    @Test
    void saysItOfTheOneThingInAnOrderAndChoosesFromSeveral() {
        var one = FocusTracker.after(DOCK, mentioning(), List.of(order("x1", "x1")), null, 5);
        var two = FocusTracker.after(DOCK, mentioning(), List.of(order("x1", "charger")), null, 5);

        assertThat(ids(one)).containsExactly("x1", "dock");
        assertThat(ids(two)).containsExactly("dock");
        assertThat(two.listed().stream().map(FocusProduct::id)).containsExactly("x1", "charger");
    }

    @Test
    void keepsALongListToChooseFromAgain() {
        var list = FocusTracker.after(DOCK, mentioning(), List.of(products("a", "b", "c", "d", "e")), null, 5);
        var best = new Finding.Comparison(List.of(product("c"), product("a"), product("e")), List.of());

        var chosen =
                FocusTracker.after(list, asking(Intent.COMPARISON, "a", "b", "c", "d", "e"), List.of(best), "c", 5);

        assertThat(ids(chosen)).startsWith("c").doesNotContain("b");
        assertThat(chosen.listed()).hasSize(5);
    }

    @Test
    void forgetsTheOldest() {
        var focus = FocusTracker.after(DOCK, mentioning("x1", "x2"), List.of(), null, 2);

        assertThat(ids(focus)).containsExactly("x1", "x2");
    }

    private static List<String> ids(Focus focus) {
        return focus.products().stream().map(FocusProduct::id).toList();
    }

    private static Finding.Order order(String... products) {
        var items = Stream.of(products)
                .map(id -> new OrderLine(id, id, 1, BigDecimal.TEN))
                .toList();
        return new Finding.Order(new OrderView("ORD-2", "processed", null, items, BigDecimal.TEN, "EUR", null));
    }

    private static IntentClassified mentioning(String... ids) {
        return asking(Intent.PRODUCT_INFO, ids);
    }

    private static IntentClassified asking(Intent intent, String... ids) {
        return asking(intent, List.of(), ids);
    }

    private static IntentClassified asking(Intent intent, List<String> categories, String... ids) {
        var mentions =
                Stream.of(ids).map(id -> new ProductMention(id, id, id, 0, 1)).toList();
        return new IntentClassified(
                Meta.first("i", "c", "t"),
                "?",
                "?",
                List.of(new RankedIntent(intent, "about", 0.9)),
                new Entities(mentions, categories, List.of(), List.of()),
                Set.of(),
                null,
                null,
                Focus.NONE,
                null,
                "rules");
    }

    private static Finding.Products products(String... ids) {
        return new Finding.Products(
                "Laptops", Stream.of(ids).map(FocusTrackerTest::product).toList(), ids.length);
    }

    private static ProductView product(String id) {
        return new ProductView(id, id, "TechPro", "Laptops", BigDecimal.TEN, "EUR", 1, null, Map.of());
    }
}
