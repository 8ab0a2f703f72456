package io.souk.tools.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction("erased-00000001");

    @Test
    void whatWasBoughtAndPaidStaysAndTheCustomerGoes() {
        var redacted = redaction.of("""
                {"order_id": "ORD-1", "user_id": "u-1", "status": "cancelled",
                 "address": {"address1": "Lindenhof 12", "city": "Berlin", "state": "Berlin", "country": "DE", "zip": "10405"},
                 "items": [{"name": "Lamp", "product_id": "p-1", "item_id": "p-1-1", "price": 12.50, "options": {"size": "L"}}],
                 "fulfillments": [{"tracking_id": ["JD1"], "item_ids": ["p-1-1"]}],
                 "payment_history": [{"transaction_type": "payment", "amount": 12.50, "payment_method_id": "paypal_1"}]}""");

        var expected = """
                        {"order_id":"ORD-1","user_id":"NAME","status":"cancelled",\
                        "address":{"address1":"NAME","city":"NAME","state":"NAME","country":"DE","zip":"NAME"},\
                        "items":[{"name":"Lamp","product_id":"p-1","item_id":"p-1-1","price":12.50,"options":{"size":"L"}}],\
                        "fulfillments":[{"tracking_id":["NAME"],"item_ids":["p-1-1"]}],\
                        "payment_history":[{"transaction_type":"payment","amount":12.50,"payment_method_id":"NAME"}]}""";
        assertThat(redacted).isEqualTo(expected.replace("NAME", "erased-00000001"));
    }

    @Test
    void idsThatStandAsKeysAndFieldsThatNobodyThoughtOfGoToo() {
        var redacted = redaction.of("""
                {"name": {"first_name": "Ada"}, "payment_methods": {"gift_card_77": {"id": "gift_card_77", "balance": 3}},
                 "shoe_size_note": "always 41", "at": "2026-11-22T10:15:30.123Z", "id": "RF-100001"}""");

        assertThat(redacted)
                .doesNotContain("Ada", "gift_card_77", "always")
                .contains("\"balance\":3", "2026-11-22T10:15:30.123Z", "RF-100001");
    }
}
