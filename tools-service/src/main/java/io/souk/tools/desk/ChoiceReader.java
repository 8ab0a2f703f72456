package io.souk.tools.desk;

import io.souk.events.IntentEvent.IntentClassified;
import io.souk.tools.desk.Terms.Option;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the offered choices an answer means: its very words, an order number, an item, "the second", "2", "all of it". */
final class ChoiceReader {
    private final LineFinder finder;
    private final List<Item> lines;

    /** @param lines of the orders that the choices are about */
    ChoiceReader(LineFinder finder, List<Item> lines) {
        this.finder = finder;
        this.lines = List.copyOf(lines);
    }

    /**
     * What was understood.
     *
     * @param left the choices that fit; all of them if the answer says nothing
     * @param bare whether the message is nothing but an answer
     */
    record Reading(List<Option> left, boolean bare, boolean narrowed) {
        @Nullable
        Option chosen() {
            return left.size() == 1 ? left.getFirst() : null;
        }
    }

    Reading read(List<Option> options, IntentClassified turn) {
        var text = turn.text().strip();
        var verbatim = verbatim(options, text);
        if (verbatim != null) {
            return new Reading(List.of(verbatim), true, true);
        }
        var bare = Words.namesOnly(text, names(options));
        var ordered = turn.entities().orderIds();
        var left = ordered.isEmpty()
                ? options
                : options.stream()
                        .filter(option -> ordered.contains(option.orderId()))
                        .toList();
        if (left.isEmpty()) {
            return new Reading(List.of(), bare, true);
        }
        var named = finder.named(lines, turn);
        if (!named.isEmpty()) {
            var meant = left.stream()
                    .filter(option -> named.stream().anyMatch(line -> isAbout(option, line)))
                    .toList();
            left = meant.isEmpty() ? left : meant;
        }
        if (left.size() > 1) {
            var place = Words.ordinal(text, options.size());
            if (place.isPresent()) {
                return new Reading(List.of(options.get(place.getAsInt() - 1)), bare, true);
            }
            if (Words.wantsAll(text)) {
                var whole = left.stream()
                        .filter(option -> option.lines().size() != 1)
                        .toList();
                left = whole.size() == 1 ? whole : left;
            } else if (!named.isEmpty()) {
                var single = left.stream()
                        .filter(option -> option.lines().size() == 1)
                        .toList();
                left = single.isEmpty() ? left : single;
            }
        }
        return new Reading(left, bare, left.size() < options.size());
    }

    /** The choice that is meant by its very words, or by its place; null if neither says which. */
    static @Nullable Option exact(List<Option> options, String message) {
        var text = message.strip();
        var verbatim = verbatim(options, text);
        if (verbatim != null) {
            return verbatim;
        }
        var place = Words.ordinal(text, options.size());
        return place.isPresent() ? options.get(place.getAsInt() - 1) : null;
    }

    private static @Nullable Option verbatim(List<Option> options, String text) {
        var same = options.stream()
                .filter(option ->
                        option.value().equalsIgnoreCase(text) || option.label().equalsIgnoreCase(text))
                .toList();
        return same.size() == 1 ? same.getFirst() : null;
    }

    private static boolean isAbout(Option option, Item line) {
        return option.orderId().equals(line.file().id())
                && (option.lines().isEmpty() || option.lines().contains(line.number()));
    }

    private Set<String> names(List<Option> options) {
        var names = new LinkedHashSet<>(finder.names(lines));
        options.forEach(option -> names.addAll(Words.content(option.label())));
        return names;
    }
}
