package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.dialogue.TurnInterpreter.WishRead;
import io.souk.intent.text.Places;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "How long until I'd have it?", "what is it with postage to Linz": whether the thing is there and its price, and the rules of delivery. */
final class DeliveryOfIt {
    private static final double SURE = 0.8;
    private static final Pattern WHO = Pattern.compile("\\bwho\\b", Pattern.CASE_INSENSITIVE);
    private static final String IT = "(?:it|that|this|one|them|those|both)";
    private static final String BY_DAY =
            "(?:by|before|on|until|till) (?:the |next |this |my |his |her |our )?(?:\\p{L}*day|week\\p{L}*|tomorrow|then|christmas|end|\\d+)";
    /** When it would be here; what it costs with the sending. */
    private static final Pattern ASKED = Pattern.compile(
            "\\b(?:with|incl(?:uding|\\.)?|plus|and) (?:the )?(?:postage|shipping|delivery|sending)\\b"
                    + "|\\b(?:how (?:long|soon|fast|quick(?:ly)?)|when|by when|until when)\\b[^.?!]*\\b(?:be here|get here|(?:get|have|receive) "
                    + IT + "|" + IT
                    + "(?:['’]d| would| will|['’]ll)? (?:be (?:here|there|with me)|arrive|come)|deliver(?:ed)?|(?:send|ship) "
                    + IT
                    + ")\\b"
                    + "|\\b(?:can|could|would|will|do) (?:i|we|you) (?:get|have|receive|deliver|ship|send) (?:[^\\s.?!]+ ){0,5}?(?:delivered |sent |here )?(?:"
                    + BY_DAY
                    + "|tomorrow|today|tonight|next (?:week|month)|this week|within|in time)\\b"
                    + "|\\b(?:deliver|ship|send) " + IT + " (?:to|in|over to)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME = Pattern.compile(
            "\\b(?:how (?:long|soon|fast|quick(?:ly)?)|when|until|till|by|before|tomorrow|today|tonight|next|this week|within|in time)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Of something that was bought, or goes the other way. */
    private static final Pattern OF_AN_ORDER = Pattern.compile(
            "\\b(?:back|return\\w*|refund\\w*|repair\\w*|exchang\\w*|order(?:ed)?|bought|parcel|package|my \\p{L}+ (?:come|arrive)|charg\\w*|updat\\w*|battery|warranty)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern POINTS = Pattern.compile("\\b" + IT + "\\b", Pattern.CASE_INSENSITIVE);

    private DeliveryOfIt() {}

    /** Both, if delivery of one product is asked about that is no order of the customer's; else nothing. */
    static List<WishRead> in(Said said, Understanding meaning) {
        var top = meaning.classification().top();
        if (said.turn().pendingAction() != null
                || said.message().namesOrder()
                || said.isAfterOrders()
                || OwnThing.isOwn(said.message())
                || !ASKED.matcher(said.text()).find()
                || OF_AN_ORDER.matcher(said.text()).find()) {
            return List.of();
        }
        return product(said)
                .map(product -> List.of(
                        new WishRead(
                                said.text(),
                                List.of(new RankedIntent(
                                        Intent.PRODUCT_INFO, Variants.ABOUT, Math.max(SURE, top.confidence()))),
                                said.message().meaning(List.of(product)),
                                "Is the " + product.name() + " in stock?"),
                        new WishRead(
                                said.text(),
                                List.of(new RankedIntent(
                                        Intent.DELIVERY, Variants.OPTIONS, Math.max(SURE, top.confidence()))),
                                Entities.NONE,
                                rules(
                                        said.text(),
                                        Places.in(said.text()).stream()
                                                .findFirst()
                                                .map(Places::explained)
                                                .orElse("")))))
                .orElse(List.of());
    }

    /** What is named, or "it" after talk of products. */
    private static Optional<ProductMention> product(Said said) {
        var named = said.resolver().mentioned();
        if (!named.isEmpty()) {
            return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
        }
        var topic = said.turn().topic();
        var isOfProducts = topic != null
                && (topic.answeredBy() == Source.PRODUCTS || FocusResolver.ABOUT_PRODUCTS.contains(topic.intent()));
        return isOfProducts
                        && said.message().categories().isEmpty()
                        && POINTS.matcher(said.text()).find()
                ? said.turn().focus().products().stream().findFirst().map(FocusResolver::mention)
                : Optional.empty();
    }

    /** A question of who pays is not one of what delivery costs. */
    static boolean isOnlyDelivery(String words) {
        return !WHO.matcher(words).find() && !OF_AN_ORDER.matcher(words).find();
    }

    /** The question of a shop's rules that words about delivery come to. */
    static String rules(String words, String place) {
        var to = place.isEmpty() ? "" : " to " + place;
        return TIME.matcher(words).find()
                ? "How long does delivery" + to + " take?"
                : "What does standard delivery" + to + " cost?";
    }
}
