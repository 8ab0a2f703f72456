package io.souk.tools.desk;

import io.souk.tools.customers.Customer;
import io.souk.tools.customers.PaymentMethod;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which of the customer's payment methods a message means. */
final class MethodReader {
    private static final Pattern GIFT_CARD = Pattern.compile("\\bgift ?cards?\\b|\\bvoucher\\b");
    private static final Pattern PAYPAL = Pattern.compile("\\bpay ?pal\\b");
    private static final Pattern CARD = Pattern.compile(
            "\\b(?:credit|debit) ?cards?\\b|\\b(?:visa|master ?card|amex)\\b|\\b(?:my|the|that|other) card\\b");
    private static final Pattern ORIGINAL = Pattern.compile(
            "\\boriginal\\b|\\b(?:same|way|method|card|account) (?:i|we) paid\\b|\\bsame (?:card|method|account|payment)\\b"
                    + "|\\bback to (?:the|my) card\\b");
    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)\\d{4}(?!\\d)");

    private MethodReader() {}

    /**
     * Those that fit; none if the message speaks of none.
     *
     * @param original what the order was paid with; empty if that is unknown
     */
    static List<PaymentMethod> read(String message, Customer customer, String original) {
        var text = message.toLowerCase(Locale.ROOT);
        var methods = customer.methods();
        var exact = methods.stream()
                .filter(method -> text.contains(method.id().toLowerCase(Locale.ROOT))
                        || (!method.label().equals("gift card")
                                && text.contains(method.label().toLowerCase(Locale.ROOT))))
                .toList();
        if (exact.size() == 1) {
            return exact;
        }
        if (ORIGINAL.matcher(text).find()) {
            return customer.method(original).map(List::of).orElse(List.of());
        }
        var kind = GIFT_CARD.matcher(text).find()
                ? "gift_card"
                : PAYPAL.matcher(text).find() ? "paypal" : CARD.matcher(text).find() ? "credit_card" : "";
        if (kind.isEmpty()) {
            return List.of();
        }
        var ofKind =
                methods.stream().filter(method -> method.source().equals(kind)).toList();
        var digits = DIGITS.matcher(text).results().map(found -> found.group()).toList();
        var byDigits = ofKind.stream()
                .filter(method ->
                        digits.stream().anyMatch(four -> method.label().endsWith(four)))
                .toList();
        if (!byDigits.isEmpty()) {
            return byDigits;
        }
        var byBrand = ofKind.stream()
                .filter(method -> method.brand() != null
                        && text.replace(" ", "").contains(method.brand().toLowerCase(Locale.ROOT)))
                .toList();
        return byBrand.isEmpty() ? ofKind : byBrand;
    }
}
