package io.souk.conversation.model;

import io.souk.conversation.model.FactReader.Fact;
import io.souk.conversation.model.FactReader.Kind;
import io.souk.conversation.reply.Passages;
import io.souk.events.Finding.Passage;
import io.souk.events.Finding.ProductView;
import io.souk.events.ReplyEvent.Citation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds each sentence of a model against the evidence before anybody sees it: says it how it may be said, or not at all. Keeps the
 * citations of what was let through, numbered by first use. Not shared between threads.
 */
final class Proof {
    /** A sentence is let through if at least this share of what it asserts stands in the evidence. */
    private static final double GROUNDED = 0.5;

    /** How much of the rest of a sentence must stand beside a word that promises something. */
    private static final double BESIDE = 0.6;

    private static final double SUPPORTS = 0.3;
    private static final double SUPPORTS_UNASKED = 0.5;
    private static final int REPEATED_WORDS = 7;
    private static final int LEAD_IN_WORDS = 9;

    private static final Pattern MARKER = Pattern.compile("\\s*\\[(\\d+)]");
    private static final Pattern ANY_BRACKETS = Pattern.compile("\\s*\\[[^]]{0,40}]");
    private static final Pattern ITEM_NUMBER = Pattern.compile("^\\s*(?:[-*•]|\\d{1,2}[.)])\\s+");
    /** A row of a table; the first cell says what the others are of. */
    private static final Pattern ROW = Pattern.compile("^\\s*\\|(.+)\\|\\s*$");

