package io.souk.conversation.reply;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The words of {@code replies.properties} in one language. Parses all of them at start, so a broken one is found then. */
@Component
final class Texts {
    private static final Pattern VARIANT = Pattern.compile("\\.\\d+$");

    private final Map<String, List<MessageFormat>> wordings = new HashMap<>();
    private final Locale locale;
    private final ZoneId zone;
    private final LocalizedNumberFormatter numbers;
    private final ListFormatter lists;
    private final DateTimeFormatter date;
    private final DateTimeFormatter dateWithYear;

    Texts(ReplyProperties properties) {
        locale = properties.locale();
        zone = properties.zone();
        var bundle = ResourceBundle.getBundle("io.souk.conversation.reply.replies", locale);
        var byKey = new TreeMap<String, TreeMap<String, MessageFormat>>();
        for (var key : bundle.keySet()) {
            var base = VARIANT.matcher(key).replaceFirst("");
            byKey.computeIfAbsent(base, _ -> new TreeMap<>())
                    .put(key, new MessageFormat(bundle.getString(key), ULocale.forLocale(locale)));
        }
        byKey.forEach((key, formats) -> wordings.put(key, List.copyOf(formats.values())));
        numbers = NumberFormatter.withLocale(locale);
        lists = ListFormatter.getInstance(ULocale.forLocale(locale));
        date = DateTimeFormatter.ofPattern(bundle.getString("format.date"), locale);
        dateWithYear = DateTimeFormatter.ofPattern(bundle.getString("format.date.year"), locale);
    }

    boolean has(String key) {
        return wordings.containsKey(key);
    }

    /** One wording of {@code key}; the same seed always gives the same. */
    String say(String key, String seed, Map<String, Object> values) {
        var choices = wordings.get(key);
        if (choices == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        var choice = choices.get(Math.floorMod((seed + key).hashCode(), choices.size()));
        // A MessageFormat is not thread-safe, its clone is cheap.
        return choice.clone().format(values).strip();
    }

    /** {@code €1,299.00} */
    String money(BigDecimal amount, String currency) {
        return numbers.unit(Currency.getInstance(currency)).format(amount).toString();
    }

    /** {@code Tuesday, 24 November}, with the year if it is not this one. */
    String date(LocalDate day) {
        return (day.getYear() == LocalDate.now(zone).getYear() ? date : dateWithYear).format(day);
    }

    String date(Instant at) {
        return date(LocalDate.ofInstant(at, zone));
    }

    /** {@code A, B and C} */
    String list(Collection<String> items) {
        return lists.format(items);
    }

    Locale locale() {
        return locale;
    }
}
