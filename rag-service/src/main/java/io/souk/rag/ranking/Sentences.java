package io.souk.rag.ranking;

import java.nio.ByteBuffer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of a passage with their vectors. A passage's own vector is about all that it says; one sentence of it may be
 * all that was asked for. Made when a document comes in and stored with the chunk, a byte a dimension. A second model, which errs
 * elsewhere, reads each under its heading: it finds nothing, but tells whoever judges sentences more than the first alone.
 */
public final class Sentences {
    /** Shorter ones ("See below.") go with the next: alone they say nothing. */
    private static final int SHORTEST = 24;

    private static final int MOST = 24;
    /** A sentence under so many characters is embedded with its heading: "Press it twice." is about what stands above it. */
    private static final int SHORT = 40;

    private static final Packed NOT_MADE = new Packed(0, new byte[0]);

    private final List<Sentence> all;

    private Sentences(List<Sentence> all) {
        this.all = List.copyOf(all);
    }

    /** A sentence of a passage, with its vectors. */
    public static final class Sentence {
        private final int start;
        private final int end;
        private final Packed vector;
        private final @Nullable Packed second;

        private Sentence(int start, int end, Packed vector, @Nullable Packed second) {
            this.start = start;
            this.end = end;
            this.vector = vector;
            this.second = second;
        }

        /** First character in the passage's text. */
        public int start() {
            return start;
        }

        /** After the last character. */
        public int end() {
            return end;
        }

        /** The same sentence where the passage stands that much further on. */
        public Sentence moved(int characters) {
            return new Sentence(start + characters, end + characters, vector, second);
        }

        /** Of this sentence's and the question's vectors. */
        public double cosine(float[] question) {
            return vector.cosine(question);
        }

        /** As {@link #cosine}, of the second model's vectors; null where it was stored before there was one. */
        public @Nullable Double secondCosine(float[] question) {
            return second == null ? null : second.cosine(question);
        }
    }

    /** A vector of unit length, a byte a dimension. */
    private static final class Packed {
        private final float scale;
        private final byte[] steps;

        private Packed(float scale, byte[] steps) {
            this.scale = scale;
            this.steps = steps;
        }

        private static Packed of(float[] vector) {
            var largest = 1e-9f;
            for (var value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
            var scale = largest / Byte.MAX_VALUE;
            var steps = new byte[vector.length];
            for (var i = 0; i < vector.length; i++) {
                steps[i] = (byte) Math.round(vector[i] / scale);
            }
            return new Packed(scale, steps);
        }

        private static Packed read(ByteBuffer in, int dimensions) {
            var scale = in.getFloat();
            var steps = new byte[dimensions];
            in.get(steps);
            return new Packed(scale, steps);
        }

        private void write(ByteBuffer out) {
            out.putFloat(scale).put(steps);
        }

        private double cosine(float[] question) {
            // Four sums, for a processor that adds while it multiplies.
            var a = 0f;
            var b = 0f;
            var c = 0f;
            var d = 0f;
            var i = 0;
            for (; i + 3 < steps.length; i += 4) {
                a += question[i] * steps[i];
                b += question[i + 1] * steps[i + 1];
                c += question[i + 2] * steps[i + 2];
                d += question[i + 3] * steps[i + 3];
            }
            for (; i < steps.length; i++) {
                a += question[i] * steps[i];
            }
            return (a + b + c + d) * scale;
        }
    }

    /** Where a sentence stands: characters of the passage's text. */
    record Extent(int start, int end) {
        private String of(String text) {
            return text.substring(start, end);
        }
    }

    /**
     * What sentences are made of.
     *
     * @param heading the document's title and the headings above the passage
     * @param nearest of these the last
     */
    public record Passage(String heading, String nearest, String text) {
        /** As it is embedded. */
        private String sentence(Extent extent) {
            var sentence = extent.of(text);
            return sentence.length() < SHORT ? heading + "\n" + sentence : sentence;
        }

