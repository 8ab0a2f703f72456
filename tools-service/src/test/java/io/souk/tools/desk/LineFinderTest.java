package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.tools.desk.LineFinder.How;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Products.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFinderTest {
    private static final Overview HEADPHONES = Purchases.delivered(
            "ORD-1002", "u-1", Purchases.today(), item("sonara-calm-700", "Sonara Calm 700", "279.00"));
    private static final Overview MONITOR = Purchases.delivered(
            "ORD-1003", "u-1", Purchases.today(), item("vireo-27-4k-pro", "Vireo 27 4K Pro", "499.00"));
    private static final Overview DESK = Purchases.delivered(
            "ORD-1004",
            "u-1",
            Purchases.today(),
            item("keywright-slate-75", "Keywright Slate 75", "129.00"),
            item("stride-open-run", "Stride Open Run", "89.00"));
    private static final LineFinder FINDER = new LineFinder(Map.of(
            "sonara-calm-700", new Kind("Headphones", ""),
            "vireo-27-4k-pro", new Kind("Monitors", ""),
            "keywright-slate-75", new Kind("Keyboards & Mice", ""),
            "stride-open-run", new Kind("Headphones", "")));
    private static final List<Item> ALL = List.of(
            Item.of(HEADPHONES).getFirst(),
            Item.of(MONITOR).getFirst(),
            Item.of(DESK).getFirst(),
            Item.of(DESK).getLast());

    @Test
    void findsAnItemByTheProductThatTheMessageNames() {
        var found = FINDER.find(
                ALL,
                refund("return the Calm 700")
                        .product("sonara-calm-700", "Calm 700")
                        .turn());

        assertThat(found.how()).isEqualTo(How.NAMED);
        assertThat(found.lines()).extracting(line -> line.file().id()).containsExactly("ORD-1002");
    }

    @Test
    void findsAllItemsOfTheCategoryThatTheMessageNames() {
        var found = FINDER.find(
                ALL,
                refund("I want to return my headphones").category("Headphones").turn());

        assertThat(found.how()).isEqualTo(How.NAMED);
        assertThat(found.lines())
                .extracting(line -> line.productId())
                .containsExactly("sonara-calm-700", "stride-open-run");
    }

    @Test
    void findsTheThingWithAScreenWhenTheScreenIsCracked() {
        var found = FINDER.find(ALL, refund("The screen arrived cracked").turn());

        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("vireo-27-4k-pro");
    }

    @Test
    void findsAnItemByPlainWordsOfItsName() {
        var found = FINDER.find(ALL, refund("send the vireo back").turn());

        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("vireo-27-4k-pro");
    }

    @Test
    void doesNotTakeAnEverydayWordForAProductName() {
        var found = FINDER.find(
                ALL, refund("I want to open a complaint about my run").turn());

        assertThat(found.how()).isEqualTo(How.ALL);
    }

    @Test
    void takesWhatTheConversationIsAboutWhenNothingIsNamed() {
        var found = FINDER.find(
                ALL,
                refund("I want to return it")
                        .withFocusOn("keywright-slate-75", null)
                        .turn());

        assertThat(found.how()).isEqualTo(How.FOCUS);
        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("keywright-slate-75");
    }

    @Test
    void prefersWhatIsNamedToWhatTheConversationIsAbout() {
        var found = FINDER.find(
                ALL,
                refund("return my monitor")
                        .category("Monitors")
                        .withFocusOn("keywright-slate-75", "ORD-1002")
                        .turn());

        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("vireo-27-4k-pro");
    }

    @Test
    void tellsAMouseFromAKeyboardOfTheSameCategory() {
        var both = List.of(
                Item.of(DESK).getFirst(),
                Item.of(Purchases.delivered(
                                "ORD-1005", "u-1", Purchases.today(), item("glider-m2", "Glider M2", "49.00")))
                        .getFirst());
        var finder = new LineFinder(Map.of(
                "keywright-slate-75", new Kind("Keyboards & Mice", "Slate 75 Mechanical keyboard"),
                "glider-m2", new Kind("Keyboards & Mice", "M2 mouse Mouse")));

        var found = finder.find(
                both, refund("return my mouse").category("Keyboards & Mice").turn());

        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("glider-m2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "only that, the headphones i keep",
                "i'd like to keep the headphones, take the rest",
                "not the headphones, the other",
            })
    void leavesOutWhatIsToBeKept(String text) {
        var lines = Item.of(DESK);

        var found = FINDER.find(lines, refund(text).category("Headphones").turn());

        assertThat(found.how()).isEqualTo(How.NAMED);
        assertThat(found.lines()).extracting(line -> line.productId()).containsExactly("keywright-slate-75");
    }

    @Test
    void saysSoWhenTheNamedThingWasNeverBought() {
        var found = FINDER.find(
                ALL,
                refund("return my phone")
                        .category("Phones")
                        .withFocusOn(null, "ORD-1002")
                        .turn());

        assertThat(found.how()).isEqualTo(How.MISSED);
        assertThat(found.lines()).isEqualTo(ALL);
    }

    private static Says refund(String text) {
        return says(text, Intent.REFUND, Variants.REQUEST);
    }
}
