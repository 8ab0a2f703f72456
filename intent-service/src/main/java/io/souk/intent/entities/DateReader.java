package io.souk.intent.entities;

import io.souk.events.Entities.DateMention;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.natty.Parser;

/**
 * Days that a message speaks of: "last Tuesday", "two weeks ago", "the 3rd of May", "12.05.2026". A pattern finds what can only be
 * a date, natty says which day it is: on whole messages natty takes order numbers for times of day, and "may" for a month.
 */
final class DateReader {
    private static final int CASELESS = Pattern.CASE_INSENSITIVE;
    private static final String WEEKDAY =
            "(?:monday|mon|tuesday|tues?|wednesday|wed|thursday|thurs?|thu|friday|fri|saturday|sat|sunday|sun)";
    private static final String LONG_WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private static final String MONTH =
            "(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept?|october|oct|november|nov|december|dec)\\b\\.?";
    private static final String DAY = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
    private static final String YEAR = "(?:,?\\s(?:20)\\d{2})";
    private static final String COUNT =
            "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a )?couple(?: of)?|(?:a )?few|several)";
    private static final String UNIT = "(?:days?|weeks?|wks?|months?|years?|fortnights?)";

    private static final Pattern PHRASE = Pattern.compile(
            "(?<![\\w.,/-])(?:"
                    + "(?<iso>20\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))"
                    + "|(?<dotted>(?:0?[1-9]|[12]\\d|3[01])\\.(?:0?[1-9]|1[0-2])\\.(?:20\\d{2}|\\d{2})?)"
                    + "|(?<slashed>\\d{1,2}/\\d{1,2}/(?:20\\d{2}|\\d{2}))"
                    + "|(?<range>(?:earlier |later )?(?:this|last|past|previous|next|coming) (?:week|month|weekend|year))"
                    + "|(?<ago>" + COUNT + "\\s" + UNIT + " (?:ago|back|from now|from today)|in " + COUNT + "\\s" + UNIT
                    + ")"
                    + "|(?<near>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|tmrw|yday)"
                    + "|(?<weekday>(?:last|next|this|coming|past|previous) " + WEEKDAY
                    + "|(?:on|since|by|until|till|before|after|from) " + WEEKDAY
                    + "|" + LONG_WEEKDAY + ")"
                    + "|(?<named>(?:the )?" + DAY + "(?: of)?\\s?" + MONTH + YEAR + "?|" + MONTH + "\\s(?:the )?" + DAY
                    + "(?!\\d)" + YEAR + "?)"
                    + "|(?<month>(?:in|since|last|during|from) (?:january|february|march|april|may|june|july|august|september|october|november|december)"
                    + YEAR + "?)"
                    + ")(?![\\w/]|[.-]\\d)",
            CASELESS);
    /** In front of a day it belongs to the sentence, not to the date. */
    private static final Pattern PREPOSITION =
            Pattern.compile("^(?:on|since|by|until|till|before|after|from|in|during)\\s", CASELESS);

    private static final Pattern SPEAKS_OF_THE_FUTURE = Pattern.compile(
            "\\b(?:will|won['’]?t|gonna|going to|arrive (?:by|on|before)|deliver(?:ed)? (?:by|on|before)|get it (?:by|on|before)|need (?:it|this|them) (?:by|on|before)|by|until|till|before"
                    + "|coming|expect(?:ed)?|due|next|can (?:i|you)|could (?:i|you)|be (?:here|there))\\b",
            CASELESS);
    private static final Pattern COUPLE = Pattern.compile("(?:a )?couple(?: of)?", CASELESS);
    private static final Pattern FEW = Pattern.compile("(?:a )?few|several", CASELESS);

    private DateReader() {}

    static void read(Findings found, LocalDate today) {
        var text = found.text();
        var matcher = PHRASE.matcher(text);
        while (matcher.find()) {
            var lead = PREPOSITION.matcher(matcher.group());
            var inDays = matcher.group("ago") != null
                    && matcher.group().toLowerCase(Locale.ROOT).startsWith("in ");
            var start = matcher.start() + (lead.find() && !inDays ? lead.end() : 0);
            var phrase = text.substring(start, matcher.end());
            if (!found.isFree(start, matcher.end())) {
                continue;
            }
            var before = text.substring(Math.max(0, matcher.start() - 40), start);
            var future = SPEAKS_OF_THE_FUTURE.matcher(before).find();
            days(matcher, phrase, today, future)
                    .ifPresent(days -> found.add(new DateMention(days[0], days[1], phrase, start)));
        }
    }

