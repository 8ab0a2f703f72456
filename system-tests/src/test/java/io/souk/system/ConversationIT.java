package io.souk.system;

import static java.util.Locale.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** One long conversation of alice's, without a language model: each step builds on those before it. */
@Order(1)
@ExtendWith(Platform.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConversationIT {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", ENGLISH);

    private final Platform souk;
    private Chat alice;

    ConversationIT(Platform souk) {
        this.souk = souk;
    }

    @BeforeAll
    void enter() {
        alice = Chat.as("alice", souk);
    }

    @AfterAll
    void leave() {
        alice.close();
    }

    @Test
    @Order(10)
    void laptopsAreListedWithTheirPrices() {
        var reply = alice.ask("What laptops do you have?");

        assertThat(reply.intent()).isEqualTo("product_info");
        var shown = reply.card("products").get("products").valueStream().toList();
        assertThat(shown)
                .allSatisfy(product -> {
                    var truth = Marketplace.product(product.get("id").stringValue());
                    assertThat(product.get("category")).isEqualTo(truth.get("category"));
                    assertThat(product.get("price").decimalValue())
                            .isEqualByComparingTo(truth.get("price").decimalValue());
                })
                .extracting(product -> product.get("name").stringValue())
                .contains("TechPro X1", "TechPro X2", "UltraBook 14");
        assertThat(reply.card("products").get("total").asInt())
                .isEqualTo(Marketplace.products("Laptops").size());
        assertThat(List.of("techpro-x1", "techpro-x2", "ultrabook-14"))
                .allSatisfy(id -> assertThat(reply.text()).contains(Marketplace.name(id), Marketplace.price(id)));
    }

    @Test
    @Order(20)
    void aProductIsDescribedFromItsManualAndSpecs() {
        var reply = alice.ask("Tell me about the X1");

        assertThat(reply.text()).contains("TechPro X1", Marketplace.price("techpro-x1"));
        assertThat(reply.sources()).contains("manual-techpro-x1");
    }

    @Test
    @Order(30)
    void aFollowUpIsUnderstoodAsTheOtherLaptop() {
        var reply = alice.ask("What about the X2?");

        assertThat(reply.text())
                .contains("TechPro X2", Marketplace.price("techpro-x2"))
                .doesNotContain(Marketplace.price("techpro-x1"));
        assertThat(reply.sources()).contains("manual-techpro-x2").doesNotContain("manual-techpro-x1");
    }

    @Test
    @Order(40)
    void themAreTheTwoLaptopsSpokenOf() {
        comparesTheTwo(alice.ask("Compare them"));
    }

    @Test
    @Order(41)
    void twoShortNamesAreComparedToo() {
        comparesTheTwo(alice.ask("X1 vs X2"));
    }

    private static void comparesTheTwo(Reply reply) {
        assertThat(reply.intent()).isEqualTo("comparison");
        var card = reply.card("comparison");
        var ids = card.get("products")
                .valueStream()
                .map(product -> product.get("id").stringValue())
                .toList();
        assertThat(ids).containsExactlyInAnyOrder("techpro-x1", "techpro-x2");
        var weight = card.get("rows")
                .valueStream()
                .filter(row -> row.get("name").stringValue().equals("Weight"))
                .findFirst()
                .orElseThrow();
        assertThat(weight.get("values").valueStream().map(value -> value.stringValue()))
                .isEqualTo(
                        ids.stream().map(id -> Marketplace.spec(id, "Weight")).toList());
        assertThat(weight.get("differs").asBoolean()).isTrue();
        assertThat(weight.get("best").asInt()).isEqualTo(ids.indexOf("techpro-x2"));
        assertThat(reply.text()).contains("TechPro X1", "TechPro X2", Marketplace.money(new BigDecimal("400")));
    }

    @Test
    @Order(50)
    void whatWorksWithItComesFromTheGraphWithReasons() {
        var reply = alice.ask("What works with it?");

        var card = reply.card("compatibility");
        var device = card.get("product").get("id").stringValue();
        assertThat(device).isIn("techpro-x1", "techpro-x2");
        var matches = card.get("matches")
                .valueStream()
                .map(match -> match.get("product").get("id").stringValue())
                .toList();
        assertThat(matches).contains("portage-tb4-dock").doesNotContain(device);
        assertThat(card.get("matches").valueStream()).allSatisfy(match -> {
            assertThat(match.get("reason").stringValue()).isNotBlank();
            // A seller says so, or the standards that both sides have lead to it.
            assertThat(Marketplace.worksWith(match.get("product").get("id").stringValue(), device)
                            || !match.path("path").isEmpty())
                    .as("%s", match)
                    .isTrue();
        });
        assertThat(matches.stream().map(Marketplace::name).filter(reply.text()::contains))
                .hasSizeGreaterThan(3);
    }

    @Test
    @Order(60)
    void aQuestionOfDetailIsAnsweredFromTheManualOfWhatIsSpokenOf() {
        var reply = alice.ask("How long does the battery last?");

        var cited = reply.sources();
        assertThat(cited).containsAnyOf("manual-techpro-x1", "manual-techpro-x2");
        var product = cited.contains("manual-techpro-x1") ? "techpro-x1" : "techpro-x2";
        // "12 h", which may be told as "12 hours"
        assertThat(reply.text()).contains(Marketplace.spec(product, "Battery life"));
    }

    @Test
    @Order(70)
    void anOrderIsTracked() {
        var reply = alice.ask("Track ORD-1001");

        var order = reply.card("order").get("order");
        var expected = LocalDate.parse(order.get("delivery").get("expectedOn").stringValue());
        var today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        // The sample counts from the day it was loaded, which may have been before midnight.
        assertThat(expected).isBetween(today.plusDays(1), today.plusDays(2));
        assertThat(order.get("status").asString()).isEqualToIgnoringCase("in_transit");
        assertThat(order.get("delivery").get("steps").size()).isEqualTo(4);
        assertThat(reply.text()).contains("ORD-1001", "in transit", "DHL", DAY.format(expected));
        assertThat(reply.rung()).isEqualTo("composed");
    }

    @Test
    @Order(80)
    void aMissingPackageIsTheOnlyOpenOrderOrIsAskedFor() {
        var reply = alice.ask("My package hasn't arrived");

        if (reply.has("question")) {
            assertThat(reply.card("question").get("choices").valueStream())
                    .anySatisfy(choice ->
                            assertThat(choice.get("value").stringValue()).isEqualTo("ORD-1001"));
        } else {
            assertThat(reply.text()).contains("ORD-1001");
        }
    }

    @Test
    @Order(90)
    void aReturnIsProposedThenDoneOnceHoweverOftenItIsAsked() {
        var proposal = alice.ask("I want to return my headphones");

        assertThat(proposal.card("proposal").get("orderId").stringValue()).isEqualTo("ORD-1002");
        assertThat(proposal.text()).contains("ORD-1002", "Sonara Calm 700", "€279.00", "Visa ending 4242");
        assertThat(proposal.sources())
                .anySatisfy(source -> assertThat(source).matches("(policy|faq)-.*(return|refund).*"));
        assertThat(refundsOf("ORD-1002")).isEmpty();

        var done = alice.ask("yes");

        var reference = done.card("done").get("reference").stringValue();
        assertThat(done.text()).contains(reference);
        var token = souk.signIn("alice");
        assertThat(souk.get("/api/refunds/" + reference, token).get("orderId").stringValue())
                .isEqualTo("ORD-1002");

        var again = alice.ask("I want to return my headphones");
        if (again.has("proposal")) {
            again = alice.ask("yes");
        }

        assertThat(again.text()).contains(reference);
        assertThat(again.card("done").get("repeated").asBoolean()).isTrue();
        assertThat(refundsOf("ORD-1002")).hasSize(1);
    }

    /** What the order's own topic says: one event for each refund there is. */
    private List<String> refundsOf(String orderId) {
        return OtherSystem.everythingOn(souk, "orders.events").stream()
                .filter(event -> event.key().equals(orderId))
                .map(event -> JsonMapper.shared().readTree(event.value()).path("refundId"))
                .filter(id -> id.isString())
                .map(id -> id.stringValue())
                .distinct()
                .toList();
    }

    @Test
    @Order(100)
    void aDamagedItemBecomesAComplaintAfterAYes() {
        var proposal = alice.ask("The screen arrived cracked");

        assertThat(proposal.card("proposal").get("action").get("operation").stringValue())
                .isEqualTo("complaint");
        assertThat(proposal.text()).contains("ORD-1003", "Vireo 27 4K Pro");

        var done = alice.ask("yes");

        var reference = done.card("done").get("reference").stringValue();
        assertThat(done.text()).contains(reference);
        assertThat(souk.get("/api/complaints/" + reference, souk.signIn("alice"))
                        .get("orderId")
                        .stringValue())
                .isEqualTo("ORD-1003");
    }

    @Test
    @Order(110)
    void aPolicyIsCited() {
        var reply = alice.ask("What's the refund policy?");

        assertThat(reply.sources()).anySatisfy(source -> assertThat(source).startsWith("policy-"));
        assertThat(reply.text()).contains("[1]");
        assertThat(reply.has("proposal")).isFalse();
    }

    @Test
    @Order(120)
    void ordersOfOthersLookLikeOrdersThatDoNotExist() {
        try (var bob = Chat.as("bob", souk)) {
            var others = bob.ask("Track ORD-1001");
            var unknown = bob.ask("Track ORD-9999");

            assertThat(unknown.text()).contains("ORD-9999");
            assertThat(others.text()).isEqualTo(unknown.text().replace("ORD-9999", "ORD-1001"));
            assertThat(others.body().get("cards")).isEqualTo(unknown.body().get("cards"));
            assertThat(others.sources()).isEqualTo(unknown.sources());
            assertThat(others.text()).doesNotContain("DHL", "transit").contains("can't find");
        }
    }

    @Test
    @Order(121)
    void aGuestIsAskedToSignIn() {
        try (var guest = Chat.asGuest(souk)) {
            var reply = guest.ask("Track ORD-1001");

            assertThat(reply.text()).containsIgnoringCase("sign in").doesNotContain("DHL", "transit");
            assertThat(reply.has("order")).isFalse();
            assertThat(guest.ask("What's the refund policy?").sources()).isNotEmpty();
        }
    }

    @Test
    @Order(130)
    void whatIsNotOursIsDeclinedWithAnOfferOfWhatIs() {
        var reply = alice.ask("Tell me a joke about tax law");

        assertThat(reply.intent()).isEqualTo("out_of_scope");
        assertThat(reply.sources()).isEmpty();
        assertThat(reply.text()).containsIgnoringCase("order").containsIgnoringCase("product");
        assertThat(reply.suggestions()).isNotEmpty();
    }

    @Test
    @Order(140)
    void wrongInputIsAnsweredOnTheSameSocketWhichStaysUsable() {
        var json = JsonMapper.shared();
        var wrong = Map.of(
                "no JSON at all",
                "invalid-json",
                "[1,2]",
                "invalid-json",
                "{\"type\":\"dance\"}",
                "unknown-type",
                json.writeValueAsString(Map.of("type", "message", "id", "empty", "text", "  ")),
                "message-empty",
                json.writeValueAsString(Map.of("type", "message", "id", "long", "text", "a".repeat(5_000))),
                "message-too-long");
        int count = 0;
        for (var frame : wrong.entrySet()) {
            alice.send(frame.getKey());
            var error = alice.error(++count);
            assertThat(error.get("code").stringValue()).as(frame.getKey()).isEqualTo(frame.getValue());
            assertThat(error.get("detail").stringValue()).isNotBlank();
        }

        var reply = alice.ask("asdf qwer zxcv");
        assertThat(reply.text()).isNotBlank();
        assertThat(alice.ask("Track ORD-1001").text()).contains("DHL");
    }

    @Test
    @Order(150)
    void nothingOfItWasLostOrDoubledOnTheWay() {
        alice.sawEveryPlaceOnce();

        assertThat(alice.all("reply").map(reply -> reply.get("id").stringValue()))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(alice.all("ack").toList());
        var history = souk.get("/api/conversations/" + alice.conversationId() + "/messages", souk.signIn("alice"));
        assertThat(history.valueStream()
                        .filter(message -> message.get("role").stringValue().equals("assistant"))
                        .map(message -> message.get("text").stringValue()))
                .isEqualTo(alice.all("reply")
                        .map(reply -> reply.get("text").stringValue())
                        .toList());
    }
}
