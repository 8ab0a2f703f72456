package io.souk.intent;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.kit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a text, on its own, most likely wants. */
@Component
class IntentClassifier {
    static final String BY_EMBEDDING = "embedding";
    static final String BY_RULES = "rules";

    private static final int MOST_READINGS = 3;
    private static final double LEAST_CONFIDENCE = 0.05;
    private static final int SHORTEST_CORE = 3;
    /** A greeting before a question, and thanks after it, are manners and not what the customer wants. */
    private static final Pattern OPENING = Pattern.compile(
            "^\\s*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|dear \\w+)(?: there| all| team| souk)?\\b[\\s,.!:;-]*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CLOSING = Pattern.compile(
            "[\\s,.!?;-]+(?:many thanks|thanks|thank you|thx|cheers)(?: a lot| so much| very much| in advance)?[\\s.!]*$",
            Pattern.CASE_INSENSITIVE);

    /** Readings, best first. */
    record Classification(List<RankedIntent> ranked, String classifier) {
        RankedIntent top() {
            return ranked.getFirst();
        }

        static Classification certain(Intent intent, @Nullable String variant) {
            return new Classification(List.of(new RankedIntent(intent, variant, 0.99)), BY_RULES);
        }
    }

    private final TextEmbedder embedder;
    private final IntentModel model;

    IntentClassifier(TextEmbedder embedder, IntentModel model) {
        this.embedder = embedder;
        this.model = model;
    }

    Classification classify(Extraction text) {
        return classify(List.of(text)).getFirst();
    }

    /** Many at once, in their order. */
    List<Classification> classify(List<Extraction> texts) {
        var masked = texts.stream().map(text -> core(text.masked())).toList();
        var wordy = masked.stream().filter(IntentClassifier::hasLetters).toList();
        var vectors = embedder.embedPassages(wordy).iterator();
        return masked.stream()
                .map(text ->
                        hasLetters(text) ? rank(vectors.next()) : Classification.certain(Intent.OUT_OF_SCOPE, null))
                .toList();
    }

    private Classification rank(float[] vector) {
        var probabilities = model.probabilities(vector);
        var sums = new EnumMap<Intent, Double>(Intent.class);
        var best = new EnumMap<Intent, Integer>(Intent.class);
        for (var i = 0; i < probabilities.length; i++) {
            var at = i;
            var intent = model.labels().get(i).intent();
            sums.merge(intent, probabilities[i], Double::sum);
            best.merge(intent, i, (known, _) -> probabilities[known] >= probabilities[at] ? known : at);
        }
        var ranked = new ArrayList<RankedIntent>();
        best.forEach((intent, label) -> ranked.add(
                new RankedIntent(intent, model.labels().get(label).variant(), sums.getOrDefault(intent, 0.0))));
        ranked.sort(Comparator.comparingDouble(RankedIntent::confidence).reversed());
        var kept = ranked.stream()
                .limit(MOST_READINGS)
                .filter(reading -> reading.equals(ranked.getFirst()) || reading.confidence() >= LEAST_CONFIDENCE)
                .toList();
        return new Classification(kept, BY_EMBEDDING);
    }

    private static String core(String text) {
        var core = CLOSING.matcher(OPENING.matcher(text).replaceFirst("")).replaceFirst("");
        return Words.of(core).size() < SHORTEST_CORE ? text : core;
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }
}
