package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.Bound;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "Under 900", "anything smaller?", "in black?": the request before it, with a further limit or wish. */
final class Refinement {
    private static final int BACK = 3;
    private static final int LONGEST = 12;

    /** What may stand before a limit or a wish without saying anything. */
    private static final Pattern LEAD = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:(?:what|how) about\\s+|(?:do you have|have you got|got|is there|are there|show me|give me"
                    + "|(?:what|anything|something)(?: else)? (?:have (?:you|u)|do (?:you|u) have|(?:you|u) (?:have|got))(?: got)?"
                    + "|(?:it|they|that|those|these|the \\p{L}+) (?:should|must|has to|have to|needs? to|ought to) (?:be|have|cost|come)"
                    + "|i(?:'d| would)? (?:want|need|like|prefer)|rather|maybe|only|just)\\s+)*"
                    + "(?:(?:(?:any|some)(?:thing|one)?|ones?|an?|the|those|but)\\b)?\\s*(?:else\\s+)?(?:that(?:'s| is| are)\\s+)?(?:even\\s+|much\\s+|a (?:bit|little)\\s+)*",
            Pattern.CASE_INSENSITIVE);
    /** A wish that compares with what was shown, in the word that asks for it without comparing. */
    private static final Map<String, String> WISHES = Map.ofEntries(
            Map.entry("cheaper", "cheap"),
            Map.entry("cheapest", "cheap"),
            Map.entry("smaller", "small"),
            Map.entry("smallest", "small"),
            Map.entry("bigger", "big"),
            Map.entry("biggest", "big"),
            Map.entry("larger", "large"),
            Map.entry("largest", "large"),
            Map.entry("lighter", "light"),
            Map.entry("lightest", "light"),
            Map.entry("thinner", "thin"),
            Map.entry("thinnest", "thin"),
            Map.entry("faster", "fast"),
            Map.entry("fastest", "fast"),
            Map.entry("quieter", "quiet"),
            Map.entry("quietest", "quiet"),
            Map.entry("brighter", "bright"),
            Map.entry("brightest", "bright"),
            Map.entry("simpler", "simple"),
            Map.entry("quiet", "quiet"),
            Map.entry("small", "small"),
            Map.entry("light", "light"),
            Map.entry("cheap", "cheap"),
            Map.entry("wireless", "wireless"));

    private static final String WISH =
            "(?:" + String.join("|", WISHES.keySet()) + "|less expensive|better|newer|more|less)";
    private static final Pattern STARTS_WITH_WISH = Pattern.compile("^" + WISH + "\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STARTS_WITH_LIMIT = Pattern.compile(
            "^(?:in|with|without|under|below|over|above|up to|at (?:least|most)|less than|more than|for|from|between|around|max(?:imum)?|min(?:imum)?)\\s+\\S",
            Pattern.CASE_INSENSITIVE);
    /** Whoever speaks of these speaks of something else than what a product is like. */
    private static final Pattern OTHER_SUBJECT = Pattern.compile(
            "\\b(?:i|my|me|we|our|us|you|your|it|its|they|them|this|these|order|orders|parcel|package|delivery|shipping|return|returns|refund|warranty"
                    + "|policy|pay|payment|account|what|when|where|who|why|how|which|if)\\b",
            Pattern.CASE_INSENSITIVE);

