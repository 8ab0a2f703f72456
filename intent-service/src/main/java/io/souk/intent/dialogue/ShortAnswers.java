package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.text.Words;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Plain answers to a question that is waiting: yes, no, and which one. Cold, the same words mean nothing. */
final class ShortAnswers {
    private static final int LONGEST = 8;

    private static final Set<String> YES = Set.of(
            "yes",
            "yep",
            "yeah",
            "yea",
            "yup",
            "y",
            "ya",
            "jep",
            "sure",
            "ok",
            "okay",
            "k",
            "correct",
            "right",
            "exactly",
            "absolutely",
            "definitely",
            "confirm",
            "confirmed",
            "agreed",
            "affirmative",
            "fine",
            "alright",
            "proceed",
            "indeed",
            "si",
            "ja",
            "oui");
    private static final Set<String> YES_COMPANIONS = Set.of(
            "please",
            "do",
            "it",
            "that",
            "this",
            "go",
            "ahead",
            "i",
            "is",
            "thats",
            "the",
            "with",
            "thanks",
            "thank",
            "you",
            "of",
            "course",
            "so",
            "sounds",
            "good",
            "great",
            "perfect",
            "for",
            "by",
            "all",
            "means",
            "lets",
            "want",
            "agree",
            "one",
            "order",
            "them",
            "refund",
            "return",
            "complaint",
            "cancel",
            "open",
            "start",
            "submit",
            "make",
            "now",
            "thing",
            "am",
            "and",
            "would",
            "like",
            "to",
            "then",
            "my");
    private static final Set<String> NO = Set.of(
            "no",
            "nope",
            "nah",
            "nay",
            "n",
            "not",
            "dont",
            "never",
            "stop",
            "wrong",
            "abort",
            "negative",
            "nevermind",
            "forget",
            "nein",
            "decline");
    private static final Set<String> NO_COMPANIONS = Set.of(
            "please",
            "do",
            "it",
            "that",
            "this",
            "mind",
            "thanks",
            "thank",
            "you",
            "thats",
            "i",
            "is",
            "want",
            "now",
            "yet",
            "cancel",
            "leave",
            "the",
            "one",
            "keep",
            "them",
            "way",
            "really",
            "about",
            "rather",
            "need",
            "correct",
            "right",
            "order",
            "refund",
            "ill",
            "will",
            "would",
            "to",
            "my",
            "actually",
            "wait");
    /** Phrases of yes whose words alone say nothing. */
    private static final Pattern YES_PHRASE = Pattern.compile(
            "(?:please )?(?:do it|do that|go ahead|please do|of course|by all means|sounds good|why not|lets do it|that works|thats right|thats correct|i agree|make it so|go for it|refund it|open it|cancel it|submit it|i do)(?: please| thanks)?");

    private static final Pattern THUMB_UP = Pattern.compile("^[\\s👍✅👌🆗]+$");
    private static final Pattern THUMB_DOWN = Pattern.compile("^[\\s👎❌🚫]+$");

    /** What may stand around the thing itself when somebody says which one: "it's the second one please". */
    private static final Set<String> FILLERS = Set.of(
            "the", "a", "an", "my", "it", "its", "is", "was", "this", "that", "thats", "one", "ones", "order", "orders",
            "number", "no", "nr", "please", "for", "about", "i", "mean", "meant", "want", "from", "of", "with", "think",
            "sorry", "and", "in", "take", "would", "be", "id", "only", "just", "to", "ok", "yes", "hi", "ah", "um",
            "well", "them", "item", "product", "thanks", "option");

    static final Set<String> ORDINALS = Set.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "last",
            "1st",
            "2nd",
            "3rd",
            "4th",
            "5th",
            "latest",
            "newest",
            "former",
            "latter",
            "1",
            "2",
            "3",
            "4",
            "5",
            "two",
            "three",
            "cheaper",
            "cheapest",
            "dearer",
            "pricier");
    static final Set<String> EVERYTHING = Set.of("both", "all", "everything", "either", "any", "whole");

    private ShortAnswers() {}

    /** Yes or no, if that is all this says. */
    static Optional<Intent> yesOrNo(String text) {
        if (THUMB_UP.matcher(text).matches()) {
            return Optional.of(Intent.AFFIRM);
        }
        if (THUMB_DOWN.matcher(text).matches()) {
            return Optional.of(Intent.DENY);
        }
        var words =
                Words.of(text).plain().stream().map(ShortAnswers::unstretched).toList();
        if (words.isEmpty() || words.size() > LONGEST || text.contains("?")) {
            return Optional.empty();
        }
        var no = words.stream().anyMatch(NO::contains);
        if (no && words.stream().allMatch(word -> NO.contains(word) || NO_COMPANIONS.contains(word))) {
            return Optional.of(Intent.DENY);
        }
        var yes = words.stream().anyMatch(YES::contains);
        if (!no && yes && words.stream().allMatch(word -> YES.contains(word) || YES_COMPANIONS.contains(word))) {
            return Optional.of(Intent.AFFIRM);
        }
        return YES_PHRASE.matcher(String.join(" ", words)).matches() ? Optional.of(Intent.AFFIRM) : Optional.empty();
    }

    /** Whether this only says which one: an order, a product, "the second", "both". */
    static boolean namesOneOfThem(EntityExtractor.Extraction text) {
        return namesOneOfThem(text, 0);
    }

    /** As {@link #namesOneOfThem(EntityExtractor.Extraction)}, of the text from there on. */
    static boolean namesOneOfThem(EntityExtractor.Extraction text, int from) {
        var rest = new StringBuilder(text.text());
        rest.replace(0, from, " ".repeat(from));
        text.spans().forEach(span -> blank(rest, span));
        text.categorySpans().forEach(span -> blank(rest, span));
        var words = Words.of(rest.toString()).plain();
        var picks = words.stream().anyMatch(word -> ORDINALS.contains(word) || EVERYTHING.contains(word));
        return words.size() <= LONGEST
                && (picks || text.namesSomething())
                && words.stream()
                        .allMatch(
                                word -> FILLERS.contains(word) || ORDINALS.contains(word) || EVERYTHING.contains(word));
    }

    private static void blank(StringBuilder text, EntityExtractor.Span span) {
        text.replace(span.start(), span.end(), " ".repeat(span.end() - span.start()));
    }

    /** "yess" and "nooo" are yes and no. */
    private static String unstretched(String word) {
        var shortened = word.replaceFirst("([a-z])\\1+$", "$1");
        return YES.contains(shortened) || NO.contains(shortened) ? shortened : word;
    }
}
