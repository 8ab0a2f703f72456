package io.souk.tools.desk;

import io.souk.events.IntentEvent.IntentClassified;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Several items of one order at once: "both", "the dock and the charger", "everything except the mouse". */
final class Selection {
    private static final Pattern EXCEPT = Pattern.compile(
            "(?i)\\b(?:except(?: for)?|but not|apart from|other than|besides|all but|everything but|not)\\b");
    private static final Pattern AND = Pattern.compile("(?i)\\s+(?:and|plus|as well as|also)\\s+|,|&|\\+");
    private static final Pattern REST = Pattern.compile("(?i)\\b(?:everything|all|rest|both|whole|entire|others?)\\b");
    private static final Pattern KEEPS = Pattern.compile("(?i)\\bkeep(?:ing)?\\b");
    private static final Pattern MORE = Pattern.compile("(?i)\\b(?:also|too|as well|add|plus|and)\\b");
    private static final Pattern ONLY = Pattern.compile("(?i)\\b(?:only|just|instead)\\b");

    private final LineFinder finder;

    Selection(LineFinder finder) {
        this.finder = finder;
    }

    /** Whether the message speaks of several items, or of all but some. */
    static boolean isPlural(String text) {
        return AND.matcher(text).find()
                || REST.matcher(text).find()
                || EXCEPT.matcher(text).find();
    }

    /** The items that the message means among those of one order; none if it does not say. */
    List<Item> read(List<Item> items, IntentClassified turn) {
        var text = turn.text();
        var wanted = finder.withoutKept(items, text);
        if (wanted.size() < items.size() && KEEPS.matcher(text).find()) {
            var named = finder.named(wanted, turn);
            return named.isEmpty() ? wanted : named;
        }
        var except = EXCEPT.matcher(text);
        if (except.find()
                && (REST.matcher(text.substring(0, except.start())).find()
                        || REST.matcher(except.group()).find())) {
            var left = new ArrayList<>(items);
            left.removeAll(named(items, text.substring(except.end())));
            return left.size() < items.size() ? left : List.of();
        }
        var named = new LinkedHashSet<Item>();
        AND.splitAsStream(text).forEach(part -> named.addAll(named(items, part)));
        if (!named.isEmpty()) {
            return inOrder(items, named);
        }
        var byProduct = finder.named(items, turn);
        if (!byProduct.isEmpty()) {
            return byProduct;
        }
        return Words.wantsAll(text) ? items : List.of();
    }

    /** What a correction makes of a choice: more, fewer, or others; the same if it speaks of no item. */
    List<Item> amended(List<Item> items, List<Item> chosen, IntentClassified turn) {
        var text = turn.text();
        var wanted = finder.withoutKept(items, text);
        if (wanted.size() < items.size() && KEEPS.matcher(text).find()) {
            var left = chosen.stream().filter(wanted::contains).toList();
            return left.isEmpty() ? wanted : left;
        }
        var except = EXCEPT.matcher(text);
        if (except.find()) {
            var tail = text.substring(except.end());
            var comma = except.group().equalsIgnoreCase("not") ? tail.indexOf(',') : -1;
            var out = named(items, comma < 0 ? tail : tail.substring(0, comma));
            var in = named(items, comma < 0 ? text.substring(0, except.start()) : tail.substring(comma));
            if (!out.isEmpty()) {
                var left = new LinkedHashSet<>(in.isEmpty() ? chosen : in);
                left.removeAll(out);
                return inOrder(items, left);
            }
        }
        var said = read(items, turn);
        if (said.isEmpty()) {
            return chosen;
        }
        if (ONLY.matcher(text).find() || !MORE.matcher(text).find()) {
            return said;
        }
        var all = new LinkedHashSet<>(chosen);
        all.addAll(said);
        return inOrder(items, all);
    }

    private List<Item> named(List<Item> items, String words) {
        return finder.byWords(items, words);
    }

    private static List<Item> inOrder(List<Item> items, Set<Item> some) {
        return items.stream().filter(some::contains).toList();
    }
}