    /** "That's too heavy for me" wishes for something lighter. */
    private static final Pattern TOO = Pattern.compile(
            "^\\W*(?:\\p{L}{2,6}[,.!]+\\s+)?(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:(?:that|it|this|they|those)(?:['’]?s| is| are|['’]re)? |is |are )?(?:still )?(?:way |far |much |a (?:bit|little) |bit |rather |quite )?too (expensive|pricey|dear|costly|much money|heavy|big|large|small|slow|loud|thick|dark)"
                    + "(?: for (?:me|us|(?:my|our) \\p{L}+))?(?: lol| sorry| i(?:['’]m| am) afraid)?(?=\\W|$)[\\s,.!;]*",
            Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> RATHER = Map.ofEntries(
            Map.entry("expensive", "cheaper"),
            Map.entry("pricey", "cheaper"),
            Map.entry("dear", "cheaper"),
            Map.entry("costly", "cheaper"),
            Map.entry("much money", "cheaper"),
            Map.entry("heavy", "lighter"),
            Map.entry("big", "smaller"),
            Map.entry("large", "smaller"),
            Map.entry("small", "bigger"),
            Map.entry("slow", "faster"),
            Map.entry("loud", "quieter"),
            Map.entry("thick", "thinner"),
            Map.entry("dark", "brighter"));
    private static final Pattern FOR_LESS =
            Pattern.compile("\\bfor (?:less|a lower price)(?: money)?\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CHEAPER =
            Pattern.compile("\\b(?:cheaper|less expensive)\\b", Pattern.CASE_INSENSITIVE);
    static final Pattern SAME_BRAND = Pattern.compile(
            "\\b(?:from|by|of) (?:the )?same (?:brand|make|maker|company|manufacturer)\\b", Pattern.CASE_INSENSITIVE);
    /** "How much is their mouse": of a thing that is looked for, not of one that somebody has. */
    private static final Pattern THEIR =
            Pattern.compile("(?<=\\b(?:is|are|about|have|see|show me|what) )their\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private Refinement() {}

    static Optional<FollowUp> in(Said said) {
        return isOne(said.message()) && !new Shown(said).isPickedFrom()
                ? of(said, earlier -> request(earlier, said))
                : Optional.empty();
    }

    /** Of a kind of thing that was asked for, with bare words that do not say to be a wish. */
    static Optional<FollowUp> ofKindAskedFor(Said said) {
        return of(
                said,
                earlier -> Optional.of(earlier)
                        .filter(Refinement::asksForKind)
                        .map(asked -> withoutLimits(asked, said.message())));
    }

    static boolean speaksOfSomethingElse(String text) {
        return OTHER_SUBJECT.matcher(text).find();
    }

    /** Without what may stand before a wish. */
    static String core(String text) {
        var plain = FOR_LESS.matcher(text).replaceAll("cheaper");
        var tooMuch = TOO.matcher(plain);
        if (!tooMuch.find()) {
            return withoutLead(plain);
        }
        var wish = RATHER.getOrDefault(tooMuch.group(1).toLowerCase(Locale.ROOT), "");
        var rest = withoutLead(tooMuch.replaceFirst(""));
        return rest.isEmpty() ? wish : rest.startsWith(wish) ? rest : wish + ", " + rest;
    }

    private static String withoutLead(String text) {
        return LEAD.matcher(text).replaceFirst("").replaceFirst("[\\s?!.]+$", "");
    }

    /** "From the same brand", and "their mouse" of its maker, with the brand's name. */
    static String ofBrand(String question, String brand, Extraction message) {
        var named = SAME_BRAND.matcher(question).replaceAll(Matcher.quoteReplacement("from " + brand));
        return message.categories().isEmpty()
                ? named
                : THEIR.matcher(named).replaceAll(Matcher.quoteReplacement(brand));
    }

    private static boolean isOne(Extraction text) {
        var core = core(text.text());
        if (text.namesSomething() || Words.of(core).size() > LONGEST || speaksOfSomethingElse(core)) {
            return false;
        }
        var limits = text.entities().amounts().stream().anyMatch(amount -> amount.bound() != Bound.EXACTLY);
        return limits
                || STARTS_WITH_WISH.matcher(core).find()
                || STARTS_WITH_LIMIT.matcher(core).find();
    }

    /** The request that began it, with all limits and wishes that were said since; about a kind of product, or not at all. */
    private static Optional<FollowUp> of(Said said, Function<Extraction, Optional<String>> request) {
        var since = new ArrayList<String>();
        since.add(wish(said.text(), said));
        var base = said.earlier()
                .limit(BACK + 1)
                .takeWhile(text -> {
                    var goesOn = isOne(text);
                    if (goesOn) {
                        since.addFirst(wish(text.text(), said));
                    }
                    return goesOn;
                })
                .count();
        return said.earlier().skip(base).findFirst().flatMap(request).map(asked -> {
            var question = said.read(asked + ", " + String.join(", ", since));
            return new FollowUp(
                    question, entities(said.message().entities(), question), Refinement::isMeant, Refinement::read);
        });
    }

    private static boolean isMeant(RankedIntent reading) {
        return reading.intent() == Intent.PRODUCT_INFO || reading.intent() == Intent.RECOMMENDATION;
    }

    private static Classification read(Classification classification) {
        var top = classification.top();
        return top.intent() == Intent.RECOMMENDATION
                ? classification
                : new Classification(
                        List.of(new RankedIntent(Intent.PRODUCT_INFO, Variants.LIST, top.confidence())),
                        classification.classifier());
    }

    private static Entities entities(Entities named, Extraction question) {
        return new Entities(
                List.of(),
                question.categories(),
                List.of(),
                List.of(),
                named.mentions(),
                named.amounts().isEmpty() ? question.entities().amounts() : named.amounts(),
                named.dates());
    }

    /** What was asked for; after talk of one product, its kind. */
    private static Optional<String> request(Extraction earlier, Said said) {
        return asksForKind(earlier)
                ? Optional.of(withoutLimits(earlier, said.message()))
                : said.spokenOf().map(product -> product.category().toLowerCase(Locale.ROOT));
    }

    private static boolean asksForKind(Extraction text) {
        return !text.categories().isEmpty() && text.products().isEmpty() && !text.namesOrder();
    }

    /** A limit that is said anew replaces the one before. */
    private static String withoutLimits(Extraction earlier, Extraction now) {
        if (now.entities().amounts().isEmpty() && !CHEAPER.matcher(now.text()).find()) {
            return StandAlone.bare(earlier.text());
        }
        var text = new StringBuilder(earlier.text());
        earlier.entities().amounts().reversed().stream()
                .filter(amount -> amount.bound() != Bound.EXACTLY && amount.start() >= 0)
                .forEach(amount -> text.delete(
                        amount.start(), amount.start() + amount.text().length()));
        return StandAlone.bare(text.toString());
    }

    /** In words that ask for it without comparing; "cheaper" than what is spoken of has a price. */
    private static String wish(String text, Said said) {
        var wish = SAME_BRAND
                .matcher(core(text))
                .replaceAll(
                        _ -> said.spokenOf().map(CatalogueIndex.Product::brand).orElse(""));
        if (CHEAPER.matcher(wish).find()) {
            var limit =
                    said.spokenOf().map(product -> "under " + product.price().toPlainString());
            if (limit.isPresent()) {
                return CHEAPER.matcher(wish).replaceAll(limit.get());
            }
        }
        return WORD.matcher(wish)
                .replaceAll(word -> WISHES.getOrDefault(word.group().toLowerCase(Locale.ROOT), word.group()));
    }
}
