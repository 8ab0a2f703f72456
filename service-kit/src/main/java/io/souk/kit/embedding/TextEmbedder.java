package io.souk.kit.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * A {@link SentenceEncoder}, quantised, on ONNX Runtime; bge-small-en-v1.5 unless another is asked for. Spring AI's own ONNX model
 * downloads libraries at first use and averages the token vectors; bge wants the [CLS] vector, normalised, and a sentence in front
 * of queries.
 *
 * <p>The {@link EmbeddingModel} side embeds passages; a caller that searches uses {@link #embedQuery}. Thread-safe. One text of a
 * batch changes the vector of another by a rounding error only of the quantised arithmetic (cosine above 0.99).
 */
public final class TextEmbedder implements EmbeddingModel, AutoCloseable {
    /** Names the vectors on the wire: those of two models must never be compared. */
    public static final String MODEL_ID = "bge-small-en-v1.5-q";

    /** Length of a vector. */
    public static final int DIMENSIONS = 384;

    static final String MODEL_RESOURCE = SentenceEncoder.BGE_SMALL.modelResource();

    private static final int MAX_TOKENS = 512;
    /** Tokens per run, padding included: bounds memory; larger runs were slower on one thread. */
    private static final int BATCH_TOKENS = 512;

    private static final int CACHED_QUERIES = 2_000;

    static {
        // The tokenizer library otherwise looks for a GPU build of itself on the internet, and reports its use there.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final SentenceEncoder encoder;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtSession session;
    private final Map<String, float[]> queries = new LruMap<>(CACHED_QUERIES);
    /** Native code reads freed memory, and takes the process along, if it is closed in the middle of a run. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    private TextEmbedder(SentenceEncoder encoder, HuggingFaceTokenizer tokenizer, OrtSession session) {
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        this.session = session;
    }

    /**
     * Loads the model from the class path and embeds a first text.
     *
     * @throws EmbeddingModelUnavailableException with a reason a person can act on
     */
    public static TextEmbedder load() {
        return load(SentenceEncoder.BGE_SMALL);
    }

    /** As {@link #load()}, another model. */
    public static TextEmbedder load(SentenceEncoder encoder) {
        return load(encoder, TextEmbedder.class.getClassLoader());
    }

    static TextEmbedder load(ClassLoader resources) {
        return load(SentenceEncoder.BGE_SMALL, resources);
    }

    /** As {@link #load()}, another model, its files from there. */
    public static TextEmbedder load(SentenceEncoder encoder, ClassLoader resources) {
        TextEmbedder embedder;
        try {
            embedder = new TextEmbedder(encoder, tokenizer(encoder, resources), session(encoder, resources));
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw e instanceof EmbeddingModelUnavailableException unavailable
                    ? unavailable
                    : new EmbeddingModelUnavailableException(encoder, "it cannot be loaded: " + e.getMessage(), e);
        }
        embedder.probe();
        return embedder;
    }

    /** Id of the model, to travel with its vectors. */
    public String modelId() {
        return encoder.id();
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    /** The vector of what somebody asks or looks for; repeated texts come from a cache. */
    public float[] embedQuery(String text) {
        return embedQueries(List.of(text)).getFirst();
    }

    /** As {@link #embedQuery}, many at once. */
    public List<float[]> embedQueries(List<String> texts) {
        var vectors = new ArrayList<float @Nullable []>(texts.size());
        var missing = new LinkedHashMap<String, float[]>();
        synchronized (queries) {
            for (var text : texts) {
                var vector = queries.get(text);
                vectors.add(vector);
                if (vector == null) {
                    missing.put(text, new float[0]);
                }
            }
        }
        fill(missing);
        synchronized (queries) {
            queries.putAll(missing);
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> {
                    var cached = vectors.get(i);
                    return (cached != null ? cached : missing.getOrDefault(texts.get(i), new float[0])).clone();
                })
                .toList();
    }

    /** The vector of a text as it stands: of a passage to be found, or of a message to be judged. */
    public float[] embedPassage(String text) {
        return embedPassages(List.of(text)).getFirst();
    }

    /** As {@link #embedPassage}, many at once: texts of like length share a run, so that little is padded. */
    public List<float[]> embedPassages(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the embedding model is closed");
            }
            return inferred(texts);
        } finally {
            inUse.readLock().unlock();
        }
    }

    private List<float[]> inferred(List<String> texts) {
        var encodings = tokenizer.batchEncode(texts, true, false);
        var shortestFirst = IntStream.range(0, encodings.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> encodings[i].getIds().length))
                .toList();
        var vectors = new float[encodings.length][];
        var batch = new ArrayList<Integer>();
        for (int index : shortestFirst) {
            if (!batch.isEmpty() && (batch.size() + 1) * encodings[index].getIds().length > BATCH_TOKENS) {
                run(encodings, batch, vectors);
                batch.clear();
            }
            batch.add(index);
        }
        run(encodings, batch, vectors);
        return List.of(vectors);
    }

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        var vectors = embedPassages(request.getInstructions());
        return new EmbeddingResponse(IntStream.range(0, vectors.size())
                .mapToObj(i -> new Embedding(vectors.get(i), i))
                .toList());
    }

    @Override
    public float[] embed(Document document) {
        return embedPassage(Objects.requireNonNullElse(getEmbeddingContent(document), ""));
    }

    /** Waits for those who are embedding; whoever comes later gets an {@link IllegalStateException}. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try (tokenizer;
                session) {
            closed = true;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private void fill(SequencedMap<String, float[]> missing) {
        var texts = List.copyOf(missing.keySet());
        var vectors = embedPassages(
                texts.stream().map(text -> encoder.queryPrefix() + text).toList());
        for (var i = 0; i < texts.size(); i++) {
            missing.put(texts.get(i), vectors.get(i));
        }
    }

    private void run(Encoding[] encodings, List<Integer> batch, float[][] vectors) {
        var width = encodings[batch.getLast()].getIds().length;
        var cells = batch.size() * width;
        var ids = LongBuffer.allocate(cells);
        var mask = LongBuffer.allocate(cells);
        for (var row = 0; row < batch.size(); row++) {
            var encoding = encodings[batch.get(row)];
            ids.put(row * width, encoding.getIds());
            mask.put(row * width, encoding.getAttentionMask());
        }
        var shape = new long[] {batch.size(), width};
        var environment = OrtEnvironment.getEnvironment();
        try (var idTensor = OnnxTensor.createTensor(environment, ids, shape);
                var maskTensor = OnnxTensor.createTensor(environment, mask, shape);
                var typeTensor = OnnxTensor.createTensor(environment, LongBuffer.allocate(cells), shape);
                var result = session.run(
                        Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            var tokens = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (var row = 0; row < batch.size(); row++) {
                var vector = new float[DIMENSIONS];
                var length = encoder.averagesTokens() ? encodings[batch.get(row)].getIds().length : 1;
                addTokens(tokens, row * width, length, vector);
                vectors[batch.get(row)] = unit(vector);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        }
    }

    /** The sum of so many token vectors from one on: after normalising, their mean. */
    private static void addTokens(FloatBuffer tokens, int from, int length, float[] sum) {
        var token = new float[DIMENSIONS];
        for (var at = from; at < from + length; at++) {
            tokens.get(at * DIMENSIONS, token);
            for (var i = 0; i < DIMENSIONS; i++) {
                sum[i] += token[i];
            }
        }
    }

    private void probe() {
        float[] vector;
        try {
            vector = embedPassage("Is anybody there?");
        } catch (RuntimeException e) {
            close();
            throw new EmbeddingModelUnavailableException(encoder, "it loads but does not run: " + e.getMessage(), e);
        }
        if (!Float.isFinite(vector[0])) {
            close();
            throw new EmbeddingModelUnavailableException(encoder, "it loads but answers with no numbers", null);
        }
    }

    /** The vector itself, scaled to length 1 in its place, as all vectors from here are. */
    public static float[] unit(float[] vector) {
        var squares = 0.0;
        for (var value : vector) {
            squares += value * value;
        }
        var length = (float) Math.sqrt(squares);
        for (var i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static HuggingFaceTokenizer tokenizer(SentenceEncoder encoder, ClassLoader resources) throws IOException {
        try (var json = open(encoder, resources, encoder.tokenizerResource())) {
            var options = new HashMap<String, String>();
            options.put("truncation", "true");
            options.put("maxLength", Integer.toString(MAX_TOKENS));
            options.put("padding", "false");
            return HuggingFaceTokenizer.newInstance(json, options);
        }
    }

    private static OrtSession session(SentenceEncoder encoder, ClassLoader resources) throws IOException, OrtException {
        try (var model = open(encoder, resources, encoder.modelResource());
                var options = new OrtSession.SessionOptions()) {
            // More threads per run were slower on small machines; callers run in parallel instead.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return OrtEnvironment.getEnvironment().createSession(model.readAllBytes(), options);
        }
    }

    private static InputStream open(SentenceEncoder encoder, ClassLoader resources, String name) {
        var stream = resources.getResourceAsStream(name);
        if (stream == null) {
            throw new EmbeddingModelUnavailableException(encoder, name + " is not on the class path", null);
        }
        return stream;
    }

    private static final class LruMap<K, V> extends LinkedHashMap<K, V> {
        private final int capacity;

        LruMap(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
