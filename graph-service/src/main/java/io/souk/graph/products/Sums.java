package io.souk.graph.products;

import io.souk.events.Finding.Part;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** "What do 2 x Tavo One and Voltra Qi2 Pad cost in total?": pieces times prices, added up. */
public final class Sums {
    private static final int MOST_PIECES = 9_999;

    private Sums() {}

    /** Each product as often as the question says before its name, else once; empty if they are sold in several currencies. */
    public static Optional<Sum> of(String question, List<ProductView> products) {
        var currencies = products.stream().map(ProductView::currency).distinct().toList();
        if (currencies.size() != 1) {
            return Optional.empty();
        }
        var parts = products.stream()
                .map(product -> new Part(
                        product.id(), product.name(), quantity(question, product.name(), products), product.price()))
                .toList();
        var amount = parts.stream()
                .map(part -> part.price().multiply(BigDecimal.valueOf(part.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(new Sum(parts, amount, currencies.getFirst()));
    }

    private static int quantity(String question, String name, List<ProductView> products) {
        // "2 x Tavo One XL" are none of the Tavo One
        var longer = products.stream()
                .map(ProductView::name)
                .filter(other -> other.length() > name.length() && other.startsWith(name))
                .map(other -> "(?!" + Pattern.quote(other.substring(name.length())) + ')')
                .collect(Collectors.joining());
        var said = Pattern.compile(
                        "\\b(\\d{1,4}) x (?:the )?" + Pattern.quote(name) + longer + "(?!\\w)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(question);
        return said.find() ? Math.clamp(Integer.parseInt(said.group(1)), 1, MOST_PIECES) : 1;
    }
}
