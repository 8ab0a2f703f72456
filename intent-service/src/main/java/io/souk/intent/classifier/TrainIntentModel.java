package io.souk.intent.classifier;

import io.souk.intent.training.TrainingSet;
import io.souk.kit.embedding.TextEmbedder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;

/** Run by the build, so that no service spends its start on training: utterances in, model file out. */
final class TrainIntentModel {
    private static final List<String> INPUTS = List.of(
            "training/utterances.tsv",
            "training/grammar.txt",
            "io/souk/intent/training/Grammar.class",
            "io/souk/intent/training/Scribbles.class",
            "io/souk/intent/classifier/IntentModel.class",
            "io/souk/intent/classifier/Mixture.class",
            "io/souk/intent/classifier/LogisticRegression.class",
            "io/souk/intent/classifier/PrincipalAxes.class",
            "io/souk/intent/text/Placeholders.class",
            "io/souk/intent/classifier/Wording.class",
            "io/souk/intent/spelling/Spelling.class",
            "io/souk/intent/spelling/Spelling$English.class",
            "io/souk/intent/spelling/Spelt.class",
            "io/souk/intent/spelling/FuzzyWords.class",
            "io/souk/intent/text/WordLists.class",
            "language/shorthand.tsv",
            "language/everyday-words.txt",
            "language/category-words.tsv",
            "io/souk/intent/text/Words.class");

    private TrainIntentModel() {}

    /** @param args the folder of the classes, which gets {@link IntentModel#RESOURCE} unless it is there and nothing changed */
    static void main(String[] args) throws IOException {
        var classes = Path.of(args[0]);
        var model = classes.resolve(IntentModel.RESOURCE.substring(1));
        var stamp = model.resolveSibling("trained-from.txt");
        var inputs = fingerprint(classes);
        if (Files.exists(model)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(inputs)) {
            return;
        }
        var training = TrainingSet.load();
        Files.createDirectories(model.getParent());
        var vectors = vectors(training.texts(), classes.resolveSibling("training-vectors.bin"));
        try (var out = Files.newOutputStream(model)) {
            IntentModel.train(vectors, training.labels()).write(out);
        }
        Files.writeString(stamp, inputs);
    }

    /** Only lines that are new since the last build go through the encoders. */
    private static List<float[]> vectors(List<String> texts, Path cache) throws IOException {
        var cores = texts.stream().map(Wording::learnt).toList();
        var known = read(cache);
        var missing = cores.stream()
                .filter(text -> !known.containsKey(text))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            try (var first = TextEmbedder.load();
                    var encoders = new Encoders(first)) {
                var vectors = encoders.thorough(missing).iterator();
                missing.forEach(text -> known.put(text, vectors.next()));
            }
            known.keySet().retainAll(Set.copyOf(cores));
            write(known, cache);
        }
        return cores.stream()
                .map(text -> Objects.requireNonNull(known.get(text)))
                .toList();
    }

    private static Map<String, float[]> read(Path cache) throws IOException {
        var known = new LinkedHashMap<String, float[]>();
        if (!Files.exists(cache)) {
            return known;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(cache)))) {
            if (in.readUTF().equals(Encoders.ID)) {
                for (var left = in.readInt(); left > 0; left--) {
                    var text = in.readUTF();
                    var vector = new float[in.readInt()];
                    for (var i = 0; i < vector.length; i++) {
                        vector[i] = in.readFloat();
                    }
                    known.put(text, vector);
                }
            }
            return known;
        } catch (EOFException _) {
            return new LinkedHashMap<>(); // a build was killed while it wrote
        }
    }

    private static void write(Map<String, float[]> known, Path cache) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(cache)))) {
            out.writeUTF(Encoders.ID);
            out.writeInt(known.size());
            for (var entry : known.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                for (var value : entry.getValue()) {
                    out.writeFloat(value);
                }
            }
        }
    }

    private static String fingerprint(Path classes) throws IOException {
        var sum = new CRC32();
        for (var input : INPUTS) {
            sum.update(Files.readAllBytes(classes.resolve(input)));
        }
        return Encoders.ID + ' ' + Long.toHexString(sum.getValue()) + '\n';
    }
}
