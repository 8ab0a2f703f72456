package io.souk.intent.entities;

import io.souk.events.Entities.Amount;
import io.souk.events.Entities.DateMention;
import io.souk.events.Entities.Kind;
import io.souk.events.Entities.Mention;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been found in a text so far. Each character belongs to one finding at most: who comes first has it. */
final class Findings {
    private final String text;
    private final BitSet taken = new BitSet();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Amount> amounts = new ArrayList<>();
    private final List<DateMention> dates = new ArrayList<>();
    private final List<EntityExtractor.Span> spans = new ArrayList<>();

    Findings(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean isFree(int start, int end) {
        var next = taken.nextSetBit(start);
        return next < 0 || next >= end;
    }

    /** Marks a piece as belonging to a finding that is kept elsewhere. */
    void take(int start, int end) {
        taken.set(start, end);
    }

    /**
     * Adds a mention, unless its place is taken.
     *
     * @param placeholder what stands for it when the text is classified; null if it stays as it is
     */
    void add(Kind kind, String value, int start, int end, @Nullable String placeholder) {
        if (!isFree(start, end)) {
            return;
        }
        take(start, end);
        mentions.add(new Mention(kind, value, text.substring(start, end), start));
        if (placeholder != null) {
            spans.add(new EntityExtractor.Span(start, end, placeholder));
        }
    }

    void add(Amount amount) {
        var end = amount.start() + amount.text().length();
        if (isFree(amount.start(), end)) {
            take(amount.start(), end);
            amounts.add(amount);
        }
    }

    void add(DateMention date) {
        var end = date.start() + date.text().length();
        if (isFree(date.start(), end)) {
            take(date.start(), end);
            dates.add(date);
        }
    }

    List<Mention> mentions() {
        return mentions;
    }

    List<Amount> amounts() {
        return amounts;
    }

    List<DateMention> dates() {
        return dates;
    }

    /** The pieces that a placeholder stands for when the text is classified. */
    List<EntityExtractor.Span> spans() {
        return spans;
    }
}
