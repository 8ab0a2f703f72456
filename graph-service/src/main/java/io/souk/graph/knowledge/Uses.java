package io.souk.graph.knowledge;

import io.souk.events.Finding.ProductView;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What things are for, and for whom: {@code knowledge/uses.yaml}. Worked out for a product when it is written, so that a question only
 * looks at a number.
 *
 * @param audiences what is made for them is not for others
 * @param idle words that say nothing of what is wanted
 */
public record Uses(List<Use> uses, List<Use> audiences, Set<String> idle) {
    /** The property of a product that tells how much it is for something, from 0 to 1; without it, nothing says so. */
    private static final String IS_FOR = "use.";
    /** The property that tells that its seller says it is not for that. */
    private static final String IS_NOT_FOR = "avoid.";

    private static final double SAID = 0.7;
    private static final double SAID_TWICE = 0.1;
    private static final double SHEET_TOO = 0.2;
    private static final double SHEET_ONLY = 0.5;
    private static final Pattern ABSENT = Pattern.compile("(?i)^(none|no|not)\\b.*");
    private static final Pattern LETTERS = Pattern.compile("([a-z]{3,})(s\\?|\\\\w[*+])?");

    /**
     * One thing that products are used for.
     *
     * @param said what customers say
     * @param text what sellers write
     * @param sheet what data sheets say of what is good for it
     */
    public record Use(String key, String as, Pattern said, Pattern text, List<Line> sheet) {
        public String isFor() {
            return IS_FOR + key;
        }

        public String isNotFor() {
            return IS_NOT_FOR + key;
        }

        /** How a data sheet's lines speak for it, from 0 to 1. */
        private double sheetShare(Map<String, String> specs) {
            if (sheet.isEmpty()) {
                return 0;
            }
            var sum = 0.0;
            for (var line : sheet) {
                var share = line.share(specs.get(line.spec()));
                if (share == 0 && line.needed()) {
                    return 0;
                }
                sum += share;
            }
            return sum / sheet.size();
        }

        /** What makes a product one for it, in the seller's own words where there are some; empty if nothing says so. */
        public List<String> reasons(ProductView product) {
            var quoted = new Prose(Objects.requireNonNullElse(product.description(), ""))
                    .quote(text)
                    .map(words -> "“" + words + "”");
            var lines = sheet.stream()
                    .filter(line -> line.speaksFor(product.specs().get(line.spec())))
                    .map(line -> line.spec().toLowerCase(Locale.ROOT)
                            + ' '
                            + product.specs().get(line.spec()))
                    .distinct()
                    .limit(quoted.isPresent() ? 1 : 2);
            var reasons = Stream.concat(quoted.stream(), lines).toList();
            return reasons.isEmpty() && isNamed(product) ? List.of("made " + as) : reasons;
        }

        private boolean isNamed(ProductView product) {
            return text.matcher(product.name()).find();
        }

        /** Words that a search of the index finds products for it by. */
        public Stream<String> terms() {
            return LETTERS.matcher(text.pattern()).results().flatMap(word -> {
                var ending = word.group(2);
                return ending == null
                        ? Stream.of(word.group(1))
                        : ending.equals("s?")
                                ? Stream.of(word.group(1), word.group(1) + 's')
                                : Stream.of(word.group(1) + '*');
            });
        }
    }

    /**
     * @param says what the spec must hold; null: what it measures counts
     * @param from the measure that is nothing, in the base unit
     * @param to the measure that is all
     * @param needed whether there is nothing without it
     */
    record Line(
            String spec, @Nullable Pattern says, @Nullable Dimension measure, double from, double to, boolean needed) {
        private double share(@Nullable String value) {
            if (value == null || ABSENT.matcher(value).matches()) {
                return 0;
            }
            if (says != null) {
                return says.matcher(value).find() ? 1 : 0;
            }
            var amount = Quantity.mainOnes(value).get(measure);
            return amount == null ? 0 : Math.clamp((amount - from) / (to - from), 0, 1);
        }

        /** Measures are reasons only where they are rather good. */
        private boolean speaksFor(@Nullable String value) {
            return share(value) >= (says == null ? 0.6 : 1);
        }
    }

    public static Uses of(KnowledgeNode root) {
        return new Uses(
                root.nodes("uses").stream().map(Uses::use).toList(),
                root.nodes("audiences").stream().map(Uses::use).toList(),
                Arrays.stream(root.text("idle").strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet()));
    }

    private static Use use(KnowledgeNode node) {
        return new Use(
                node.text("key"),
                node.text("as"),
                node.words("said"),
                node.words("text"),
                node.nodes("sheet").stream().map(Uses::line).toList());
    }

    private static Line line(KnowledgeNode node) {
        var says = node.maybe("says");
        var measure = node.maybe("measure");
        return new Line(
                node.text("spec"),
                says == null ? null : Pattern.compile(says, Pattern.CASE_INSENSITIVE),
                measure == null ? null : Objects.requireNonNull(Dimension.BY_KEY.get(measure), measure),
                node.number("from"),
                node.number("to"),
                node.flag("needed"));
    }

    /** What a product is for and not for, as properties of its node. */
    public Map<String, Double> of(ProductUpserted product) {
        var specs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        specs.putAll(product.specs());
        var prose = new Prose(String.join(
                ". ",
                product.name(),
                String.join(", ", product.aliases()),
                specs.getOrDefault("Type", ""),
                Objects.requireNonNullElse(product.description(), "")));
        var properties = new TreeMap<String, Double>();
        for (var use : uses) {
            var said = prose.said(use.text())
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .distinct()
                    .count();
            var sheet = use.sheetShare(specs);
            if (said > 0) {
                properties.put(
                        use.isFor(),
                        SAID
                                + (said > 1 ? SAID_TWICE : 0)
                                + SHEET_TOO * (use.sheet().isEmpty() ? 1 : sheet));
            } else if (prose.denied(use.text()).findAny().isPresent()) {
                properties.put(use.isNotFor(), 1.0);
            } else if (sheet > 0) {
                properties.put(use.isFor(), SHEET_ONLY * sheet);
            }
        }
        for (var audience : audiences) {
            if (prose.said(audience.text()).findAny().isPresent()) {
                properties.put(audience.isFor(), 1.0);
            }
        }
        return properties;
    }

    /** What is asked for, audiences first. */
    public List<Use> askedIn(String question) {
        return Stream.concat(audiences.stream(), uses.stream())
                .filter(use -> use.said().matcher(question).find())
                .toList();
    }

    /** The stems that tell a product apart, of all that is said of it and not denied. */
    public static Set<String> stems(ProductUpserted product) {
        var stems = new LinkedHashSet<>(Stems.in(product.name()
                + ' '
                + String.join(" ", product.aliases())
                + ' '
                + new Prose(Objects.requireNonNullElse(product.description(), "")).affirmed()));
        product.specs().forEach((name, value) -> {
            if (!ABSENT.matcher(value).matches()) {
                stems.addAll(Stems.in(name + ' ' + value));
            }
        });
        return stems;
    }
}
