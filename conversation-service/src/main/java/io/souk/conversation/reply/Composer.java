package io.souk.conversation.reply;

import io.souk.events.Intent;
import io.souk.events.Offer;
import io.souk.events.ReplyEvent.Rung;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the reply of a turn from its evidence alone, without a language model: each wish answered, in their order. */
@Component
public class Composer {
    private final Texts texts;
    private final Lexicon lexicon;
    private final Extractor extractor;
    private final ReplyProperties properties;

    Composer(Texts texts, ReplyProperties properties) {
        this.texts = texts;
        this.lexicon = new Lexicon(properties.locale());
        this.extractor = new Extractor(lexicon, properties.locale());
        this.properties = properties;
    }

    /** For a turn that nobody understood in time. */
    public Reply apology(String turnId) {
        var voice = new Voice(texts, turnId);
        return new Reply(
                voice.say("apology"),
                List.of(),
                List.of(),
                List.of(voice.say("suggest.person")),
                Rung.PARTIAL,
                true,
                null);
    }

    /** While a person has the conversation. */
    public Reply passedOn(String turnId) {
        return new Reply(
                new Voice(texts, turnId).say("handoff.waiting"),
                List.of(),
                List.of(),
                List.of(),
                Rung.HANDOFF,
                true,
                null);
    }

    /** The words that make an offer, for a reply that is not written here. */
    public String offer(String turnId, Offer offer) {
        return offer.intent() == Intent.HUMAN_AGENT
                ? new Voice(texts, turnId).say("offer.person")
                : offer.question() + '?';
    }

    /**
     * The reply to all that a message wants.
     *
     * @param wishes in their order, each with its evidence; never empty
     */
    public Reply compose(List<Gathered> wishes) {
        if (wishes.size() == 1) {
            return answer(wishes.getFirst(), new Draft()).write();
        }
        var whole = new Draft();
        var answers = wishes.stream().map(wish -> answer(wish, whole.part())).toList();
        // Of several wishes one that is clear is worth more than a question about the others.
        var known = answers.stream().filter(answer -> !answer.isUnclear()).toList();
        var helped = known.stream().filter(answer -> !answer.asksForProducts()).toList();
        var clear = helped.isEmpty() ? known : helped;
        if (clear.isEmpty()) {
            return answers.getFirst().write();
        }
        for (var answer : clear) {
            if (!answer.wantsPerson()) {
                answer.answer();
                whole.add(answer.draft());
            }
        }
        var person = clear.stream().filter(WishAnswer::wantsPerson).findFirst();
        if (person.isPresent()) {
            var handoff = person.get().handoff();
            whole.add(person.get().draft());
            return whole.handedOff(handoff);
        }
        var forPerson = clear.stream()
                .filter(answer -> answer.orders().forPerson().isPresent())
                .findFirst();
        if (forPerson.isPresent()) {
            whole.say(new Voice(texts, wishes.getFirst().turnId()).say("handoff"));
            return whole.handedOff(
                    forPerson.get().handoff(forPerson.get().orders().forPerson().orElseThrow()));
        }
        if (clear.stream().allMatch(answer -> answer.orders().leavesPending())) {
            clear.getLast().orders().remind();
            whole.add(clear.getLast().draft());
        }
        clear.forEach(WishAnswer::suggestFollowUps);
        return whole.reply(clear.stream().allMatch(WishAnswer::isComplete) ? Rung.COMPOSED : Rung.PARTIAL, true);
    }

    private WishAnswer answer(Gathered wish, Draft draft) {
        return new WishAnswer(Wanted.of(wish, draft, texts), lexicon, extractor, properties);
    }
}
