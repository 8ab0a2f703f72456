package io.souk.graph.products;

import io.souk.events.Finding.Kind;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Property;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.KnowledgeNode;
import io.souk.graph.knowledge.Prose;
import io.souk.graph.knowledge.Stems;
import io.souk.kit.catalogue.Dimension;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which line of a data sheet a question is about, and what it says to that: {@code knowledge/properties.yaml}. */
@Component
public class SheetQuestions {
    private static final String COLOUR = "Colour";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String UNKNOWN = "unknown";

    private static final Pattern ABSENT = Pattern.compile("(?i)^(?:none|no|not)\\b.*");
    private static final Pattern YES_OR_NO = Pattern.compile(
            "(?i)^\\W*(?:(?:and|but|so|ok|okay|hi|hello|hey|yes|well|please)\\W+)*(?:is|are|was|does|do|did|can|could|will|would|has|have|r|got|any)\\b"
                    + "|\\b(?:do|does|is|are|can|could|has|have) (?:it|they|the|this|that|these|those|you|i|there|he|she|one)\\b|\\bgot (?:a|an|it)\\b|\\bpossible\\W*$");
    /** "Is it heavy?" has no yes and no that a number could say; "is there a camera?" has. */
    private static final Pattern QUALITY =
            Pattern.compile("(?i)^\\W*(?:\\w+\\W+)?(?:is|are|was|r)\\b(?! (?:there|any)\\b)");
    /** "USB-C?" */
    private static final Pattern SHORT = Pattern.compile("\\W*\\S+(?: \\S+){0,2}\\?\\W*");
    /** "… when gaming": a line that does not speak of that does not answer. */
    private static final Pattern CONDITION = Pattern.compile("(?i)\\b(?:when|while|if|during)\\b(.*)", Pattern.DOTALL);

    private static final Pattern HOW_MUCH =
            Pattern.compile("(?i)\\b(?:how (?!do\\b|can\\b|should\\b|to\\b)\\w+|what|which|whats|when|where)\\b");
    /** These ask what to do, or why something is, which documents answer. */
    private static final Pattern NOT_OF_A_SHEET = Pattern.compile(
            "(?i)\\bhow (?:do|can|should|could|would) (?:i|we|you|one)\\b|\\bhow to\\b|\\b(?:why|mean(?:s|ing)?|reset|restart|reboot|clean|wash|set ?up|install|updat\\w+|upgrad\\w+|add|extend|expand|fix|repair|broken|problem|trouble\\w*|doesn.t (?:work|turn|charge|connect)|won.t|not working|warranty|return|refund|instead of|later)\\b|\\bmore (?:ram|memory|storage|space)\\b");
    /** A lamp's colour tells what is going on, not how the thing looks. */
    private static final Pattern LIGHT = Pattern.compile(
            "(?i)\\b(?:leds?|lamp|blink\\w*|flash(?:es|ing))\\b|\\b(?:red|green|blue|amber|orange|yellow|white|purple) (?:light|dot|ring)\\b");

    private static final Pattern SHOWN_COLOURS = Pattern.compile(
            "(?i)\\bcolou?rs?\\b.*\\b(?:shows?|display\\w*|reproduc\\w*|covers?)\\b|\\b(?:colou?r (?:space|accura\\w+)|gamut|s?rgb|dci)\\b");
    private static final Pattern COLOURS_ASKED = Pattern.compile("(?i)\\bcolou?rs?\\b");
    private static final Pattern CHOICE_ASKED =
            Pattern.compile("(?i)\\b(?:versions|variants?|kinds|options|choices)\\b");
    /** "256 GB" */
    private static final Pattern AMOUNT = Pattern.compile("(\\d+) \\p{L}+");

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.75;
    private static final String DESCRIPTION = "Description";

    /** @param asked a group in it must stand in the line for a yes */
    record Rule(
            String name,
            Pattern asked,
            List<String> lines,
            @Nullable Pattern says,
            boolean silent,
            @Nullable Dimension measure,
            boolean counted) {}

    /** @param most whether most of it is asked for, and not least */
    record Extreme(Pattern said, String spec, boolean most) {}

    private final List<Rule> rules;
    private final List<Extreme> extremes;
    private final Pattern colours;
    private final Set<String> idle;

    SheetQuestions(Knowledge knowledge) {
        var root = KnowledgeNode.parse(KnowledgeNode.read("properties.yaml"));
        rules = root.nodes("properties").stream().map(SheetQuestions::rule).toList();
        extremes = root.nodes("extremes").stream()
                .map(node -> new Extreme(
                        node.words("said"),
                        node.text("spec"),
                        node.text("order").equals("most")))
                .toList();
        colours = Pattern.compile(
                Arrays.stream(root.text("colours").strip().split("\\s+", -1))
                        .collect(Collectors.joining("|", "\\b(?:", ")\\b")),
                Pattern.CASE_INSENSITIVE);
        idle = knowledge.needs().idle();
    }

