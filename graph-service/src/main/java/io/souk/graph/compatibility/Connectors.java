package io.souk.graph.compatibility;

import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Knowledge.Provision;
import io.souk.graph.knowledge.Knowledge.Purpose;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads from a data sheet which standards a product needs, and which it has. */
@Component
public class Connectors {
    private static final Pattern ITEMS = Pattern.compile("\\s*[,;]\\s*|\\s+or\\s+");
    private static final Pattern ABSENT =
            Pattern.compile("(?i)\\s*(?:none|no|not (?:applicable|supported|included)\\b.*)\\s*");
    private final Knowledge knowledge;

    public Connectors(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** A standard, perhaps at a level: {@code USB-C PD 65}. */
    public record Standard(
            String name, @Nullable String family, @Nullable Double level) {}

    public record Need(String purpose, String spec, String text, Standard standard) {}

    public record Offer(List<String> purposes, String spec, String text, Standard standard) {}

    /**
     * What a data sheet says about connecting.
     *
     * @param unread specs with something in them that is no standard we know, so that a "no" would be rash
     * @param absent specs that say there is nothing
     */
    public record Reading(List<Need> needs, List<Offer> provisions, Set<String> unread, Set<String> absent) {}

    public Reading read(Map<String, String> specs) {
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(specs);
        var needs = new ArrayList<Need>();
        var provisions = new LinkedHashMap<String, Offer>();
        var unread = new LinkedHashSet<String>();
        var absent = new LinkedHashSet<String>();
        for (var purpose : knowledge.purposes()) {
            for (var need : purpose.needs()) {
                items(need.spec(), byName, absent)
                        .forEach(item -> standard(need.spec(), item)
                                .ifPresentOrElse(
                                        standard -> needs.add(new Need(
                                                purpose.name(),
                                                need.spec(),
                                                item,
                                                need.plain() ? plain(standard) : standard)),
                                        () -> markUnread(need.spec(), item, unread)));
            }
            for (var has : purpose.provisions()) {
                if (applies(has, byName)) {
                    provide(purpose, has, byName, provisions, unread, absent);
                }
            }
        }
        return new Reading(needs, List.copyOf(provisions.values()), unread, absent);
    }

    private void provide(
            Purpose purpose,
            Provision has,
            Map<String, String> specs,
            Map<String, Offer> provisions,
            Set<String> unread,
            Set<String> absent) {
        for (var item : items(has.spec(), specs, absent)) {
            var standard = has.as() == null ? standard(has.spec(), item) : level(has.as(), item);
            if (standard.isEmpty()) {
                markUnread(has.spec(), item, unread);
                continue;
            }
            provisions.merge(
                    has.spec() + '/' + standard.get().name(),
                    new Offer(List.of(purpose.name()), has.spec(), item, standard.get()),
                    (known, more) -> {
                        var purposes = new LinkedHashSet<>(known.purposes());
                        purposes.addAll(more.purposes());
                        return new Offer(List.copyOf(purposes), known.spec(), known.text(), known.standard());
                    });
        }
    }

    private static boolean applies(Provision has, Map<String, String> specs) {
        if (has.unless() != null && specs.containsKey(has.unless())) {
            return false;
        }
        return has.when() == null
                || has.names() == null
                || specs.getOrDefault(has.when(), "")
                        .toLowerCase(Locale.ROOT)
                        .contains(has.names().toLowerCase(Locale.ROOT));
    }

    private static List<String> items(String spec, Map<String, String> specs, Set<String> absent) {
        var value = specs.get(spec);
        if (value == null || value.isBlank()) {
            return List.of();
        }
        if (ABSENT.matcher(value).matches()) {
            absent.add(spec);
            return List.of();
        }
        return ITEMS.splitAsStream(value.strip())
                .filter(item -> !item.isBlank())
                .toList();
    }

    /** A mere quantity beside a standard ("40 Gbit/s", "3 h") leaves nothing unread. */
    private static void markUnread(String spec, String item, Set<String> unread) {
        if (Quantity.wholeOf(item).isEmpty()) {
            unread.add(spec);
        }
    }

    private Optional<Standard> standard(String spec, String item) {
        for (var known : knowledge.standards()) {
            if (!known.specs().isEmpty() && known.specs().stream().noneMatch(spec::equalsIgnoreCase)) {
                continue;
            }
            var found = known.written().matcher(item);
            if (found.find()) {
                var level = found.groupCount() == 0 ? null : found.group(1);
                return Optional.of(
                        level == null ? new Standard(known.name(), null, null) : leveled(known.name(), level));
            }
        }
        return Optional.empty();
    }

    private static Optional<Standard> level(String family, String item) {
        return Optional.ofNullable(Quantity.mainOnes(item).get(Dimension.POWER))
                .map(watts -> leveled(
                        family, watts == Math.rint(watts) ? "%d".formatted(watts.longValue()) : watts.toString()));
    }

    private static Standard leveled(String family, String level) {
        var name = family.equals("USB-C PD") ? family + ' ' + level + " W" : family + ' ' + level;
        return new Standard(name, family, Double.valueOf(level));
    }

    private static Standard plain(Standard standard) {
        return standard.family() == null ? standard : new Standard(standard.family(), null, null);
    }
}
