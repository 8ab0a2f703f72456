package io.souk.conversation.reply;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Variants;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What a turn was about, in a few words of ours: remembered where the messages themselves would be too many. */
@Component
public class Gists {
    private static final int MOST_THINGS = 3;

    private final Texts texts;

    Gists(Texts texts) {
        this.texts = texts;
    }

    /** "asked about the TechPro X1"; empty if the turn was manners. */
    public String of(IntentClassified wish, List<Finding> findings) {
        var voice = new Voice(texts, "");
        var done = findings.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .findFirst();
        if (done.isPresent()) {
            var what = done.get();
            return voice.say(
                    isStatus(wish) ? "gist.state" : "gist.done",
                    "operation",
                    texts.has("operation." + what.operation())
                            ? voice.say("operation." + what.operation())
                            : what.operation().replace('_', ' '),
                    "reference",
                    what.reference(),
                    "order",
                    what.orderId().isEmpty() ? "none" : what.orderId());
        }
        var key = "gist." + wish.top().intent().wireName();
        return texts.has(key) ? voice.say(key, "things", things(wish, findings)) : "";
    }

    /** All of them in one sentence. */
    public String sofar(List<String> gists) {
        return new Voice(texts, "").say("gist.all", "list", String.join("; ", gists));
    }

    private static boolean isStatus(IntentClassified wish) {
        return Variants.STATUS.equals(wish.top().variant());
    }

    /** Products and orders that were named or meant, else what was shown, else the kind of thing; "none" if nothing is known. */
    private String things(IntentClassified wish, List<Finding> findings) {
        var entities = wish.entities();
        var things = new LinkedHashSet<String>();
        entities.products().stream().map(ProductMention::name).forEach(things::add);
        things.addAll(entities.orderIds());
        things.addAll(entities.references());
        if (things.isEmpty() && wish.top().intent() != Intent.REFUND) {
            findings.stream()
                    .filter(Finding.Order.class::isInstance)
                    .map(finding -> ((Finding.Order) finding).order().id())
                    .forEach(things::add);
        }
        if (things.isEmpty()) {
            entities.categories().stream()
                    .map(category -> category.toLowerCase(Locale.ROOT))
                    .forEach(things::add);
        }
        return things.isEmpty()
                ? "none"
                : texts.list(things.stream().limit(MOST_THINGS).toList());
    }
}
