package io.souk.sample;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.ProductEvent.ProductUpserted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What makes the sample marketplace believable: nothing in it contradicts anything else in it. */
class SampleDataTest {
    private static final Path DATA = Path.of("data");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\n\\s*\\n");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])\\s+|\\n\\s*\\n");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SECTION = Pattern.compile("^## .+$", Pattern.MULTILINE);

    private static List<DocumentUpserted> documents;
    private static Map<String, ProductUpserted> products;
    private static List<JsonNode> customers;
    private static List<JsonNode> orders;

    @BeforeAll
    static void readEverything() throws Exception {
        var data = SampleData.read(DATA);
        documents = data.documents();
        products = data.products().stream().collect(toMap(ProductUpserted::id, Function.identity()));
        customers = array("customers.json");
        orders = array("orders.json");
    }

    @Test
    void theMarketplaceIsLargeEnough() {
        var categories = products.values().stream().collect(groupingBy(ProductUpserted::category));

        assertThat(products).hasSizeGreaterThanOrEqualTo(64).containsKeys("techpro-x1", "techpro-x2", "ultrabook-14");
        assertThat(categories)
                .hasSize(8)
                .allSatisfy((name, members) -> assertThat(members).as(name).hasSizeGreaterThanOrEqualTo(8));
        assertThat(documents).hasSizeGreaterThanOrEqualTo(120);
        assertThat(documents.stream().map(DocumentUpserted::category).collect(toSet()))
                .containsExactlyInAnyOrder("manual", "faq", "policy");
        assertThat(orders).hasSizeGreaterThanOrEqualTo(24);
        assertThat(products.values())
                .filteredOn(product -> product.stock() == 0)
                .hasSize(2);
    }

    @Test
    void productsOfACategoryHaveTheSameSpecsInTheSameOrder() {
        var byCategory = products.values().stream().collect(groupingBy(ProductUpserted::category));

        assertThat(byCategory)
                .allSatisfy((category, members) -> assertThat(members)
                        .as(category)
                        .extracting(product -> List.copyOf(product.specs().keySet()))
                        .containsOnly(List.copyOf(members.getFirst().specs().keySet())));
        assertThat(products.values())
                .allSatisfy(
                        product -> assertThat(product.specs()).as(product.id()).doesNotContainValue(""));
    }

    @Test
    void aNameOrAliasMeansOneProduct() {
        var names = products.values().stream()
                .flatMap(product -> Stream.concat(Stream.of(product.name()), product.aliases().stream()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void everyProductThatIsMentionedExists() {
        assertThat(products.values()).allSatisfy(product -> {
            assertThat(product.compatibleWith()).as(product.id()).allSatisfy(device -> {
                assertThat(products).containsKey(device.productId());
                assertThat(device.productId()).isNotEqualTo(product.id());
                assertThat(device.reason()).isNotBlank();
            });
            if (product.succeededBy() != null) {
                assertThat(products).containsKey(product.succeededBy());
            }
        });
        assertThat(documents).allSatisfy(document -> {
            if (document.productId() != null) {
                assertThat(products).as(document.id()).containsKey(document.productId());
            }
        });
    }

    @Test
    void theTechProLaptopsHaveAtLeastFiveAccessoriesEach() {
        assertThat(List.of("techpro-x1", "techpro-x2"))
                .allSatisfy(laptop -> assertThat(products.values())
                        .filteredOn(product -> product.compatibleWith().stream()
                                .anyMatch(device -> device.productId().equals(laptop)))
                        .hasSizeGreaterThanOrEqualTo(5));
    }

    @Test
    void everyProductHasAManualOfAtLeastFourSections() {
        var manuals = documents.stream()
                .filter(document -> document.category().equals("manual"))
                .collect(toMap(DocumentUpserted::productId, DocumentUpserted::text));

        assertThat(manuals.keySet()).isEqualTo(products.keySet());
        assertThat(manuals)
                .allSatisfy((product, text) ->
                        assertThat(SECTION.matcher(text).results()).as(product).hasSizeGreaterThanOrEqualTo(4));
    }

    @Test
    void manualsOfLaptopsStateTheBatteryLifeAndCapacityOfTheSpecs() {
        assertThat(products.values())
                .filteredOn(product -> product.category().equals("Laptops"))
                .allSatisfy(laptop -> {
                    var hours = laptop.specs().get("Battery life").replace(" h", " hours");
                    assertThat(manual(laptop.id()))
                            .contains("up to " + hours)
                            .contains(laptop.specs().get("Battery"));
                });
    }

    @Test
    void noTwoDocumentsShareAParagraph() {
        var owners = new HashMap<String, String>();
        assertThat(documents).allSatisfy(document -> {
            for (var paragraph : PARAGRAPH_END.splitAsStream(document.text()).toList()) {
                var words = SPACE.splitAsStream(paragraph.strip()).toList();
                if (words.size() > 20) {
                    var owner = owners.putIfAbsent(String.join(" ", words), document.id());
                    assertThat(owner).as(document.id() + ": " + paragraph).isNull();
                }
            }
        });
    }

    @Test
    void theReturnWindowIsThirtyDaysAfterDeliveryEverywhere() {
        var windows =
                figures("(?i)\\b(?:return|exchange|come back|trying|Thirty|window)", "(\\d+) days after delivery");

        assertThat(windows)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(window -> assertThat(window).startsWith("30 days"));
    }

    @Test
    void refundsToTheOriginalMethodTakeFiveToSevenBusinessDaysEverywhere() {
        var times = figures("(?i)\\b(?:refund|back|original)", "\\d+ to \\d+ business days");

        assertThat(times).hasSizeGreaterThanOrEqualTo(8).containsOnly("5 to 7 business days");
    }

    @Test
    void theWarrantyIsTwoYearsEverywhere() {
        var terms = figures("(?i)\\bwarranty\\b", "(?<!At )\\b\\d+[- ]years?\\b");

        assertThat(terms).hasSizeGreaterThanOrEqualTo(40).allMatch(term -> term.startsWith("2"), "two years");
    }

    @Test
    void pricesInDocumentsAreThoseOfTheProducts() {
        var stated = new ArrayList<String>();
        assertThat(products.values()).allSatisfy(product -> {
            var names = Stream.concat(Stream.of(product.name()), product.aliases().stream())
                    .map(Pattern::quote)
                    .toList();
            var price = Pattern.compile("(?:" + String.join("|", names) + ") (?:\\(|at |for )([\\d,]+\\.\\d\\d) EUR");
            for (var document : documents) {
                assertThat(price.matcher(document.text()).results().map(found -> found.group(1)))
                        .as(document.id())
                        .allSatisfy(text -> {
                            stated.add(text);
                            assertThat(text.replace(",", ""))
                                    .isEqualTo(product.price().setScale(2).toPlainString());
                        });
            }
        });
        assertThat(stated).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void ordersAgreeWithCustomersAndProducts() {
        var byId = customers.stream().collect(toMap(SampleDataTest::id, Function.identity()));

        assertThat(orders).extracting(SampleDataTest::id).doesNotHaveDuplicates();
        assertThat(orders).allSatisfy(order -> {
            var customer = byId.get(order.path("customerId").asString());
            assertThat(customer).as(id(order)).isNotNull();
            assertThat(elements(customer.path("payment_methods")))
                    .extracting(SampleDataTest::id)
                    .contains(order.path("paymentMethodId").asString());
            assertThat(elements(order.path("items"))).as(id(order)).isNotEmpty().allSatisfy(item -> {
                var product = products.get(item.path("product_id").asString());
                assertThat(product).isNotNull();
                assertThat(item.path("name").asString()).isEqualTo(product.name());
                assertThat(item.path("price").decimalValue()).isEqualByComparingTo(product.price());
                if (product.variants().isEmpty()) {
                    assertThat(item.path("item_id").asString()).isEqualTo(product.id() + "-1");
                    assertThat(item.path("options")).isEmpty();
                } else {
                    assertThat(product.variants()).anySatisfy(variant -> {
                        assertThat(variant.id()).isEqualTo(item.path("item_id").asString());
                        assertThat(options(item)).isEqualTo(variant.options());
                    });
                }
            });
        });
    }

    @Test
    void variantsOfAProductDifferInTheSameOptions() {
        assertThat(products.values().stream().flatMap(product -> product.variants().stream()))
                .extracting(variant -> variant.id())
                .doesNotHaveDuplicates();
        assertThat(products.values())
                .filteredOn(product -> !product.variants().isEmpty())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(product -> {
                    var first = product.variants().getFirst();
                    assertThat(first.price()).isEqualByComparingTo(product.price());
                    assertThat(product.variants())
                            .extracting(variant -> variant.options().keySet())
                            .containsOnly(first.options().keySet());
                    assertThat(product.variants())
                            .extracting(variant -> variant.options())
                            .doesNotHaveDuplicates();
                    assertThat(product.variants().stream()
                                    .mapToInt(variant -> variant.stock())
                                    .sum())
                            .isEqualTo(product.stock());
                });
    }

    private static Map<String, String> options(JsonNode item) {
        var options = new HashMap<String, String>();
        item.path("options")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asString()));
        return options;
    }

    @Test
    void statusAndTrackingOfAnOrderTellTheSameStory() {
        assertThat(orders).allSatisfy(order -> {
            var delivery = order.path("delivery");
            var delivered = delivery.path("deliveredDaysAgo").isNumber();
            var ages = elements(delivery.path("events")).stream()
                    .map(event -> event.path("daysAgo").asInt())
                    .toList();
            switch (order.path("status").asString()) {
                case "delivered", "return requested" ->
                    assertThat(delivered).as(id(order)).isTrue();
                case "processed" ->
                    assertThat(delivery.path("expectedInDays").isNumber() && !delivered && !ages.isEmpty())
                            .as(id(order))
                            .isTrue();
                case "pending" -> assertThat(ages).as(id(order)).isEmpty();
                case "cancelled" -> assertThat(delivery.isNull()).as(id(order)).isTrue();
                default ->
                    assertThat(order.path("status").asString()).as(id(order)).isEmpty();
            }
            assertThat(ages)
                    .as(id(order))
                    .isSortedAccordingTo((a, b) -> Integer.compare(b, a))
                    .allMatch(age -> age <= order.path("placedDaysAgo").asInt());
        });
    }

    @Test
    void aliceHasOneOpenOrderAndOneHeadphoneToReturn() {
        var hers = orders.stream()
                .filter(order -> order.path("customerId").asString().equals("u-alice"))
                .toList();

        assertThat(hers)
                .filteredOn(order -> List.of("pending", "processed")
                        .contains(order.path("status").asString()))
                .extracting(SampleDataTest::id)
                .containsExactly("ORD-1001");
        assertThat(hers)
                .filteredOn(order -> elements(order.path("items")).stream()
                        .map(item -> products.get(item.path("product_id").asString()))
                        .anyMatch(product -> product.category().equals("Headphones")))
                .singleElement()
                .satisfies(order -> assertThat(
                                order.path("delivery").path("deliveredDaysAgo").asInt())
                        .isLessThan(30));
    }

    /** In every sentence that is about {@code topic}: what {@code figure} finds. */
    private static List<String> figures(String topic, String figure) {
        var about = Pattern.compile(topic);
        var number = Pattern.compile(figure);
        return documents.stream()
                .flatMap(document -> SENTENCE_END.splitAsStream(document.text()))
                .filter(sentence -> about.matcher(sentence).find())
                .flatMap(sentence ->
                        number.matcher(SPACE.matcher(sentence).replaceAll(" ")).results())
                .map(MatchResult::group)
                .toList();
    }

    private static String manual(String product) {
        return documents.stream()
                .filter(document -> document.category().equals("manual") && product.equals(document.productId()))
                .map(DocumentUpserted::text)
                .findFirst()
                .orElseThrow();
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }

    private static List<JsonNode> array(String file) {
        return elements(JsonMapper.builder().build().readTree(DATA.resolve(file).toFile()));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
