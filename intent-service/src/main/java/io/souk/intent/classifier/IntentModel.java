package io.souk.intent.classifier;

import io.souk.intent.training.Label;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * From the vectors of a text to the probabilities of its labels, in two steps: the vector of the cheap encoder is enough for most
 * texts, and only where that leaves a doubt both encoders are asked together.
 */
public final class IntentModel {
    public static final String RESOURCE = "/model/intent-model.bin";

    /** From this confidence on the quick reading stands: in cross-validation nothing was gained by looking further. */
    static final double SURE_AT_ONCE = 0.95;

    private static final int FORMAT = 3;

    private final List<Label> labels;
    private final Mixture quick;
    private final Mixture thorough;

    private IntentModel(List<Label> labels, Mixture quick, Mixture thorough) {
        this.labels = labels;
        this.quick = quick;
        this.thorough = thorough;
    }

    /** Trains on vectors of texts by both encoders, in the order of their labels. */
    static IntentModel train(List<float[]> vectors, List<Label> answers) {
        var labels = answers.stream().distinct().toList();
        var classes = answers.stream().mapToInt(labels::indexOf).toArray();
        var cheap = vectors.stream().map(Encoders::quickPart).toList();
        return new IntentModel(
                labels, Mixture.train(cheap, classes, labels.size()), Mixture.train(vectors, classes, labels.size()));
    }

    /** What the probabilities speak of, in their order. */
    public List<Label> labels() {
        return labels;
    }

    /** Calibrated probabilities of {@link #labels()} by the cheap encoder's vector alone. */
    double[] quick(float[] vector) {
        return quick.probabilities(vector);
    }

    /** Calibrated probabilities of {@link #labels()} by the vectors of both encoders, one after the other. */
    double[] thorough(float[] vector) {
        return thorough.probabilities(vector);
    }

    void write(OutputStream stream) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(stream));
        out.writeInt(FORMAT);
        out.writeInt(labels.size());
        for (var label : labels) {
            out.writeUTF(label.toString());
        }
        quick.write(out);
        thorough.write(out);
        out.flush();
    }

    public static IntentModel read(InputStream stream) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(stream));
        if (in.readInt() != FORMAT) {
            throw new IOException("written by another version");
        }
        var count = in.readInt();
        var labels = new ArrayList<Label>(count);
        for (var i = 0; i < count; i++) {
            labels.add(Label.parse(in.readUTF()));
        }
        return new IntentModel(List.copyOf(labels), Mixture.read(in, count), Mixture.read(in, count));
    }

    /** The model that the build trained. */
    public static IntentModel load() {
        try (var in = IntentModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Intent model: " + RESOURCE + " is not on the class path; ./mvnw process-classes trains it");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("Intent model: " + RESOURCE + " cannot be read: " + e.getMessage(), e);
        }
    }
}
