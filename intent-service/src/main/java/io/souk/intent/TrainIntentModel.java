package io.souk.intent;

import io.souk.kit.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** Run by the build, so that no service spends its start on training: utterances in, model file out. */
final class TrainIntentModel {
    private static final List<String> INPUTS = List.of(
            "training/utterances.tsv",
            "io/souk/intent/IntentModel.class",
            "io/souk/intent/LogisticRegression.class",
            "io/souk/intent/Placeholders.class");

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
        var training = TrainingSet.read(TrainingSet.RESOURCE);
        Files.createDirectories(model.getParent());
        try (var embedder = TextEmbedder.load();
                var out = Files.newOutputStream(model)) {
            IntentModel.train(embedder.embedPassages(training.texts()), training.labels())
                    .write(out);
        }
        Files.writeString(stamp, inputs);
    }

    private static String fingerprint(Path classes) throws IOException {
        var sum = new CRC32();
        for (var input : INPUTS) {
            sum.update(Files.readAllBytes(classes.resolve(input)));
        }
        return TextEmbedder.MODEL_ID + ' ' + Long.toHexString(sum.getValue()) + '\n';
    }
}
