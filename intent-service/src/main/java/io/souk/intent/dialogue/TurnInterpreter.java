package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.Catalogue;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.Classifications;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.classifier.IntentProperties;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.ReadingContext;
import io.souk.kit.embedding.TextEmbedder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Turns, each understood in its conversation ({@link TurnReading}); the encoder runs for all of them together. */
@Component
public class TurnInterpreter {
    /**
     * A turn as it is understood here.
     *
     * @param message what the text names
     * @param isOpen whether another opinion on what it wants may be heard: nothing but the words themselves decided
     * @param wishes what it wants, in its order; nearly always one thing
     */
    public record Reading(
            TurnPrepared turn,
            Extraction message,
            CatalogueIndex index,
            Classification classification,
            boolean isOpen,
            List<WishRead> wishes) {}

    /** One thing that a message wants: the words that say it, what they name and mean. */
    record WishRead(String text, List<RankedIntent> ranked, Entities entities, String question) {
        RankedIntent top() {
            return ranked.getFirst();
        }
    }

    /** A text without a conversation, as it is understood here. */
    public record Alone(Extraction text, Classification classification) {}

    private final Classifications classifications;
    private final Catalogue catalogue;
    private final IntentEvents events;
    private final ZoneId zone;

    public TurnInterpreter(
            Classifications classifications, Catalogue catalogue, TextEmbedder embedder, IntentProperties properties) {
        this.classifications = classifications;
        this.catalogue = catalogue;
        this.events = new IntentEvents(embedder);
        this.zone = properties.zone();
    }

    IntentClassified interpret(TurnPrepared turn) {
        return events(read(List.of(turn))).getFirst();
    }

    /** Turns of any conversations, each on its own, in their order. */
    public List<Reading> read(List<TurnPrepared> turns) {
        var index = catalogue.index();
        var begun =
                turns.stream().map(turn -> new TurnReading(turn, index, zone)).toList();
        classify(begun, TurnReading::followUp, TurnReading::decideFollowUp);
        classify(begun, TurnReading::open, TurnReading::decideAsItStands);
        classify(begun, TurnReading::followUp, TurnReading::decideFollowUp);
        return begun.stream().map(TurnReading::reading).toList();
    }

    /** Texts without a conversation, written now. */
    public List<Alone> readAlone(List<String> texts) {
        var index = catalogue.index();
        var context = ReadingContext.cold(LocalDate.now(zone));
        var read = texts.stream()
                .map(text -> EntityExtractor.extract(text, index, context))
                .toList();
        var decided = classifications.of(read);
        return IntStream.range(0, read.size())
                .mapToObj(i -> new Alone(read.get(i), decided.get(i)))
                .toList();
    }

    /** The same turn again, after somebody else has decided what it wants. */
    public Reading reread(Reading reading, Classification classification) {
        var begun = new TurnReading(reading.turn(), reading.index(), zone);
        begun.decideAsItStands(classification);
        return begun.reading();
    }

    /** What is published of readings, in their order. */
    public List<IntentClassified> events(List<Reading> readings) {
        return events.of(readings);
    }

    /** One run of the classifier for all the turns that a question is asked about. */
    private void classify(
            List<TurnReading> begun,
            Function<TurnReading, Optional<Extraction>> question,
            BiConsumer<TurnReading, Classification> answer) {
        var asking =
                begun.stream().filter(each -> question.apply(each).isPresent()).toList();
        if (asking.isEmpty()) {
            return;
        }
        var answers = classifications.of(
                asking.stream().map(each -> question.apply(each).orElseThrow()).toList());
        for (var i = 0; i < asking.size(); i++) {
            answer.accept(asking.get(i), answers.get(i));
        }
    }
}
