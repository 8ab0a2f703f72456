package io.souk.intent.classifier;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.classifier.Segments.Part;
import io.souk.intent.entities.EntityExtractor.Extraction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a text, on its own, most likely wants. */
@Component
public class IntentClassifier {
    public static final String BY_EMBEDDING = "embedding";
    public static final String BY_RULES = "rules";

    private static final int MOST_READINGS = 3;
    private static final double LEAST_CONFIDENCE = 0.05;
    /** What is less likely is not worth keeping, whatever was said before. */
    private static final double HARDLY_POSSIBLE = 0.002;

    /** A part of a message counts as a wish of its own from this confidence on. */
    private static final double SURE_OF_PART = 0.6;
    /** No wishes: said beside one, they are manners or noise. */
    private static final Set<Intent> NO_WISHES =
            EnumSet.of(Intent.GREETING, Intent.THANKS, Intent.AFFIRM, Intent.DENY, Intent.GENERAL, Intent.OUT_OF_SCOPE);

    /**
     * Readings, best first. Of a message with several wishes each is there with its own confidence, in the order of the message, so
     * that they may add up to more than one.
     *
     * @param ranked what it can mean at all, and always the best of those that are ours and the one that it is not
     * @param segments the parts of a message with several wishes, each with its readings; empty for the usual single wish
     */
    public record Classification(List<RankedIntent> ranked, String classifier, List<Segment> segments) {
        public Classification(List<RankedIntent> ranked, String classifier) {
            this(ranked, classifier, List.of());
        }

        public RankedIntent top() {
            return ranked.getFirst();
        }

        /** The readings that are worth acting on, without those that are there as numbers only. */
        public List<RankedIntent> likely() {
            return ranked.stream()
                    .filter(reading -> reading.equals(top()) || reading.confidence() >= LEAST_CONFIDENCE)
                    .limit(MOST_READINGS)
                    .toList();
        }

        /**
         * The likely readings, and always the best of those that are ours and the one that it is not: who asks how far out of scope
         * a text is gets a number, not a gap.
         */
        public List<RankedIntent> outstanding() {
            return IntStream.range(0, ranked.size())
                    .filter(at -> at <= 1
                            || (at < MOST_READINGS && ranked.get(at).confidence() >= LEAST_CONFIDENCE)
                            || ranked.get(at).intent() == Intent.OUT_OF_SCOPE)
                    .mapToObj(ranked::get)
                    .toList();
        }

        public static Classification certain(Intent intent, @Nullable String variant) {
            return new Classification(List.of(new RankedIntent(intent, variant, 0.99)), BY_RULES);
        }
    }

    /** A part of the text, from {@code start} to before {@code end}, that wants one thing. */
    public record Segment(int start, int end, List<RankedIntent> ranked) {
        public RankedIntent top() {
            return ranked.getFirst();
        }
    }

    private final Encoders encoders;
    private final IntentModel model;

    public IntentClassifier(Encoders encoders, IntentModel model) {
        this.encoders = encoders;
        this.model = model;
    }

    /** A text with its parts; the encoder sees all of them in one run. */
    private record Read(String whole, List<Part> parts, List<String> pieces) {
        static Read of(Extraction text) {
            var whole = Wording.core(text.masked());
            var parts = Segments.of(text.text());
            var pieces = parts.stream()
                    .map(part -> Wording.core(Segments.extraction(text, part).masked()))
                    .toList();
            return new Read(whole, parts, pieces);
        }
    }

    public Classification classify(Extraction text) {
        return classify(List.of(text)).getFirst();
    }

    /** Many at once, in their order. */
    public List<Classification> classify(List<Extraction> texts) {
        var reads = texts.stream().map(Read::of).toList();
        var wordy = new LinkedHashSet<String>();
        for (var read : reads) {
            if (Wording.hasLetters(read.whole())) {
                wordy.add(read.whole());
                wordy.addAll(read.pieces());
            }
        }
        var known = new HashMap<String, List<RankedIntent>>();
        var readings = read(List.copyOf(wordy)).iterator();
        wordy.forEach(text -> known.put(text, readings.next()));
        return reads.stream()
                .map(read -> {
                    var whole = known.get(read.whole());
                    return whole == null
                            ? Classification.certain(Intent.OUT_OF_SCOPE, null)
                            : merged(
                                    read,
                                    whole,
                                    read.pieces().stream()
                                            .map(piece -> known.getOrDefault(piece, whole))
                                            .toList());
                })
                .toList();
    }

    /** The message as a whole, unless its parts want different things and are sure of it. */
    private static Classification merged(Read read, List<RankedIntent> whole, List<List<RankedIntent>> pieces) {
        var wishes = new EnumMap<Intent, RankedIntent>(Intent.class);
        var segments = new ArrayList<Segment>();
        for (var i = 0; i < pieces.size(); i++) {
            var top = pieces.get(i).getFirst();
            if (top.confidence() >= SURE_OF_PART && !NO_WISHES.contains(top.intent())) {
                var part = read.parts().get(i);
                segments.add(new Segment(part.start(), part.end(), kept(pieces.get(i))));
                wishes.merge(
                        top.intent(), top, (known, other) -> known.confidence() >= other.confidence() ? known : other);
            }
        }
        if (wishes.size() < 2) {
            return new Classification(kept(whole), BY_EMBEDDING);
        }
        var ranked = new ArrayList<RankedIntent>();
        segments.stream()
                .map(segment -> wishes.get(segment.top().intent()))
                .distinct()
                .forEach(ranked::add);
        whole.stream()
                .filter(reading -> reading.intent() == Intent.OUT_OF_SCOPE)
                .forEach(ranked::add);
        return new Classification(List.copyOf(ranked), BY_EMBEDDING, List.copyOf(segments));
    }

    /** All intents of each text, most probable first. */
    private List<List<RankedIntent>> read(List<String> texts) {
        var vectors = encoders.quick(texts);
        var readings = new ArrayList<>(ranked(vectors, model::quick));
        var doubtful = IntStream.range(0, texts.size())
                .filter(i -> readings.get(i).getFirst().confidence() < IntentModel.SURE_AT_ONCE)
                .boxed()
                .toList();
        var thorough = encoders.thorough(
                doubtful.stream().map(texts::get).toList(),
                doubtful.stream().map(vectors::get).toList());
        var second = ranked(thorough, model::thorough);
        for (var i = 0; i < doubtful.size(); i++) {
            readings.set(doubtful.get(i), second.get(i));
        }
        return readings;
    }

    private List<List<RankedIntent>> ranked(List<float[]> vectors, Function<float[], double[]> probabilities) {
        var stream = vectors.size() >= Encoders.ENOUGH_TO_SHARE ? vectors.parallelStream() : vectors.stream();
        return stream.map(probabilities).map(this::ranked).toList();
    }

    private List<RankedIntent> ranked(double[] probabilities) {
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
        return ranked;
    }

    private static List<RankedIntent> kept(List<RankedIntent> ranked) {
        return IntStream.range(0, ranked.size())
                .filter(at -> at <= 1
                        || ranked.get(at).confidence() >= HARDLY_POSSIBLE
                        || ranked.get(at).intent() == Intent.OUT_OF_SCOPE)
                .mapToObj(ranked::get)
                .toList();
    }
}
