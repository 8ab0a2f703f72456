package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities.Kind;
import io.souk.events.Entities.Mention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Proposal;
import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.tools.customers.Customers;
import io.souk.tools.identity.Identities;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Customers of a channel without sign-in. */
class IdentityIT extends ToolsIT {
    private final String name = "Ann Lee" + UUID.randomUUID().toString().replaceAll("[^a-f]", "x");
    private String order = "";

    @Autowired
    Identities identities;

    @BeforeEach
    void hasAnOrder() {
        order = boughtHeadphones();
        named(customer, name, "10405");
    }

    @Test
    void anEmailAddressTellsWhoItIsAndTheWishIsFulfilledAtOnce() {
        var asked = hears(track().unsigned());
        assertThat(refusalCode(asked)).isEqualTo("identity-needed");
        assertThat(asked.identified()).isNull();

        var answer = hears(email(customer + "@EXAMPLE.com"));

        assertThat(answer.identified()).isEqualTo(customer);
        assertThat(finding(answer, Finding.Order.class).order().id()).isEqualTo(order);
    }

    @Test
    void aNameAndAPostcodeDoAsWellAlsoOneAfterTheOther() {
        assertThat(refusalCode(hears(nothing("I'm " + name).unsigned(person(name)))))
                .isEqualTo("identity-incomplete");

        var answer = hears(nothing("10405").unsigned(postcode("10405")));

        assertThat(answer.identified()).isEqualTo(customer);
        assertThat(refusalCode(answer)).isEqualTo("identified");
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSameAndTheThirdTimeAPersonIsNeeded() {
        var wrongPostcode = hears(nothing("hi").unsigned(person(name), postcode("99999")));
        var wrongName = hears(nothing("hi").unsigned(person("Nobody Atall"), postcode("10405")));

        assertThat(wrongPostcode.findings()).isEqualTo(wrongName.findings());
        assertThat(refusalCode(wrongName)).isEqualTo("identity-wrong");
        assertThat(refusalCode(hears(email("nobody@example.com")))).isEqualTo("identity-locked");
        var right = hears(email(customer + "@example.com"));
        assertThat(refusalCode(right)).isEqualTo("identity-locked");
        assertThat(right.identified()).isNull();
    }

    @Test
    void aNameThatWasTriedTooOftenElsewhereIsAsWrongAsAnyOther() {
        for (var attempt = 0; attempt < 5; attempt++) {
            evidence("c-" + UUID.randomUUID(), nothing("hi").unsigned(person(name), postcode("9999" + attempt)));
        }

        var right = hears(nothing("hi").unsigned(person(name), postcode("10405")));

        assertThat(refusalCode(right)).isEqualTo("identity-wrong");
        assertThat(right.identified()).isNull();
    }

    @Test
    void aConversationKeepsItsCustomer() {
        var other = "u-" + UUID.randomUUID();
        data.add(Purchases.customer(other));
        hears(email(customer + "@example.com"));

        var switched = hears(email(other + "@example.com"));
        var unknown = hears(email("nobody@example.com"));

        assertThat(refusalCode(switched)).isEqualTo("one-customer");
        assertThat(switched.findings()).isEqualTo(unknown.findings());
        assertThat(switched.identified()).isNull();
        assertThat(finding(hears(track().unsigned()), Finding.Order.class)
                        .order()
                        .id())
                .isEqualTo(order);
    }

    @Test
    void oneCustomersOrdersAreNeverShownToAnother() {
        var other = "u-" + UUID.randomUUID();
        data.add(Purchases.customer(other));
        var theirs = hears(email(other + "@example.com"));
        assertThat(theirs.identified()).isEqualTo(other);

        var answer = hears(track().about(order).unsigned());

        assertThat(answer.findings()).hasOnlyElementsOfType(Finding.Refusal.class);
        assertThat(answer.findings().toString()).doesNotContain(order);
    }

    @Test
    void actsForTheCustomerWhoWasIdentified() {
        hears(email(customer + "@example.com"));

        var shown = hears(says("I want a refund", Intent.REFUND, Variants.REQUEST)
                .about(order)
                .unsigned());
        assertThat(finding(shown, Proposal.class).orderId()).isEqualTo(order);
        var done = hears(Says.yes().answering(pendingOf(shown)).unsigned());

        assertThat(finding(done, Finding.Done.class).status()).isEqualTo("requested");
        assertThat(count("refund")).isOne();
    }

    @Test
    void wordsIdentifyNobodyWhereThereIsASignIn() {
        var guest = hears(new Says(
                conversation,
                null,
                "my e-mail is " + customer + "@example.com, where is my order?",
                track().intent(),
                email(customer + "@example.com").entities(),
                track().focus(),
                null,
                track().routes(),
                false));

        assertThat(refusalCode(guest)).isEqualTo("sign-in-required");
        assertThat(guest.identified()).isNull();
    }

    @Test
    void whoNeverSaidEnoughIsForgottenAndWhoDidStays() {
        var known = "c-" + UUID.randomUUID();
        var today = "c-" + UUID.randomUUID();
        hears(track().unsigned());
        evidence(known, email(customer + "@example.com"));
        evidence(today, track().unsigned());
        jdbc.sql("update identification set updated_at = now() - interval '8 days' where conversation_id in (?, ?)")
                .params(conversation, known)
                .update();

        identities.forget();

        assertThat(jdbc.sql("select conversation_id from identification where conversation_id in (?, ?, ?)")
                        .params(conversation, known, today)
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(known, today);
    }

    @Test
    void aShareOfTwoCustomersIsNobody() {
        var twin = "u-" + UUID.randomUUID();
        data.add(Purchases.customer(twin));
        named(twin, name, "10405");

        var answer = hears(nothing("hi").unsigned(person(name), postcode("10405")));

        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(refusalCode(answer)).isEqualTo("identity-wrong");
    }

    private static Says track() {
        return says("Where is my order?", Intent.ORDER_STATUS, Variants.TRACK);
    }

    private static Says nothing(String text) {
        return says(text, Intent.GENERAL, null);
    }

    private static Says email(String address) {
        return nothing(address).unsigned(new Mention(Kind.EMAIL, address, address, 0));
    }

    private static Mention person(String name) {
        return new Mention(Kind.PERSON, name, name, 0);
    }

    private static Mention postcode(String code) {
        return new Mention(Kind.POSTCODE, code, code, 0);
    }

    private static EvidenceGathered evidence(String conversation, Says says) {
        var turn = says.in(conversation).turn();
        probe.publish(turn);
        return evidenceOf(turn);
    }

    private void named(String id, String name, String zip) {
        var parts = name.split(" ", -1);
        jdbc.sql("update customer set first_name_folded = ?, last_name_folded = ?, zip = ? where id = ?")
                .params(Customers.folded(parts[0]), Customers.folded(parts[1]), zip, id)
                .update();
    }
}