    private static Rule rule(KnowledgeNode node) {
        var says = node.maybe("says");
        var measure = node.maybe("measure");
        var counted = "counted".equals(measure);
        return new Rule(
                node.text("name"),
                node.words("asked"),
                node.texts("lines"),
                says == null ? null : Pattern.compile(says, Pattern.CASE_INSENSITIVE),
                node.flag("silent"),
                measure == null || counted ? null : Objects.requireNonNull(Dimension.BY_KEY.get(measure), measure),
                counted);
    }

    List<Extreme> extremes() {
        return extremes;
    }

    /** The first that the words are about and that any of the specs can tell. */
    Optional<Rule> ruleFor(String words, Set<String> specs) {
        return rules.stream()
                .filter(rule -> rule.asked().matcher(words).find())
                .filter(rule -> rule.lines().stream().anyMatch(specs::contains))
                .findFirst();
    }

    /** The lines of their data sheets that a question about several products is about; empty if it is about none in particular. */
    public Optional<List<String>> lines(String question, List<ProductGraph.Sheet> sheets) {
        var words = question;
        var specs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (var sheet : sheets) {
            words = withoutName(words, sheet.product());
            specs.addAll(sheet.product().specs().keySet());
        }
        return NOT_OF_A_SHEET.matcher(words).find()
                ? Optional.empty()
                : ruleFor(words, specs).map(Rule::lines);
    }

    /** Whether the question asks for a property that a line of the product's data sheet has outright. */
    public boolean serves(String question, ProductView product) {
        return rules.stream()
                .filter(rule -> rule.asked().matcher(question).find())
                .findFirst()
                .filter(rule -> rule.lines().stream()
                        .map(line -> specs(product).get(line))
                        .filter(Objects::nonNull)
                        .anyMatch(value -> rule.says() != null
                                && rule.says().matcher(value).find()))
                .isPresent();
    }

    private static NavigableMap<String, String> specs(ProductView product) {
        var specs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        specs.putAll(product.specs());
        return specs;
    }

    /** The one that has this name, or tells this spec. */
    Optional<Rule> named(String spec) {
        return rules.stream()
                .filter(rule -> rule.name().equals(spec))
                .findFirst()
                .or(() -> rules.stream()
                        .filter(rule -> rule.lines().contains(spec))
                        .findFirst());
    }

    /**
     * What the data sheet says to a question of detail; empty if it is no such question, or nobody knows which line it means.
     *
     * @param kinds in which the product can be had
     */
    public Optional<Property> answer(String question, ProductView product, List<Kind> kinds) {
        var words = withoutName(question, product);
        var closed = YES_OR_NO.matcher(words).find() && !HOW_MUCH.matcher(words).find();
        if (NOT_OF_A_SHEET.matcher(words).find() || LIGHT.matcher(words).find()) {
            return Optional.empty();
        }
        var kind = kind(words, closed, product, kinds);
        if (kind.isPresent()) {
            return kind;
        }
        var specs = specs(product);
        var said = rules.stream()
                .filter(rule -> rule.asked().matcher(words).find())
                .toList();
        var line = said.stream()
                .flatMap(rule -> answer(rule, words, closed, specs).stream())
                .findFirst();
        if (line.isPresent()) {
            return line.filter(property -> meets(words, property));
        }
        return byName(words, closed, specs)
                .or(() -> said.stream().findFirst().flatMap(rule -> fromText(rule, words, closed, product)))
                .or(() -> fromText(words, closed, product));
    }

    private boolean meets(String words, Property property) {
        var condition = CONDITION.matcher(words);
        if (!condition.find()) {
            return true;
        }
        var conditions = telling(condition.group(1));
        var said = Stems.in(property.name() + ' ' + property.value());
        return conditions.isEmpty() || conditions.stream().anyMatch(said::contains);
    }

    private static String withoutName(String question, ProductView product) {
        var rest = question;
        for (var name : List.of(product.name(), product.brand())) {
            rest = Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
                    .matcher(rest)
                    .replaceAll("it");
        }
        return rest;
    }

