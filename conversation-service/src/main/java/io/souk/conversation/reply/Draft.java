package io.souk.conversation.reply;

import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding;
import io.souk.events.Finding.Passage;
import io.souk.events.Offer;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.Rung;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** A reply in the making. Not shared between threads. */
final class Draft {
    private static final int MOST_CARDS = 4;
    private static final int MOST_SUGGESTIONS = 3;

    private final List<String> paragraphs = new ArrayList<>();
    private final Map<Passage, List<String>> quotes;
    private final List<Finding> cards;
    private final SequencedSet<String> suggestions;
    private @Nullable Offer offer;
    private @Nullable String chosen;

    Draft() {
        this(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashSet<>());
    }

    private Draft(Map<Passage, List<String>> quotes, List<Finding> cards, SequencedSet<String> suggestions) {
        this.quotes = quotes;
        this.cards = cards;
        this.suggestions = suggestions;
    }

    /** A part with words of its own, whose sources, cards and suggestions are those of the whole. */
    Draft part() {
        return new Draft(quotes, cards, suggestions);
    }

    /** Adds the words of a part, unless they have been said already. */
    void add(Draft part) {
        part.paragraphs.stream()
                .filter(paragraph -> !paragraphs.contains(paragraph))
                .forEach(paragraphs::add);
        if (part.offer != null) {
            offer(part.offer);
        }
        if (part.chosen != null) {
            chosen = part.chosen;
        }
    }

    /** Adds a paragraph; blank ones are left out. */
    Draft say(String... sentences) {
        var paragraph = String.join(
                " ", List.of(sentences).stream().filter(s -> !s.isBlank()).toList());
        if (!paragraph.isBlank()) {
            paragraphs.add(paragraph);
        }
        return this;
    }

    /** Adds lines under the last paragraph. */
    Draft lines(List<String> lines) {
        var block = new StringBuilder();
        lines.forEach(line -> block.append("\n- ").append(line));
        if (paragraphs.isEmpty()) {
            paragraphs.add(block.substring(1));
        } else {
            paragraphs.add(paragraphs.removeLast() + block);
        }
        return this;
    }

    /** The sentences in words, each run from one passage followed by its number. */
    String cited(List<Sentence> sentences) {
        var words = new StringBuilder();
        for (var i = 0; i < sentences.size(); i++) {
            var sentence = sentences.get(i);
            var number = cite(sentence);
            var endsRun =
                    i == sentences.size() - 1 || !sentences.get(i + 1).passage().equals(sentence.passage());
            words.append(i == 0 ? "" : " ").append(endsRun ? numbered(sentence.text(), number) : sentence.text());
        }
        return words.toString();
    }

    Draft card(Finding finding) {
        if (cards.size() < MOST_CARDS && !cards.contains(finding)) {
            cards.add(finding);
        }
        return this;
    }

    Draft suggest(String suggestion) {
        if (suggestions.size() < MOST_SUGGESTIONS) {
            suggestions.add(suggestion);
        }
        return this;
    }

    /** Says what a yes asks for; of several offers the first, which is the one that is read as such. */
    Draft offer(Offer offered) {
        if (offer == null) {
            offer = offered;
        }
        return this;
    }

    /** The product that "that one" means from now on. */
    Draft choose(String productId) {
        chosen = productId;
        return this;
    }

    /** All of it. */
    Reply reply(Rung rung, boolean understood) {
        return new Reply(text(), citations(), cards(), suggestions(), rung, understood, null, offer, chosen);
    }

    /** All of it, where a person takes over. */
    Reply handedOff(Reply byWhom) {
        return new Reply(text(), citations(), cards(), List.of(), Rung.HANDOFF, true, byWhom.handoff());
    }

    boolean isSilent() {
        return paragraphs.isEmpty();
    }

    String text() {
        return String.join("\n\n", paragraphs);
    }

    List<Finding> cards() {
        return List.copyOf(cards);
    }

    List<String> suggestions() {
        return List.copyOf(suggestions);
    }

    List<Citation> citations() {
        var citations = new ArrayList<Citation>();
        quotes.forEach((passage, sentences) -> citations.add(new Citation(
                citations.size() + 1,
                passage.documentId(),
                passage.documentVersion(),
                passage.chunkId(),
                passage.title(),
                passage.section(),
                String.join(" … ", sentences))));
        return citations;
    }

    private int cite(Sentence sentence) {
        var quoted = quotes.computeIfAbsent(sentence.passage(), _ -> new ArrayList<>());
        if (!quoted.contains(sentence.quote())) {
            quoted.add(sentence.quote());
        }
        return List.copyOf(quotes.keySet()).indexOf(sentence.passage()) + 1;
    }

    /** Inside the sentence, so that nothing cuts it off. */
    private static String numbered(String sentence, int number) {
        var last = sentence.charAt(sentence.length() - 1);
        return last == '.' || last == '!'
                ? sentence.substring(0, sentence.length() - 1) + " [" + number + "]" + last
                : sentence + " [" + number + "]";
    }
}