        /** As the second model reads it. */
        private String headed(Extent extent) {
            return nearest + "\n" + extent.of(text);
        }
    }

    /**
     * The sentences of each passage. The vector of all but short ones is of their own words: what the passage is about is in the
     * passage's vector, and the same sentence in many passages is embedded once.
     *
     * @param vectors of the whole passages
     * @param embed vectors of unit length for texts, in their order
     * @param second the same by the second model, as long
     */
    public static List<Sentences> of(
            List<Passage> passages,
            List<float[]> vectors,
            Function<List<String>, List<float[]>> embed,
            Function<List<String>, List<float[]>> second) {
        var extents = passages.stream().map(it -> split(it.text())).toList();
        var texts = new LinkedHashMap<String, float[]>();
        for (var i = 0; i < passages.size(); i++) {
            // The only sentence of a passage says what the passage says.
            if (extents.get(i).size() > 1) {
                for (var extent : extents.get(i)) {
                    texts.put(passages.get(i).sentence(extent), vectors.get(i));
                }
            }
        }
        var made = embed.apply(List.copyOf(texts.keySet())).iterator();
        texts.replaceAll((_, _) -> made.next());
        var headed = new LinkedHashMap<String, Packed>();
        for (var i = 0; i < passages.size(); i++) {
            var passage = passages.get(i);
            extents.get(i).forEach(it -> headed.put(passage.headed(it), NOT_MADE));
        }
        var seconds = second.apply(List.copyOf(headed.keySet())).iterator();
        headed.replaceAll((_, _) -> Packed.of(seconds.next()));
        var all = new ArrayList<Sentences>();
        for (var i = 0; i < passages.size(); i++) {
            var passage = passages.get(i);
            var whole = vectors.get(i);
            all.add(new Sentences(extents.get(i).stream()
                    .map(it -> new Sentence(
                            it.start(),
                            it.end(),
                            Packed.of(texts.getOrDefault(passage.sentence(it), whole)),
                            headed.get(passage.headed(it))))
                    .toList()));
        }
        return all;
    }

    /** In reading order. */
    public List<Sentence> all() {
        return all;
    }

    /** As {@link #unpack} reads it: a length less than nothing says that there are two vectors, for at first there was one. */
    public byte[] packed() {
        if (all.isEmpty()) {
            return new byte[0];
        }
        var dimensions = all.getFirst().vector.steps.length;
        var out = ByteBuffer.allocate(2 + all.size() * (16 + 2 * dimensions)).putShort((short) -dimensions);
        for (var sentence : all) {
            out.putInt(sentence.start).putInt(sentence.end);
            sentence.vector.write(out);
            Objects.requireNonNull(sentence.second).write(out);
        }
        return out.array();
    }

    /** What {@link #packed} gave; none where nothing was stored. */
    public static Sentences unpack(byte @Nullable [] packed) {
        var sentences = new ArrayList<Sentence>();
        if (packed != null && packed.length > 0) {
            var in = ByteBuffer.wrap(packed);
            var written = in.getShort();
            var dimensions = Math.abs(written);
            while (in.hasRemaining()) {
                var start = in.getInt();
                var end = in.getInt();
                var vector = Packed.read(in, dimensions);
                sentences.add(new Sentence(start, end, vector, written < 0 ? Packed.read(in, dimensions) : null));
            }
        }
        return new Sentences(sentences);
    }

    static List<Extent> split(String text) {
        var extents = new ArrayList<Extent>();
        var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        borders.setText(text.replace('\n', '\u2029'));
        var open = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            var extent = trimmed(text, open, end);
            if (extent.end() - extent.start() >= SHORTEST && extents.size() < MOST - 1) {
                extents.add(extent);
                open = end;
            }
        }
        var rest = trimmed(text, open, text.length());
        if (rest.end() > rest.start()) {
            extents.add(rest);
        }
        return extents;
    }

    private static Extent trimmed(String text, int from, int to) {
        var start = from;
        var end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Extent(start, end);
    }
}
