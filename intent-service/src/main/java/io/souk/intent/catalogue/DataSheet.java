package io.souk.intent.catalogue;

import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.intent.text.Words;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of a product, as words by which people tell it from others: "the calibrated one", "the 100 W one". */
public final class DataSheet {
    /** A spec that says what a product has not. */
    private static final Pattern NOTHING =
            Pattern.compile("^(?:none|no|not applicable|not supported|without)\\b.*", Pattern.CASE_INSENSITIVE);
    /** A number and its unit written together. */
    private static final Pattern GLUED = Pattern.compile("(?<=\\d)(?=\\p{L})");

    private static final Pattern WEIGHT = Pattern.compile(" weight (\\d+)(?: (\\d{1,3}))? (k?g) ");
    private static final double GRAMS = 1000;

    private DataSheet() {}

    /** In grams, as its sheet says. */
    public static OptionalDouble weight(String sheet) {
        var weight = WEIGHT.matcher(sheet);
        if (!weight.find()) {
            return OptionalDouble.empty();
        }
        var amount = Double.parseDouble(weight.group(1) + '.' + (weight.group(2) == null ? "0" : weight.group(2)));
        return OptionalDouble.of(weight.group(3).equals("kg") ? GRAMS * amount : amount);
    }

    /** Its words in one line, each between spaces. */
    static String words(ProductUpserted product) {
        var specs = product.specs().entrySet().stream()
                .filter(spec -> !NOTHING.matcher(spec.getValue()).matches())
                .map(DataSheet::line);
        var options = product.variants().stream()
                .flatMap(variant -> variant.options().entrySet().stream())
                .map(DataSheet::line)
                .distinct();
        return Stream.of(Stream.of(product.name()), specs, options, Stream.ofNullable(product.description()))
                .flatMap(lines -> lines)
                .map(DataSheet::plain)
                .collect(Collectors.joining(" . ", " ", " "));
    }

    /** The words of what its kinds are called. */
    static Set<String> options(ProductUpserted product) {
        return product.variants().stream()
                .flatMap(variant -> variant.options().values().stream())
                .flatMap(value -> Stream.of(plain(value).split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it says these words together, or each of them somewhere. */
    public static boolean says(String sheet, String words) {
        var plain = plain(words);
        return !plain.isEmpty()
                && (sheet.contains(' ' + plain + ' ')
                        || Stream.of(plain.split(" ", -1)).allMatch(word -> sheet.contains(' ' + word + ' ')));
    }

    private static String line(Map.Entry<String, String> spec) {
        return spec.getKey() + ' ' + spec.getValue();
    }

    private static String plain(String text) {
        return Words.of(GLUED.matcher(text).replaceAll(" ")).plain().stream()
                .map(Words::singular)
                .collect(Collectors.joining(" "));
    }
}
