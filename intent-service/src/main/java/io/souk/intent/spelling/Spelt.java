package io.souk.intent.spelling;

import io.souk.events.Entities;
import io.souk.events.Entities.Amount;
import io.souk.events.Entities.DateMention;
import io.souk.events.Entities.Mention;
import io.souk.events.Entities.ProductMention;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as it was meant, and where its pieces stand in what was typed: all reading is done in {@code text}, and what is told to
 * others points into {@code typed}.
 *
 * @param changes in the order of the text
 */
public record Spelt(String typed, String text, List<Change> changes) {
    /** A piece that was typed otherwise: its place in what was typed, and in what was meant. */
    record Change(int typedStart, int typedEnd, int start, int end) {}

    /** A piece of what was typed, and what it is to be instead. */
    record Mend(int start, int end, String meant) {}

    /** A text without slips. */
    public static Spelt asTyped(String text) {
        return new Spelt(text, text, List.of());
    }

    /** @param mends in the order of the text, none over another */
    static Spelt of(String typed, List<Mend> mends) {
        if (mends.isEmpty()) {
            return asTyped(typed);
        }
        var text = new StringBuilder();
        var changes = new ArrayList<Change>(mends.size());
        var at = 0;
        for (var mend : mends) {
            text.append(typed, at, mend.start());
            var start = text.length();
            text.append(mend.meant());
            changes.add(new Change(mend.start(), mend.end(), start, text.length()));
            at = mend.end();
        }
        return new Spelt(typed, text.append(typed, at, typed.length()).toString(), List.copyOf(changes));
    }

    /** What was typed for the piece of the text from {@code start} to before {@code end}. */
    public String typed(int start, int end) {
        return typed.substring(typedStart(start), Math.max(typedStart(start), typedEnd(end)));
    }

    private int typedStart(int start) {
        var moved = start;
        for (var change : changes) {
            if (change.start() > start) {
                break;
            }
            moved = start < change.end() ? change.typedStart() : start - change.end() + change.typedEnd();
        }
        return Math.clamp(moved, 0, typed.length());
    }

    private int typedEnd(int end) {
        var moved = end;
        for (var change : changes) {
            if (change.start() >= end) {
                break;
            }
            moved = end < change.end() ? change.typedEnd() : end - change.end() + change.typedEnd();
        }
        return Math.clamp(moved, 0, typed.length());
    }

    /** The same entities, with their places and words in what was typed. */
    public Entities typed(Entities entities) {
        return changes.isEmpty()
                ? entities
                : new Entities(
                        entities.products().stream().map(this::typed).toList(),
                        entities.categories(),
                        entities.orderIds(),
                        entities.references(),
                        entities.mentions().stream().map(this::typed).toList(),
                        entities.amounts().stream().map(this::typed).toList(),
                        entities.dates().stream().map(this::typed).toList());
    }

    private ProductMention typed(ProductMention it) {
        return isHere(it.text(), it.start())
                ? new ProductMention(
                        it.productId(), it.name(), words(it.text(), it.start()), typedStart(it.start()), it.score())
                : it;
    }

    private Mention typed(Mention it) {
        return isHere(it.text(), it.start())
                ? new Mention(it.kind(), it.value(), words(it.text(), it.start()), typedStart(it.start()))
                : it;
    }

    private Amount typed(Amount it) {
        return isHere(it.text(), it.start())
                ? new Amount(
                        it.value(), it.currency(), it.bound(), words(it.text(), it.start()), typedStart(it.start()))
                : it;
    }

    private DateMention typed(DateMention it) {
        return isHere(it.text(), it.start())
                ? new DateMention(it.from(), it.to(), words(it.text(), it.start()), typedStart(it.start()))
                : it;
    }

    /** What was named earlier in the conversation has no place in this text. */
    private boolean isHere(String words, int start) {
        return start >= 0 && text.startsWith(words, start);
    }

    private String words(String words, int start) {
        return typed(start, start + words.length());
    }
}
