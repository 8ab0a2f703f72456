package io.souk.kit.catalogue;

import io.souk.events.ProductEvent.ProductUpserted;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue takes from a seller. A refusal is one sentence that says what is wrong and what would be right; it quotes at
 * most a name.
 */
public final class ProductRules {
    public static final int LONGEST_DESCRIPTION = 20_000;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SPEC = 500;
    private static final int MOST_SPECS = 100;
    private static final int MOST_ALIASES = 50;
    private static final int MOST_LINKS = 1_000;
    private static final int MOST_VARIANTS = 200;
    private static final int DEEPEST_CATEGORY = 8;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal("100000000");

    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:#-]*");
    private static final Pattern MARKUP = Pattern.compile(
            "<\\s*[/!?\\p{L}]|&(?:#\\d+|#x[0-9a-fA-F]+|lt|gt|quot);|javascript:", Pattern.CASE_INSENSITIVE);
    /** Harmless, since names are only ever parameters; but no product is called so. */
    private static final Pattern QUERY = Pattern.compile(
            "(?i)\\b(?:detach\\s+delete|match\\s*\\(|merge\\s*\\(|load\\s+csv|call\\s+(?:db|apoc|dbms)\\.|(?:drop|create)\\s+(?:index|constraint|database|table)|return\\s+\\*|union\\s+select)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Pattern NUMBER_AND_WORD = Pattern.compile("\\s*[\\d][\\d.,]*\\s*([\\p{L}\"²/%]+)\\s*");
    private static final Pattern BARE_NUMBER = Pattern.compile("\\s*[\\d][\\d.,]*\\s*");

    /** Specs whose name says what they measure. All others may be any words. */
    private static final Map<String, List<Dimension>> MEASURED = Map.ofEntries(
            Map.entry("weight", List.of(Dimension.MASS)),
            Map.entry("memory", List.of(Dimension.DATA)),
            Map.entry("storage", List.of(Dimension.DATA)),
            Map.entry("battery", List.of(Dimension.ENERGY, Dimension.CHARGE)),
            Map.entry("battery life", List.of(Dimension.TIME)),
            Map.entry("thickness", List.of(Dimension.LENGTH)),
            Map.entry("size", List.of(Dimension.LENGTH)),
            Map.entry("brightness", List.of(Dimension.LUMINANCE)),
            Map.entry("refresh rate", List.of(Dimension.FREQUENCY)),
            Map.entry("response time", List.of(Dimension.TIME)),
            Map.entry("power use", List.of(Dimension.POWER)),
            Map.entry("maximum output", List.of(Dimension.POWER)),
            Map.entry("power to host", List.of(Dimension.POWER)),
            Map.entry("resolution", List.of(Dimension.RESOLUTION)),
            Map.entry("released", List.of(Dimension.DATE)));

    private ProductRules() {}

    /** Why this product is refused; empty if it is not. */
    public static Optional<String> refusal(ProductUpserted product) {
        return Stream.<Optional<String>>of(
                        id("id", product.id()),
                        name("name", product.name()),
                        name("brand", product.brand()),
                        name("category", product.category()),
                        categories(product),
                        money(product.price(), product.currency()),
                        description(product.description()),
                        specs(product.specs()),
                        product.aliases().size() > MOST_ALIASES
                                ? because("there are more than " + MOST_ALIASES + " aliases")
                                : none(),
                        first(product.aliases().stream().map(alias -> name("aliases", alias))),
                        product.compatibleWith().size() > MOST_LINKS
                                ? because("compatibleWith names more than " + MOST_LINKS + " products")
                                : none(),
                        first(product.compatibleWith().stream()
                                .map(link -> id("compatibleWith.productId", link.productId())
                                        .or(() -> text("compatibleWith.reason", link.reason(), LONGEST_SPEC)))),
                        product.succeededBy() == null ? none() : id("succeededBy", product.succeededBy()),
                        product.id().equals(product.succeededBy())
                                ? because("succeededBy names the product itself")
                                : none(),
                        product.sellerId() == null ? none() : id("sellerId", product.sellerId()),
                        variants(product))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> id(String field, @Nullable String id) {
        if (id == null || id.isBlank()) {
            return because(field + " is missing");
        }
        return id.length() <= LONGEST_ID && ID.matcher(id).matches()
                ? none()
                : because(field + " may have letters, digits and . _ : # - only, at most " + LONGEST_ID + " of them");
    }

    private static Optional<String> name(String field, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return because(field + " is missing");
        }
        if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            return because(field + " has more than one line");
        }
        return text(field, name, LONGEST_NAME)
                .or(() -> QUERY.matcher(name).find()
                        ? because(field + " holds a database command; write the plain name")
                        : none());
    }

    private static Optional<String> text(String field, @Nullable String text, int longest) {
        if (text == null) {
            return because(field + " is missing");
        }
        if (text.length() > longest) {
            return because("%s has %,d characters; at most %,d are taken".formatted(field, text.length(), longest));
        }
        if (MARKUP.matcher(text).find()) {
            return because(field + " holds HTML; write plain text");
        }
        return CONTROL.matcher(text).find() ? because(field + " holds control characters; write plain text") : none();
    }

    private static Optional<String> categories(ProductUpserted product) {
        if (product.categoryParents().size() > DEEPEST_CATEGORY) {
            return because("the category is more than " + DEEPEST_CATEGORY + " levels deep");
        }
        var seen = new HashSet<String>();
        for (var category : product.categoryParents()) {
            var wrong = name("categoryParents", category);
            if (wrong.isPresent()) {
                return wrong;
            }
            if (!seen.add(category)) {
                return because("category " + category + " lies above itself");
            }
        }
        return seen.contains(product.category())
                ? because("category " + product.category() + " lies above itself")
                : none();
    }

    private static Optional<String> money(BigDecimal price, String currency) {
        if (price.compareTo(HIGHEST_PRICE) > 0) {
            return because("price is higher than " + HIGHEST_PRICE);
        }
        if (price.stripTrailingZeros().scale() > 2) {
            return because("price has more than two decimal places");
        }
        try {
            return currency.equals(Currency.getInstance(currency).getCurrencyCode())
                    ? none()
                    : because("currency is none of ISO 4217, like EUR");
        } catch (IllegalArgumentException e) {
            return because("currency is none of ISO 4217, like EUR");
        }
    }

    private static Optional<String> description(@Nullable String description) {
        return description == null ? none() : text("description", description, LONGEST_DESCRIPTION);
    }

    private static Optional<String> specs(Map<String, String> specs) {
        if (specs.size() > MOST_SPECS) {
            return because("there are more than " + MOST_SPECS + " specs");
        }
        return first(specs.entrySet().stream()
                .map(spec -> name("a spec's name", spec.getKey())
                        .or(() -> text("spec " + spec.getKey(), spec.getValue(), LONGEST_SPEC))
                        .or(() -> unit(spec.getKey(), spec.getValue()))));
    }

    /** A number with a word that is no unit of what the spec measures could not be compared with anything. */
    private static Optional<String> unit(String name, String value) {
        var dimensions = MEASURED.get(name.toLowerCase(Locale.ROOT));
        if (dimensions == null || dimensions.stream().anyMatch(Quantity.mainOnes(value)::containsKey)) {
            return none();
        }
        var units = dimensions.stream().map(Dimension::writtenUnits).reduce((one, other) -> one + ", " + other);
        var word = NUMBER_AND_WORD.matcher(value);
        if (word.matches()) {
            return because(
                    "spec %s has the unknown unit %s; known are: %s".formatted(name, word.group(1), units.orElse("")));
        }
        return BARE_NUMBER.matcher(value).matches()
                ? because("spec %s has a number without a unit; known are: %s".formatted(name, units.orElse("")))
                : none();
    }

    private static Optional<String> variants(ProductUpserted product) {
        if (product.variants().size() > MOST_VARIANTS) {
            return because("there are more than " + MOST_VARIANTS + " variants");
        }
        return first(product.variants().stream()
                .map(variant -> id("variants.id", variant.id())
                        .or(() -> first(variant.options().entrySet().stream()
                                .map(option -> name("variants.options", option.getKey())
                                        .or(() -> name("variants.options", option.getValue())))))));
    }

    private static Optional<String> first(Stream<Optional<String>> checks) {
        return checks.flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> because(String reason) {
        return Optional.of(reason);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
