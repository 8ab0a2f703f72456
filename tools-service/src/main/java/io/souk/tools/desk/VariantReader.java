package io.souk.tools.desk;

import io.souk.tools.orders.Line;
import io.souk.tools.products.Product;
import io.souk.tools.products.Variant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which variant of a product a message means: by the values of its options; what it does not speak of stays as it is. */
final class VariantReader {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}.]+");

    private VariantReader() {}

    /**
     * What was understood.
     *
     * @param said values of options that the message names, by option
     * @param fits available variants that have all of them, the nearest to the present one; several if it does not say which
     */
    record Reading(Map<String, String> said, List<Variant> fits) {}

    /** The variants that the line could become. */
    static List<Variant> others(Product product, Line line) {
        return product.variants().values().stream()
                .filter(variant -> variant.available() && !variant.itemId().equals(line.itemId()))
                .toList();
    }

    static Reading read(String message, Product product, Line line) {
        var text = ' ' + GAP.matcher(message.toLowerCase(Locale.ROOT)).replaceAll(" ") + ' ';
        var said = new LinkedHashMap<String, String>();
        for (var variant : product.variants().values()) {
            variant.options().forEach((option, value) -> {
                // "my black one for a white one": what it is already is not what it becomes
                if (!value.equals(line.options().get(option))
                        && names(text, value)
                        && isLonger(value, said.get(option))) {
                    said.put(option, value);
                }
            });
        }
        if (said.isEmpty()) {
            return new Reading(said, List.of());
        }
        var fits = others(product, line).stream()
                .filter(variant -> said.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().equals(variant.options().get(entry.getKey()))))
                .toList();
        var nearest =
                fits.stream().mapToInt(variant -> kept(variant, line)).max().orElse(0);
        return new Reading(
                said,
                fits.stream()
                        .filter(variant -> kept(variant, line) == nearest)
                        .sorted(Comparator.comparing(Variant::price))
                        .toList());
    }

    /** "256 GB" is also named by "256gb" and by "256". */
    private static boolean names(String text, String value) {
        var words = GAP.matcher(value.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        if (text.contains(' ' + words + ' ') || text.contains(' ' + words.replace(" ", "") + ' ')) {
            return true;
        }
        var number = words.substring(0, Math.max(0, words.indexOf(' ')));
        return number.length() > 1 && number.chars().allMatch(Character::isDigit) && text.contains(' ' + number + ' ');
    }

    private static boolean isLonger(String value, @Nullable String former) {
        return former == null || value.length() > former.length();
    }

    private static int kept(Variant variant, Line line) {
        return (int) variant.options().entrySet().stream()
                .filter(entry -> entry.getValue().equals(line.options().get(entry.getKey())))
                .count();
    }
}
