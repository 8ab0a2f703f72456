package io.souk.intent.classifier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The local decision on texts: in one run of the encoder for all of them, and none for those that were decided before. What is
 * remembered is the decision rather than the vector, since nothing else is made of the vector.
 */
@Component
public class Classifications {
    private final IntentClassifier classifier;
    private final Cache<String, Classification> known;

    public Classifications(IntentClassifier classifier, IntentProperties properties, MeterRegistry meters) {
        this.classifier = classifier;
        this.known = CaffeineCacheMetrics.monitor(
                meters,
                Caffeine.newBuilder()
                        .maximumSize(properties.cachedTexts())
                        .recordStats()
                        .<String, Classification>build(),
                "intents");
    }

    public Classification of(Extraction text) {
        return of(List.of(text)).getFirst();
    }

    /** In the order of the texts. */
    public List<Classification> of(List<Extraction> texts) {
        var keys = texts.stream().map(Extraction::masked).toList();
        var found = new HashMap<>(known.getAllPresent(keys));
        var missing = new LinkedHashMap<String, Extraction>();
        for (var i = 0; i < keys.size(); i++) {
            if (!found.containsKey(keys.get(i))) {
                missing.put(keys.get(i), texts.get(i));
            }
        }
        if (!missing.isEmpty()) {
            var decided = classifier.classify(List.copyOf(missing.values())).iterator();
            missing.keySet().forEach(key -> {
                var classification = decided.next();
                found.put(key, classification);
                if (classification.segments().isEmpty()) { // places in a text are true of this text only
                    known.put(key, classification);
                }
            });
        }
        var classifications = new ArrayList<Classification>(keys.size());
        keys.forEach(key -> classifications.add(found.get(key)));
        return classifications;
    }
}