    private static final Pattern RULE = Pattern.compile("[\\s|:-]+");
    private static final Pattern EMPHASIS = Pattern.compile("\\*\\*|__|`|^#+\\s*");
    /** What goes on with a digit ("TB4") is a code, and judged as one. */
    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{N}-])\\p{Lu}[\\p{L}'’-]*+(?!\\p{N})");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?");

    private final Briefing briefing;
    private final Checks checks;
    private final Locale locale;
    private Set<String> evidenceStems = Set.of();
    private Set<String> evidenceWords = Set.of();
    private Set<String> ownWords = Set.of();
    private final Statements statements;
    private final List<Set<String>> passageStems;
    private final List<Set<String>> passageFacts;
    private final Map<Integer, Integer> shownNumbers = new LinkedHashMap<>();
    private final Set<Integer> grounds = new TreeSet<>();
    private final Map<Integer, Set<String>> quotes = new LinkedHashMap<>();

    /** Why a sentence was not let through as it was; the tag of the metrics. */
    enum Fault {
        /** A number in brackets that points at nothing, or at something else. */
        CITATION(false),
        ORDER_ID(true),
        PRICE(false),
        DATE(false),
        NUMBER(false),
        /** Somebody or something that the evidence does not know. */
        NAME(false),
        /** Says nothing that could be true or false: manners, a rule under a heading, a question of the model's own. */
        ASIDE(false),
        /** What it asserts is not in the evidence. */
        UNGROUNDED(false),
        /** The nearest statement of a document says otherwise. */
        DENIED(false),
        LINK(true),
        /** Claims that something was done. */
        ACT(true),
        /** Speaks of itself or of what it was told. */
        INSTRUCTIONS(true);

        /** Whether a model that says so is not to be believed in anything. */
        private final boolean grave;

        Fault(boolean grave) {
            this.grave = grave;
        }

        boolean isGrave() {
            return grave;
        }

        String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What becomes of a sentence.
     *
     * @param text as it may be said; null if not at all
     * @param fault what was wrong with it; null if nothing was
     */
    record Verdict(@Nullable String text, @Nullable Fault fault) {}

    Proof(Briefing briefing, Checks checks, Locale locale) {
        this.briefing = briefing;
        this.checks = checks;
        this.locale = locale;
        statements = new Statements(briefing.passages(), checks);
        passageStems = briefing.passages().stream()
                .map(passage -> checks.content(told(passage)))
                .toList();
        passageFacts = briefing.passages().stream()
                .map(passage -> FactReader.read(told(passage)).stream()
                        .flatMap(fact -> fact.readings().stream())
                        .collect(Collectors.toSet()))
                .toList();
        refresh();
    }

    /** Takes in what the briefing has learned. */
    void refresh() {
        evidenceStems = checks.content(briefing.evidence());
        evidenceWords = words(briefing.evidence()).collect(Collectors.toSet());
        ownWords = runs(Briefing.INSTRUCTIONS_WITH_TOOLS);
        ownWords.removeAll(runs(briefing.evidence()));
    }

    Verdict judge(String sentence) {
        var plain = line(EMPHASIS.matcher(Checks.visible(sentence)).replaceAll(""));
        var marked = MARKER.matcher(plain)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var bare = ANY_BRACKETS.matcher(MARKER.matcher(plain).replaceAll("")).replaceAll("");
        var item = ITEM_NUMBER.matcher(bare).replaceFirst("");
        var facts = FactReader.read(checks.withoutLimits(item, briefing.limits()));
        var fault = fault(item, facts);
        if (fault.isPresent()) {
            return new Verdict(null, fault.get().isGrave() || !isAside(item) ? fault.get() : Fault.ASIDE);
        }
        if (item.strip().endsWith("?")) {
            // A yes to it would mean nothing: what is offered, we offer.
            return new Verdict(null, Fault.ASIDE);
        }
        var content = checks.content(item);
        var sources = new LinkedHashSet<Integer>();
        var repaired = false;
        for (var number : marked) {
            var source = source(number - 1, content, facts);
            repaired |= source != number - 1;
            if (source >= 0) {
                sources.add(source);
            }
        }
        sources.forEach(source -> cite(source, content));
        rests(sources, content, facts);
        var prefix = ITEM_NUMBER.matcher(bare).lookingAt() ? "- " : "";
        return new Verdict(prefix + numbered(item.strip(), sources), repaired ? Fault.CITATION : null);
    }

    private void rests(Set<Integer> sources, Set<String> content, List<Fact> facts) {
        if (!sources.isEmpty()) {
            grounds.addAll(sources);
            return;
        }
        var source = source(-1, content, facts);
        if (source >= 0) {
            grounds.add(source);
        } else {
            IntStream.range(0, passageStems.size()).forEach(grounds::add);
        }
    }

    /** The passages that what was let through rests on, cited or not; all where it can't be told. */
    List<Passage> grounds() {
        return grounds.stream().map(briefing.passages()::get).toList();
    }

    /** What was cited, by the numbers that the reader sees. */
    List<Citation> citations() {
        var citations = new ArrayList<Citation>();
        shownNumbers.forEach((source, number) -> {
            var passage = briefing.passages().get(source);
            citations.add(new Citation(
                    number,
                    passage.documentId(),
                    passage.documentVersion(),
                    passage.chunkId(),
                    passage.title(),
                    passage.section(),
                    String.join(" … ", quotes.getOrDefault(source, Set.of()))));
        });
        return citations;
    }

    private Optional<Fault> fault(String sentence, List<Fact> facts) {
        if (checks.speaksOfItself(sentence) || runs(sentence).stream().anyMatch(ownWords::contains)) {
            return Optional.of(Fault.INSTRUCTIONS);
        }
        var act = checks.claimedAct(sentence);
        if (!act.isEmpty() && !briefing.evidence().toLowerCase(Locale.ROOT).contains(act.toLowerCase(Locale.ROOT))) {
            return Optional.of(Fault.ACT);
        }
        for (var fact : facts) {
            if (!briefing.holds(fact)) {
                return Optional.of(faultOf(fact.kind()));
            }
        }
        if (hasOthersPrice(sentence, facts) || comparesPricesWrongly(sentence)) {
            return Optional.of(Fault.PRICE);
        }
        var misplaced = ofAnotherOrder(facts);
        if (misplaced.isPresent()) {
            return misplaced.map(fact -> faultOf(fact.kind()));
        }
        if (namesSomebody(sentence)) {
            return Optional.of(Fault.NAME);
        }
        if (!isGrounded(sentence) || !holdsPromises(sentence)) {
            return Optional.of(Fault.UNGROUNDED);
        }
        return statements.deny(sentence, facts) ? Optional.of(Fault.DENIED) : Optional.empty();
    }

    /** Nobody would miss it, and it is nothing against the model. */
    private boolean isAside(String sentence) {
        return sentence.strip().endsWith("?")
                || checks.isManners(sentence)
                || (!checks.verdict(sentence).isEmpty()
                        && checks.content(sentence).isEmpty())
                || RULE.matcher(sentence).matches();
    }

    /** A row of a table as a line that can be read aloud. */
    private static String line(String text) {
        var row = ROW.matcher(text);
        if (!row.matches() || RULE.matcher(text).matches()) {
            return text;
        }
        var cells = Stream.of(row.group(1).split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
        return cells.size() < 2
                ? String.join("", cells)
                : "- " + cells.getFirst() + ": " + String.join(", ", cells.subList(1, cells.size()));
    }

    private static Fault faultOf(Kind kind) {
        return switch (kind) {
            case LINK, CONTACT -> Fault.LINK;
            case ORDER -> Fault.ORDER_ID;
            case DATE -> Fault.DATE;
            case MONEY -> Fault.PRICE;
            case PERCENT, CODE, NUMBER -> Fault.NUMBER;
        };
    }

    /** A price that is right, but of another product than the one it is said of. */
    private boolean hasOthersPrice(String sentence, List<Fact> facts) {
        var lower = sentence.toLowerCase(Locale.ROOT);
        var named = briefing.products().stream()
                .filter(product -> lower.contains(product.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (named.isEmpty()) {
            return false;
        }
        var theirs = named.stream()
                .map(product -> FactReader.money(product.price(), product.currency()))
                .collect(Collectors.toSet());
        var others = briefing.products().stream()
                .map(product -> FactReader.money(product.price(), product.currency()))
                .filter(price -> !theirs.contains(price))
                .collect(Collectors.toSet());
        var amounts = facts.stream().filter(fact -> fact.kind() == Kind.MONEY).toList();
        return amounts.stream().noneMatch(amount -> amount.isAmong(theirs))
                && amounts.stream()
                        .anyMatch(amount ->
                                amount.isAmong(others) && passageFacts.stream().noneMatch(amount::isAmong));
    }

    /** "The X2 costs less than the X1", of two products whose prices say otherwise. */
    private boolean comparesPricesWrongly(String sentence) {
        var lower = sentence.toLowerCase(Locale.ROOT);
        var cheaper = checks.isCheaperThan(sentence);
        var dearer = checks.isDearerThan(sentence);
        if (checks.denies(sentence) || cheaper < 0 == dearer < 0) {
            return false;
        }
        var at = Math.max(cheaper, dearer);
        var before = named(lower.substring(0, at));
        var after = named(lower.substring(at));
        if (before.size() != 1 || after.size() != 1) {
            return false;
        }
        var order = before.getFirst().price().compareTo(after.getFirst().price());
        return cheaper >= 0 ? order >= 0 : order <= 0;
    }

    /** The products that a text names, in full or by the last word of their name ("the X2"). */
    private List<ProductView> named(String text) {
        var words = words(text).collect(Collectors.toSet());
        return briefing.products().stream()
                .filter(product -> {
                    var name = product.name().toLowerCase(Locale.ROOT);
                    return text.contains(name) || words.contains(name.substring(name.lastIndexOf(' ') + 1));
                })
                .toList();
    }

    /** An amount or a day that is right, but of another order than those it is said of. */
    private Optional<Fact> ofAnotherOrder(List<Fact> facts) {
        var orders = briefing.orders();
        var named = facts.stream()
                .filter(fact -> fact.kind() == Kind.ORDER)
                .flatMap(fact -> fact.readings().stream())
                .map(reading -> orders.get(reading.substring("code:".length())))
                .filter(Objects::nonNull)
                .toList();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        return facts.stream()
                .filter(fact -> fact.kind() == Kind.MONEY || fact.kind() == Kind.DATE)
                .filter(fact -> named.stream().noneMatch(fact::isAmong))
                .filter(fact -> orders.values().stream().anyMatch(fact::isAmong))
                .filter(fact -> passageFacts.stream().noneMatch(fact::isAmong))
                .findFirst();
    }

    /** A capital letter inside a sentence, or a word of capitals, that the evidence does not have. */
    private boolean namesSomebody(String sentence) {
        return NAME.matcher(sentence).results().anyMatch(found -> {
            var word = found.group().toLowerCase(Locale.ROOT);
            var shouts = found.group().length() > 2
                    && found.group().equals(found.group().toUpperCase(Locale.ROOT));
            return (found.start() > 0 || shouts)
                    && word.length() > 1
                    && !isKnownWord(word)
                    && !checks.content(word).isEmpty();
        });
    }

    private boolean isKnownWord(String word) {
        return evidenceWords.contains(word.replaceAll("['’]s?$", ""))
                || words(word).allMatch(evidenceWords::contains);
    }

    private boolean isGrounded(String sentence) {
        var content = checks.content(sentence);
        if (checks.isLeadIn(sentence)) {
            return true;
        }
        if (content.isEmpty()) {
            // "Here is an overview:" leads to what is checked on its own; anything else that asserts nothing is not
            // missed; a mere "yes" is said if we would say it.
            return (sentence.endsWith(":") && words(sentence).count() <= LEAD_IN_WORDS)
                    || (!checks.verdict(sentence).isEmpty()
                            && checks.verdict(sentence).equals(checks.verdict(briefing.draft())));
        }
        var known = content.stream()
                .filter(stem -> checks.isKnown(stem, evidenceStems))
                .count();
        return known > 0 && known >= GROUNDED * content.size();
    }

    /** "Express delivery is free" is not true because standard delivery is, though all its words are there. */
    private boolean holdsPromises(String sentence) {
        var parts = checks.coordinates(sentence);
        return checks.promises(sentence).stream().allMatch(promise -> {
            // Of two things said in one sentence, what stands with the promise: but "and it's free" is said of the
            // other.
            var others = parts.stream()
                    .filter(part -> words(part).anyMatch(promise::equals))
                    .findFirst()
                    .map(part -> besides(promise, part))
                    .filter(stems -> stems.size() > 1)
                    .orElseGet(() -> besides(promise, sentence));
            return briefing.statements().stream()
                    .filter(statement -> words(statement).anyMatch(promise::equals))
                    .map(checks::content)
                    .anyMatch(stems -> others.stream()
                                    .filter(stem -> checks.isKnown(stem, stems))
                                    .count()
                            >= BESIDE * others.size());
        });
    }

    private Set<String> besides(String promise, String text) {
        var others = new HashSet<>(checks.content(text));
        others.removeAll(checks.content(promise));
        return others;
    }

    /** The passage that a marker may point at: its own if that supports the sentence, the best that does, or -1. */
    private int source(int meant, Set<String> content, List<Fact> facts) {
        if (meant >= 0
                && meant < passageStems.size()
                && support(meant, content) >= SUPPORTS
                && holdsFigures(meant, facts)) {
            return meant;
        }
        var best = -1;
        for (var other = 0; other < passageStems.size(); other++) {
            if (support(other, content) >= SUPPORTS_UNASKED
                    && holdsFigures(other, facts)
                    && (best < 0 || support(other, content) > support(best, content))) {
                best = other;
            }
        }
        return best;
    }

    private double support(int passage, Set<String> content) {
        return content.isEmpty()
                ? 0
                : (double) content.stream()
                                .filter(stem -> checks.isKnown(stem, passageStems.get(passage)))
                                .count()
                        / content.size();
    }

    private boolean holdsFigures(int passage, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.kind() != Kind.CODE)
                .allMatch(fact -> fact.isAmong(passageFacts.get(passage)));
    }

    private void cite(int source, Set<String> content) {
        shownNumbers.computeIfAbsent(source, _ -> shownNumbers.size() + 1);
        Passages.sentences(briefing.passages().get(source), source, locale).stream()
                .max((one, other) -> Long.compare(shared(one.text(), content), shared(other.text(), content)))
                .ifPresent(best -> quotes.computeIfAbsent(source, _ -> new LinkedHashSet<>())
                        .add(best.quote()));
    }

    private long shared(String sentence, Set<String> content) {
        return checks.content(sentence).stream().filter(content::contains).count();
    }

    private String numbered(String sentence, Set<Integer> sources) {
        if (sources.isEmpty()) {
            return sentence;
        }
        var marks = sources.stream()
                .map(source -> "[" + shownNumbers.get(source) + "]")
                .collect(Collectors.joining(""));
        var last = sentence.charAt(sentence.length() - 1);
        return ".!?".indexOf(last) >= 0
                ? sentence.substring(0, sentence.length() - 1) + ' ' + marks + last
                : sentence + ' ' + marks;
    }

    private static String told(Passage passage) {
        return passage.title() + '\n' + (passage.section() == null ? "" : passage.section()) + '\n' + passage.text();
    }

    /** All runs of words that are too long to be shared by chance. */
    private static Set<String> runs(String text) {
        var words = words(text).toList();
        var runs = new HashSet<String>();
        for (var start = 0; start + REPEATED_WORDS <= words.size(); start++) {
            runs.add(String.join(" ", words.subList(start, start + REPEATED_WORDS)));
        }
        return runs;
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group().replaceAll("['’]s$", ""));
    }
}