    /** Colour, and whatever else tells the kinds of a product apart. */
    private Optional<Property> kind(String words, boolean closed, ProductView product, List<Kind> kinds) {
        var options = new LinkedHashMap<String, Set<String>>();
        kinds.forEach(kind -> kind.options()
                .forEach((name, value) -> options.computeIfAbsent(name, _ -> new LinkedHashSet<>())
                        .add(value)));
        var named = new LinkedHashMap<String, String>();
        options.forEach((name, values) -> values.stream()
                .filter(value -> said(value).matcher(words).find())
                .findFirst()
                .ifPresent(value -> named.put(name, value)));
        var colour = colours.matcher(words).results().map(MatchResult::group).findFirst();
        var colourName = options.keySet().stream()
                .filter(name -> COLOURS_ASKED.matcher(name).find())
                .findFirst();
        if (SHOWN_COLOURS.matcher(words).find()) {
            return Optional.empty();
        }
        if (named.size() > 1 && matching(kinds, named).isEmpty()) {
            // each of them is there, but not in one piece
            return Optional.of(new Property(
                    String.join(" and ", named.keySet()),
                    kinds.stream()
                            .filter(kind -> named.entrySet().stream()
                                    .anyMatch(
                                            option -> kind.options().entrySet().contains(option)))
                            .map(kind -> String.join(", ", kind.options().values()))
                            .collect(Collectors.joining("; ")),
                    NO,
                    String.join(", ", named.values()),
                    List.of()));
        }
        if (colour.isPresent() || COLOURS_ASKED.matcher(words).find()) {
            if (colourName.isPresent()) {
                var all = String.join(", ", options.getOrDefault(colourName.get(), Set.of()));
                var is = named.containsKey(colourName.get());
                return Optional.of(new Property(
                        colourName.get(),
                        all,
                        colour.isEmpty() ? null : is ? YES : NO,
                        colour.map(String::toLowerCase).orElse(null),
                        colour.isPresent() && !is ? List.of() : matching(kinds, named)));
            }
            // of a monitor it means the colours that it shows
            return Optional.of(product.specs().entrySet().stream()
                    .filter(spec -> COLOURS_ASKED.matcher(spec.getKey()).find()
                            && colours.matcher(spec.getValue()).find())
                    .findFirst()
                    .map(spec -> new Property(
                            spec.getKey(),
                            spec.getValue(),
                            colour.map(word -> contains(spec.getValue(), word) ? YES : NO)
                                    .orElse(null),
                            colour.map(String::toLowerCase).orElse(null),
                            List.of()))
                    .orElseGet(() -> new Property(
                            COLOUR,
                            null,
                            colour.isEmpty() && !closed ? null : UNKNOWN,
                            colour.map(String::toLowerCase).orElse(null),
                            List.of())));
        }
        if (!options.isEmpty()
                && (!named.isEmpty() || CHOICE_ASKED.matcher(words).find())) {
            var name = named.isEmpty()
                    ? options.keySet().iterator().next()
                    : named.keySet().iterator().next();
            return Optional.of(new Property(
                    name,
                    String.join(", ", options.getOrDefault(name, Set.of())),
                    named.isEmpty() ? null : YES,
                    named.isEmpty() ? null : String.join(", ", named.values()),
                    matching(kinds, named)));
        }
        return Optional.empty();
    }

    /** "256 GB", or its number where no other unit stands behind it. */
    private static Pattern said(String option) {
        var whole = "\\b" + Pattern.quote(option).replace(" ", "\\E\\s?\\Q") + "\\b";
        var amount = AMOUNT.matcher(option);
        return Pattern.compile(
                amount.matches()
                        ? whole + "|\\b" + amount.group(1)
                                + "\\b(?![.,]?\\d|\\s*[€%\"]|\\s?(?:[kmt]b|k?g|[cm]?m|wh?|k?hz|mp|h|eur|euros?|dollars?|watts?|mah|hours?|days?)\\b)"
                        : whole,
                Pattern.CASE_INSENSITIVE);
    }

    private static List<Kind> matching(List<Kind> kinds, Map<String, String> named) {
        return kinds.stream()
                .filter(kind -> kind.options().entrySet().containsAll(named.entrySet()))
                .toList();
    }

