package io.souk.intent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Labelled utterances, as written by people in a tab-separated file: label, text; {@code #} starts a comment. */
record TrainingSet(List<Utterance> utterances) {
    static final String RESOURCE = "/training/utterances.tsv";

    /** One text, placeholders spelled out. */
    record Utterance(Label label, String text) {}

    static TrainingSet read(String resource) {
        try (var in = TrainingSet.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return read(in, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingSet read(InputStream in, String name) throws IOException {
        var utterances = new ArrayList<Utterance>();
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        var number = 0;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var tab = line.indexOf('\t');
            if (tab < 0) {
                throw new IllegalStateException(name + " line " + number + ": no tab between label and text");
            }
            var text = Placeholders.spellOut(line.substring(tab + 1).strip());
            utterances.add(new Utterance(Label.parse(line.substring(0, tab).strip()), text));
        }
        return new TrainingSet(List.copyOf(utterances));
    }

    List<String> texts() {
        return utterances.stream().map(Utterance::text).toList();
    }

    List<Label> labels() {
        return utterances.stream().map(Utterance::label).toList();
    }
}
