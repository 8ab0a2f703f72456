package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.orders.Line;
import io.souk.tools.products.Product;
import io.souk.tools.products.Products.Kind;
import io.souk.tools.products.Variant;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What customers say about items, variants, payment methods and reasons. */
class ReadersTest {
    private static final Product PHONE = new Product("Tavo One", "tavo-one", variants());
    private static final Line BLACK_128 =
            item("tavo-one", "black-128", "Tavo One", "799.00", Map.of("Colour", "Black", "Storage", "128 GB"));
    private static final List<Item> ORDER = Item.of(Purchases.delivered(
            "ORD-1",
            "u-1",
            Purchases.today(),
            item("portage-tb4-dock", "Portage TB4 Dock", "249.00"),
            item("ampwell-100-duo", "Ampwell 100 Duo", "69.90"),
            item("glider-m2", "Glider M2", "49.00")));
    private static final Selection SELECTION = new Selection(new LineFinder(Map.of(
            "portage-tb4-dock", new Kind("Docks & Hubs", ""),
            "ampwell-100-duo", new Kind("Chargers & Power Banks", ""),
            "glider-m2", new Kind("Keyboards & Mice", ""))));

    @ParameterizedTest
    @CsvSource({
        "for the white one please, white-128",
        "I'd like it in white with 256 GB, white-256",
        "the 256gb version, black-256",
        "the 256 one, black-256",
        "swap my black one for a white one, white-128",
        "the green one, ''",
        "another one, ''",
        "the red one, ''",
    })
    void findsTheVariantThatIsMeant(String text, String ids) {
        assertThat(VariantReader.read(text, PHONE, BLACK_128).fits().stream()
                        .map(Variant::itemId)
                        .toList())
                .isEqualTo(ids.isEmpty() ? List.of() : List.of(ids));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to my gift card                     | gift_card_u-1_7731
            use paypal instead                  | paypal_u-1
            put it on the Visa ending in 4242   | credit_card_u-1
            back to the original payment method | credit_card_u-1
            back to how I paid, the same card   | credit_card_u-1
            yes please                          |
            """)
    void findsThePaymentMethodThatIsMeant(String text, @Nullable String id) {
        var methods = MethodReader.read(text, Purchases.customer("u-1"), "credit_card_u-1");

        assertThat(methods.stream().map(PaymentMethod::id).toList()).isEqualTo(id == null ? List.of() : List.of(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I ordered it by mistake            | ordered by mistake
            that was an accident               | ordered by mistake
            I don't need it anymore            | no longer needed
            it's no longer needed              | no longer needed
            I don’t want it                    | no longer needed
            I found it cheaper elsewhere       |
            because                            |
            """)
    void knowsTheTwoReasonsForCancelling(String text, @Nullable String reason) {
        assertThat(CancelReasons.read(text)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            return the dock and the charger         | 0 1
            everything except the mouse             | 0 1
            all of it but not the dock please       | 1 2
            all but the charger                     | 0 2
            everything                              | 0 1 2
            the dock, the charger and the glider m2 | 0 1 2
            the dock                                | 0
            I want my money back                    |
            """)
    void selectsSeveralItemsAtOnce(String text, @Nullable String places) {
        var said = says(text, Intent.REFUND, "request").turn();

        assertThat(SELECTION.read(ORDER, said)).extracting(Item::number).isEqualTo(numbers(places));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            and the mouse too          | 0 2
            also the charger           | 0 1
            no, only the charger       | 1
            not the dock, the charger  | 1
            yes please                 | 0
            all of them                | 0 1 2
            """)
    void correctsAChoice(String text, String places) {
        var said = says(text, Intent.GENERAL, null).turn();

        assertThat(SELECTION.amended(ORDER, List.of(ORDER.getFirst()), said))
                .extracting(Item::number)
                .isEqualTo(numbers(places));
    }

    private static List<Integer> numbers(@Nullable String places) {
        return places == null
                ? List.of()
                : Pattern.compile(" ")
                        .splitAsStream(places)
                        .map(Integer::valueOf)
                        .toList();
    }

    private static Map<String, Variant> variants() {
        var all = new LinkedHashMap<String, Variant>();
        for (var colour : List.of("Black", "White", "Green")) {
            for (var storage : List.of("128 GB", "256 GB")) {
                var id = colour.toLowerCase(Locale.ROOT) + '-' + storage.substring(0, 3);
                all.put(
                        id,
                        new Variant(
                                id,
                                Map.of("Colour", colour, "Storage", storage),
                                !colour.equals("Green"),
                                new BigDecimal("799.00")));
            }
        }
        return all;
    }
}
