package io.souk.graph.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.DigestUtils;

/** What the files of {@code knowledge/} say: standards, what they connect, which specs have a better, what wishes mean, what things are for. */
public record Knowledge(
        List<Standard> standards,
        List<Purpose> purposes,
        List<Direction> directions,
        List<Part> parts,
        List<Use> uses,
        List<Wish> wishes,
        List<Comparative> comparatives,
        Uses needs,
        String digest) {
    /** The price, as the property of a product. */
    public static final String CENTS = "cents";

    /**
     * A standard, as data sheets write it.
     *
     * @param specs where it may be read; empty is everywhere
     */
    public record Standard(String name, Pattern written, List<String> specs, Map<String, String> includes) {}

    /**
     * What two products can be together for, and what that takes.
     *
     * @param shortfall what is true when only the level is too low; null: then it does not work
     */
    public record Purpose(
            String name,
            List<Need> needs,
            List<Provision> provisions,
            @Nullable String shortfall,
            String says) {}

    public record Need(String spec, boolean plain) {}

    /**
     * Where it is said what a product has.
     *
     * @param unless not on products with this spec
     * @param when only if this spec …
     * @param names … names this
     * @param as the first power there is a level of this standard
     */
    public record Provision(
            String spec,
            @Nullable String unless,
            @Nullable String when,
            @Nullable String names,
            @Nullable String as) {}

    /**
     * Which way of a spec is better.
     *
     * @param thing what can be half or twice as much; null where that is not said
     */
    public record Direction(
            String spec,
            @Nullable String measure,
            boolean more,
            String ahead,
            String behind,
            @Nullable String thing) {}

    record Part(String spec, String measure, String is) {}

    public record Use(String name, List<String> specs) {}

    /**
     * What words of a customer ask of a product.
     *
     * @param key the measured property, {@code memory.gb}; null: {@code words} are looked for
     */
    public record Wish(Pattern said, String as, @Nullable String key, double from, double to, List<String> words) {}

    /**
     * A word that asks for more or less of something than another product has.
     *
     * @param key the measured property
     * @param more whether more of it is asked for
     */
    public record Comparative(Pattern said, String as, String key, boolean more) {}

    /** Of which standard a product's property is the measure: {@code memory.gb}. */
    public static String key(String spec, String measure) {
        return spec.toLowerCase(Locale.ROOT) + '.' + measure;
    }

    /** The name of a spec's part elsewhere: a display's nits are brightness. */
    public String specOf(String spec, String measure) {
        return parts.stream()
                .filter(part ->
                        part.spec().equalsIgnoreCase(spec) && part.measure().equals(measure))
                .map(Part::is)
                .findFirst()
                .orElse(spec);
    }

    /** The specs in which something is measured, in lower case: brightness in its own, and in a display's. */
    public List<String> specsOf(String spec, String measure) {
        return Stream.concat(
                        Stream.of(spec),
                        parts.stream()
                                .filter(part -> part.is().equalsIgnoreCase(spec)
                                        && part.measure().equals(measure))
                                .map(Part::spec))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    Optional<Purpose> purpose(String name) {
        return purposes.stream().filter(purpose -> purpose.name().equals(name)).findFirst();
    }

    public static Knowledge load() {
        var text = KnowledgeNode.read("standards.yaml");
        var uses = KnowledgeNode.read("uses.yaml");
        var root = KnowledgeNode.parse(text);
        return new Knowledge(
                root.nodes("standards").stream().map(Knowledge::standard).toList(),
                root.nodes("purposes").stream().map(Knowledge::purpose).toList(),
                root.nodes("directions").stream().map(Knowledge::direction).toList(),
                root.nodes("parts").stream()
                        .map(node -> new Part(node.text("spec"), node.text("measure"), node.text("is")))
                        .toList(),
                root.nodes("uses").stream()
                        .map(node -> new Use(node.text("name"), node.texts("specs")))
                        .toList(),
                root.nodes("wishes").stream().map(Knowledge::wish).toList(),
                root.nodes("comparatives").stream().map(Knowledge::comparative).toList(),
                Uses.of(KnowledgeNode.parse(uses)),
                DigestUtils.md5DigestAsHex((text + uses).getBytes(UTF_8)));
    }

    private static Standard standard(KnowledgeNode node) {
        return new Standard(
                node.text("name"),
                Pattern.compile(node.text("written"), Pattern.CASE_INSENSITIVE),
                node.texts("in"),
                node.pairs("includes"));
    }

    private static Purpose purpose(KnowledgeNode node) {
        return new Purpose(
                node.text("name"),
                node.nodes("needs").stream()
                        .map(need -> new Need(need.text("spec"), need.flag("plain")))
                        .toList(),
                node.nodes("has").stream()
                        .map(has -> {
                            var when = has.node("when");
                            return new Provision(
                                    has.text("spec"),
                                    has.maybe("unless"),
                                    when == null ? null : when.text("spec"),
                                    when == null ? null : when.text("names"),
                                    has.maybe("as"));
                        })
                        .toList(),
                node.maybe("short"),
                node.text("says"));
    }

    private static Direction direction(KnowledgeNode node) {
        return new Direction(
                node.text("spec"),
                node.maybe("measure"),
                node.text("better").equals("more"),
                node.text("ahead"),
                node.text("behind"),
                node.maybe("thing"));
    }

    private static Comparative comparative(KnowledgeNode node) {
        return new Comparative(
                // "lighter than 1.5 kg" speaks of no other product
                Pattern.compile("\\b(?:" + node.text("said") + ")\\b(?!\\s+than\\s+\\W*\\d)", Pattern.CASE_INSENSITIVE),
                node.text("as"),
                measured(node.text("spec"), node.maybe("measure")),
                node.text("better").equals("more"));
    }

    private static String measured(String spec, @Nullable String measure) {
        return measure == null ? CENTS : key(spec, measure);
    }

    private static Wish wish(KnowledgeNode node) {
        var spec = node.maybe("spec");
        return new Wish(
                Pattern.compile("\\b(?:" + node.text("said") + ")\\b", Pattern.CASE_INSENSITIVE),
                node.text("as"),
                spec == null ? null : measured(spec, node.maybe("measure")),
                node.number("from"),
                node.number("to"),
                node.texts("words"));
    }
}