    private static boolean contains(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    /** Empty if the data sheet has none of the rule's lines. */
    private Optional<Property> answer(Rule rule, String words, boolean isClosed, NavigableMap<String, String> specs) {
        var there = rule.lines().stream().filter(specs::containsKey).toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        var term = term(rule, words);
        var sought = term == null ? rule.says() : loosely(term);
        var closed = sought == null
                ? isClosed && !QUALITY.matcher(words).find()
                : isClosed || SHORT.matcher(words).matches();
        var says = there.stream()
                .filter(line -> sought == null
                        ? !ABSENT.matcher(specs.getOrDefault(line, "")).matches()
                        : sought.matcher(specs.getOrDefault(line, "")).find())
                .findFirst();
        var line = says.orElse(there.getFirst());
        var silent = says.isEmpty()
                && rule.silent()
                && !ABSENT.matcher(specs.getOrDefault(line, "")).matches();
        return Optional.of(new Property(
                key(specs, line),
                specs.get(line),
                !closed
                        ? saidOutright(rule, words, isClosed, specs.get(line))
                        : says.isPresent() ? YES : silent ? UNKNOWN : NO,
                closed ? Objects.requireNonNullElse(term, rule.name().toLowerCase(Locale.ROOT)) : null,
                List.of()));
    }

    /** "Are the switches hot-swappable?": yes, if the line has all that is asked. */
    private @Nullable String saidOutright(Rule rule, String words, boolean isClosed, @Nullable String value) {
        var rest = telling(rule.asked().matcher(words).replaceAll(" "));
        return isClosed && value != null && !rest.isEmpty() && Stems.in(value).containsAll(rest) ? YES : null;
    }

    /** What is asked for by its name; null if it is the line as such. */
    private static @Nullable String term(Rule rule, String words) {
        var asked = rule.asked().matcher(words);
        if (asked.find()) {
            for (var group = 1; group <= asked.groupCount(); group++) {
                var term = asked.group(group);
                if (term != null) {
                    return term;
                }
            }
        }
        return null;
    }

    /** "usb c" is "USB-C". */
    private static Pattern loosely(String term) {
        return Pattern.compile(
                Stems.words(term).isEmpty()
                        ? Pattern.quote(term)
                        : Arrays.stream(term.split("[\\s-]+", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("[\\s-]?")),
                Pattern.CASE_INSENSITIVE);
    }

    private static String key(NavigableMap<String, String> specs, String line) {
        return Objects.requireNonNullElse(specs.ceilingKey(line), line);
    }

    /** What no rule knows may be called as the data sheet calls it, or stand in one of its lines. */
    private Optional<Property> byName(String words, boolean closed, NavigableMap<String, String> specs) {
        var asked = telling(words);
        var byName = specs.entrySet().stream()
                .filter(spec -> {
                    var name = Stems.in(spec.getKey());
                    return name.stream().filter(asked::contains).count() >= HALF * name.size()
                            && name.stream().anyMatch(asked::contains);
                })
                .findFirst();
        var existence = closed && !QUALITY.matcher(words).find();
        if (byName.isPresent()) {
            return byName.map(spec -> new Property(
                    spec.getKey(),
                    spec.getValue(),
                    !existence ? null : ABSENT.matcher(spec.getValue()).matches() ? NO : YES,
                    existence ? spec.getKey().toLowerCase(Locale.ROOT) : null,
                    List.of()));
        }
        return !closed || asked.isEmpty()
                ? Optional.empty()
                : specs.entrySet().stream()
                        .filter(spec -> Stems.in(spec.getValue()).containsAll(asked))
                        .findFirst()
                        .map(spec -> new Property(spec.getKey(), spec.getValue(), YES, null, List.of()));
    }

    /** A sentence of the description that has nearly all the words of the question. */
    private Optional<Property> fromText(String words, boolean closed, ProductView product) {
        var asked = telling(words);
        if (!closed || asked.size() < 2) {
            return Optional.empty();
        }
        return new Prose(Objects.requireNonNullElse(product.description(), ""))
                .sentences().stream()
                        .filter(sentence -> {
                            var said = Stems.in(new Prose(sentence).affirmed());
                            return asked.stream().filter(said::contains).count() >= NEARLY_ALL * asked.size();
                        })
                        .findFirst()
                        .map(sentence -> new Property(DESCRIPTION, sentence, YES, null, List.of()));
    }

    private Set<String> telling(String words) {
        return Stems.in(
                Stems.words(words).stream().filter(word -> !idle.contains(word)).collect(Collectors.joining(" ")));
    }

    /** What the data sheet does not say the description may. */
    private Optional<Property> fromText(Rule rule, String words, boolean closed, ProductView product) {
        var name = rule.name();
        var prose = new Prose(Objects.requireNonNullElse(product.description(), ""));
        var asked = closed ? name.toLowerCase(Locale.ROOT) : null;
        var quote = prose.quote(rule.asked());
        if (quote.isPresent()) {
            return Optional.of(new Property(DESCRIPTION, quote.get(), closed ? YES : null, asked, List.of()));
        }
        // with more in the question than the rule knows, it may ask for something else
        return telling(rule.asked().matcher(words).replaceAll(" ")).isEmpty()
                ? Optional.of(new Property(name, null, closed ? UNKNOWN : null, asked, List.of()))
                : Optional.empty();
    }
}
