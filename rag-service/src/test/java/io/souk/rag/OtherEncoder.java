package io.souk.rag;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.Encoder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestComponent;

/** A second model, as good as the first and not comparable with it: the same numbers, in reverse. It can be held up. */
@TestComponent
class OtherEncoder implements Encoder {
    static final String MODEL = "another-model";

    private final TextEmbedder embedder;
    private final List<String> embedded = new CopyOnWriteArrayList<>();
    private volatile String held = "";
    private volatile CountDownLatch gate = new CountDownLatch(0);

    OtherEncoder(TextEmbedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public String modelId() {
        return MODEL;
    }

    @Override
    public float[] embedQuery(String question) {
        return reversed(embedder.embedQuery(question));
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        if (passages.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(held))) {
            await();
        }
        embedded.addAll(passages);
        return embedder.embedPassages(passages).stream()
                .map(OtherEncoder::reversed)
                .toList();
    }

    /** What has this word waits until {@link #goOn}. */
    void hold(String word) {
        gate = new CountDownLatch(1);
        held = word;
    }

    void goOn() {
        gate.countDown();
    }

    long timesEmbedded(String words) {
        return embedded.stream().filter(it -> it.contains(words)).count();
    }

    private void await() {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("held for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static float[] reversed(float[] vector) {
        var reversed = new float[vector.length];
        for (var i = 0; i < vector.length; i++) {
            reversed[i] = vector[vector.length - 1 - i];
        }
        return reversed;
    }
}
