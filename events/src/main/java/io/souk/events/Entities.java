package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The things a message names. Offsets count UTF-16 characters of the message; -1 is said of what was meant without being written.
 *
 * @param products matched against the live catalogue, in order of mention; includes those resolved from the focus ("it")
 * @param categories catalogue categories by their catalogue name ("Laptops")
 * @param orderIds normalised ({@code ORD-1001}, {@code #W2378156})
 * @param references refund and complaint numbers, normalised ({@code RF-…}, {@code CP-…})
 * @param mentions where ids, categories and personal particulars are written, in order of mention
 * @param amounts of money, in order of mention
 * @param dates in order of mention
 */
public record Entities(
        List<ProductMention> products,
        List<String> categories,
        List<String> orderIds,
        List<String> references,
        @JsonInclude(Include.NON_EMPTY) List<Mention> mentions,
        @JsonInclude(Include.NON_EMPTY) List<Amount> amounts,
        @JsonInclude(Include.NON_EMPTY) List<DateMention> dates) {
    /** Nothing was named. */
    public static final Entities NONE = new Entities(List.of(), List.of(), List.of(), List.of());

    public Entities {
        products = Check.list(products);
        categories = Check.list(categories);
        orderIds = Check.list(orderIds);
        references = Check.list(references);
        mentions = Check.list(mentions);
        amounts = Check.list(amounts);
        dates = Check.list(dates);
    }

    /** What is known without a place in a message. */
    public Entities(
            List<ProductMention> products, List<String> categories, List<String> orderIds, List<String> references) {
        this(products, categories, orderIds, references, List.of(), List.of(), List.of());
    }

    /** The values of one kind of mention, in order of mention. */
    public Stream<String> values(Kind kind) {
        return mentions.stream().filter(mention -> mention.kind() == kind).map(Mention::value);
    }

    /**
     * A product a message speaks of.
     *
     * @param text the words that name it; empty if it came from the focus
     * @param start offset of those words in the message, in UTF-16 characters; -1 if it came from the focus
     * @param score how sure the match is, 0 to 1
     */
    public record ProductMention(String productId, String name, String text, int start, double score) {}

    /**
     * Something written in the message.
     *
     * @param value normalised: {@code ORD-1001}, an e-mail address in lower case, a name as "First Last"
     * @param text the words that say it
     * @param start offset of those words
     */
    public record Mention(Kind kind, String value, String text, int start) {}

    /** What a {@link Mention} is. Wire form in lower case. */
    public enum Kind {
        ORDER,
        REFUND,
        COMPLAINT,
        /** A carrier's number of a parcel. */
        TRACKING,
        CATEGORY,
        EMAIL,
        POSTCODE,
        /** Who the customer says they are; other people's names are not looked for. */
        PERSON,
        /** A kind newer than this reader. */
        @JsonEnumDefaultValue
        UNKNOWN;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An amount of money.
     *
     * @param currency ISO 4217; null if none was said
     * @param bound how it limits: "under 900" is at most 900
     */
    public record Amount(BigDecimal value, @Nullable String currency, Bound bound, String text, int start) {}

    /** How an {@link Amount} limits. Wire form in lower case. */
    public enum Bound {
        @JsonEnumDefaultValue
        EXACTLY,
        AT_MOST,
        AT_LEAST,
        ABOUT;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A day, or several: "last Tuesday" is one, "last week" seven.
     *
     * @param from the first day, in the shop's zone, counted from when the message was written
     * @param to the last day, the same as {@code from} for one day
     */
    public record DateMention(LocalDate from, LocalDate to, String text, int start) {}
}
