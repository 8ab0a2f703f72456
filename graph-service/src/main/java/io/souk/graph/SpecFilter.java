package io.souk.graph;

import static java.util.stream.Collectors.toSet;

import io.souk.events.Finding.ProductView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * "Which headphones have noise cancelling": keeps the products whose data sheet has what the question asks for. Only words that
 * some of the products have and others lack tell anything; all others are left alone.
 */
final class SpecFilter {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}");
    /** Words of questions that data sheets use too, for other reasons. */
    private static final Set<String> IDLE = Set.of(
            "and", "any", "are", "can", "does", "for", "from", "has", "have", "how", "not", "one", "that", "the", "two",
            "up", "what", "which", "with", "without", "work", "you", "your");

    private static final Pattern ABSENT = Pattern.compile("(?i)^(none|no|not)\\b.*");

    private SpecFilter() {}

    /** The products that have most of what is asked for; all of them if the question asks for nothing in particular. */
    static List<ProductView> apply(String question, List<ProductView> products) {
        var asked = words(question);
        var had = products.stream().collect(Collectors.toMap(ProductView::id, SpecFilter::features, (one, _) -> one));
        var telling = asked.stream()
                .filter(word -> !IDLE.contains(word))
                .filter(word -> {
                    var owners = had.values().stream()
                            .filter(features -> features.contains(word))
                            .count();
                    return owners > 0 && owners < products.size();
                })
                .collect(toSet());
        var matches = products.stream()
                .collect(Collectors.toMap(
                        Function.identity(), product -> count(telling, had, product), (one, _) -> one));
        var most = matches.values().stream().max(Long::compare).orElse(0L);
        return products.stream()
                .filter(product -> matches.getOrDefault(product, 0L).equals(most))
                .toList();
    }

    private static long count(Set<String> telling, Map<String, Set<String>> had, ProductView product) {
        return telling.stream()
                .filter(had.getOrDefault(product.id(), Set.of())::contains)
                .count();
    }

    private static Set<String> features(ProductView product) {
        return product.specs().entrySet().stream()
                .filter(spec -> !ABSENT.matcher(spec.getValue()).matches())
                .flatMap(spec -> words(spec.getKey() + ' ' + spec.getValue()).stream())
                .collect(toSet());
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group())
                .collect(toSet());
    }
}
