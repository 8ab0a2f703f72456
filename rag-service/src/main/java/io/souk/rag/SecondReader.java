package io.souk.rag;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.kit.embedding.TextEmbedder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * MiniLM, which finds nothing here but reads every sentence that was found, under its heading: it errs on other sentences than the
 * model that finds, so both together tell better which one answers (docs/conversation.md).
 */
@Component
class SecondReader implements DisposableBean {
    private static final Pattern LEANING = Pattern.compile("^(\\s*[^()\\s][^()]*?)\\s*\\([^()]+\\)\\s*$");

    private final TextEmbedder embedder = TextEmbedder.load(SentenceEncoder.MINI_LM);
    /** Platform threads: inference would pin the carriers of virtual ones. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("second-reader-", 0).daemon().factory());

    /** Vectors of sentences with their headings. */
    List<float[]> sentences(List<String> headed) {
        return embedder.embedPassages(headed);
    }

    /**
     * The question's vector, made while the database searches. Of a question that leans on what was asked before ("and to Spain? (how
     * much is shipping)") its own words count more: the answer to the other one has been given.
     */
    CompletableFuture<float[]> question(String question) {
        return CompletableFuture.supplyAsync(() -> vector(question), (Executor) threads);
    }

    private float[] vector(String question) {
        var whole = embedder.embedQuery(question);
        var own = own(question);
        if (own.equals(question)) {
            return whole;
        }
        var alone = embedder.embedQuery(own);
        for (var i = 0; i < whole.length; i++) {
            whole[i] += alone[i];
        }
        return TextEmbedder.unit(whole);
    }

    /** Without what it leans on, which stands behind it in brackets. */
    static String own(String question) {
        return LEANING.matcher(question).replaceFirst("$1");
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
        embedder.close();
    }
}