    private static Optional<LocalDate[]> days(
            java.util.regex.Matcher matcher, String phrase, LocalDate today, boolean future) {
        if (matcher.group("dotted") != null) {
            return dayFirst(phrase, today, future).map(DateReader::one);
        }
        if (matcher.group("range") != null) {
            return Optional.of(range(phrase, today));
        }
        if (matcher.group("month") != null) {
            return named("1 " + phrase.replaceFirst("(?i)^last ", ""), today, future, true)
                    .map(first -> new LocalDate[] {first, first.with(TemporalAdjusters.lastDayOfMonth())});
        }
        if (matcher.group("weekday") != null) {
            return Optional.of(one(weekday(phrase, today, future)));
        }
        if (matcher.group("named") != null) {
            return named(phrase, today, future, !phrase.matches(".*20\\d{2}$")).map(DateReader::one);
        }
        return natty(spelledOut(phrase), today).map(DateReader::one);
    }

    /** "May 3rd" without a year is the last one, unless the sentence looks ahead. */
    private static Optional<LocalDate> named(String phrase, LocalDate today, boolean future, boolean yearless) {
        return natty(phrase, today).map(day -> {
            if (!yearless) {
                return day;
            }
            var thisYear = day.withYear(today.getYear());
            if (future) {
                return thisYear.isBefore(today) ? thisYear.plusYears(1) : thisYear;
            }
            return thisYear.isAfter(today) ? thisYear.minusYears(1) : thisYear;
        });
    }

    private static LocalDate weekday(String phrase, LocalDate today, boolean future) {
        var words = phrase.toLowerCase(Locale.ROOT).split("\\s", -1);
        var name = words[words.length - 1].substring(0, 2);
        var day = java.util.Arrays.stream(DayOfWeek.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .orElseThrow();
        return switch (words.length == 1 ? "" : words[0]) {
            case "next", "coming", "this" -> today.with(TemporalAdjusters.next(day));
            case "last", "past", "previous" -> today.with(TemporalAdjusters.previous(day));
            default -> today.with(future ? TemporalAdjusters.nextOrSame(day) : TemporalAdjusters.previousOrSame(day));
        };
    }

    private static LocalDate[] range(String phrase, LocalDate today) {
        var words = phrase.toLowerCase(Locale.ROOT)
                .replaceFirst("^(?:earlier|later) ", "")
                .split("\\s", -1);
        var steps =
                switch (words[0]) {
                    case "next", "coming" -> 1;
                    case "this" -> 0;
                    default -> -1;
                };
        return switch (words[1]) {
            case "month" -> {
                var first = today.withDayOfMonth(1).plusMonths(steps);
                yield new LocalDate[] {first, first.with(TemporalAdjusters.lastDayOfMonth())};
            }
            case "year" -> {
                var first = today.withDayOfYear(1).plusYears(steps);
                yield new LocalDate[] {first, first.with(TemporalAdjusters.lastDayOfYear())};
            }
            case "weekend" -> {
                var saturday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusWeeks(steps)
                        .plusDays(5);
                yield new LocalDate[] {saturday, saturday.plusDays(1)};
            }
            default -> {
                var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusWeeks(steps);
                yield new LocalDate[] {monday, monday.plusDays(6)};
            }
        };
    }

    /** "12.05.2026" and "12.05." as people of the shop's countries write it; natty would read the month first. */
    private static Optional<LocalDate> dayFirst(String phrase, LocalDate today, boolean future) {
        var parts = phrase.split("\\.", -1);
        var yearless = parts.length < 3 || parts[2].isEmpty();
        try {
            var year = yearless ? today.getYear() : Integer.parseInt(parts[2]);
            var day = LocalDate.of(
                    year < 100 ? 2000 + year : year, Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
            return Optional.of(yearless && !future && day.isAfter(today) ? day.minusYears(1) : day);
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String spelledOut(String phrase) {
        var counted = FEW.matcher(COUPLE.matcher(phrase).replaceFirst("2")).replaceFirst("3");
        return counted.toLowerCase(Locale.ROOT)
                .replaceFirst("\\bwks?\\b", "weeks")
                .replaceFirst("\\b(?:an?|one) fortnight\\b", "2 weeks")
                .replaceFirst("\\bback$", "ago")
                .replaceFirst("^tmrw$", "tomorrow")
                .replaceFirst("^yday$", "yesterday")
                .replaceFirst("^tonight$", "today");
    }

    private static Optional<LocalDate> natty(String phrase, LocalDate today) {
        var noon = Date.from(today.atTime(12, 0).toInstant(ZoneOffset.UTC));
        return new Parser(TimeZone.getTimeZone(ZoneOffset.UTC))
                .parse(phrase, noon).stream()
                        .flatMap(group -> group.getDates().stream())
                        .findFirst()
                        .map(date -> LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC))
                        .filter(day -> Math.abs(ChronoUnit.DAYS.between(day, today)) < 40 * 366L);
    }

    private static LocalDate[] one(LocalDate day) {
        return new LocalDate[] {day, day};
    }
}
