package io.souk.rag;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.kit.embedding.TextEmbedder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * MiniLM, which finds nothing here but reads every sentence that was found, under its heading: it errs on other sentences than the
 * model that finds, so both together tell better which one answers (docs/conversation.md).
 */
@Component
class SecondReader implements DisposableBean {
    private final TextEmbedder embedder = TextEmbedder.load(SentenceEncoder.MINI_LM);
    /** Platform threads: inference would pin the carriers of virtual ones. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("second-reader-", 0).daemon().factory());

    /** Vectors of sentences with their headings. */
    List<float[]> sentences(List<String> headed) {
        return embedder.embedPassages(headed);
    }

    /** The question's vector, made while the database searches. */
    CompletableFuture<float[]> question(String question) {
        return CompletableFuture.supplyAsync(() -> embedder.embedQuery(question), (Executor) threads);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
        embedder.close();
    }
}
