package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.EntityExtractor.Span;
import io.souk.intent.text.PlainWords;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes questions that can be understood, and searched with, outside of their conversation. */
final class StandAlone {
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(?:it|them|they|both(?: of them)?|(?<!\\bof )(?:these|those)|(?<=\\bof )(?:these|those)(?=\\W*$|\\W*[?.!,]"
                    + "|\\s+(?:is|are|has|have|do|does|can|will|would|could|lasts?|weighs?|costs?|fits?|works?|supports?|charges?|needs?|comes?)\\b)"
                    + "|this one|that one|the two"
                    + "|(?<=\\b(?:does|did|would|will|can|could|is|was|of|with|for|about|on|like) )that(?=\\W*$|\\W*[?.!,]"
                    + "|\\s+(?:be|cost|come|have|fit|go|include|last|need|run|support|take|weigh|work|as|for|in|on|with|available|too|also|still)\\b))"
                    + "\\b(?!['’])",
            Pattern.CASE_INSENSITIVE);

    private StandAlone() {}

    /** Full names in a message, and what was meant without being said. */
    static String question(Extraction message, Entities entities) {
        var named = new ArrayList<Span>();
        for (var mention : entities.products()) {
            var once = message.products().stream()
                            .filter(other -> other.start() == mention.start())
                            .count()
                    == 1;
            if (mention.start() >= 0 && once) {
                named.add(new Span(
                        mention.start(), mention.start() + mention.text().length(), mention.name()));
            }
        }
        var question = PlainWords.asDocumentsSay(message.replaced(named));
        var meant = entities.products().stream()
                .filter(mention -> mention.start() < 0)
                .map(ProductMention::name)
                .collect(Collectors.joining(" and "));
        if (!meant.isEmpty()) {
            question = insteadOfPronoun(question, meant);
        }
        var orders = entities.orderIds().stream()
                .filter(id -> !message.orderIds().contains(id))
                .collect(Collectors.joining(", "));
        return orders.isEmpty() ? question : question + " (" + orders + ')';
    }

    /** The product's name in the place of "it", or behind a text that has no such word. */
    static String insteadOfPronoun(String text, String name) {
        var pronoun = PRONOUN.matcher(text);
        return pronoun.find()
                ? pronoun.replaceFirst(Matcher.quoteReplacement("the " + name))
                : text + " (" + name + ')';
    }

    /** A message, and behind it what it leans on. */
    static String leaning(String text, String on) {
        return bare(text) + "? (" + on + ')';
    }

    /** Without signs at its end. */
    static String bare(String text) {
        return text.strip().replaceFirst("[\\s?!.,]+$", "");
    }
}
