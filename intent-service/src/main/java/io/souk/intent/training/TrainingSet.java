package io.souk.intent.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.intent.text.Placeholders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Labelled utterances: those that people wrote, a label and a text on a line, and those that a {@link Grammar} makes of wishes. */
public record TrainingSet(List<Utterance> utterances) {
    /** Written one by one: label, tab, text; {@code #} starts a comment. */
    public static final String RESOURCE = "/training/utterances.tsv";

    public static final String GRAMMAR = "/training/grammar.txt";

    private static final String BY_HAND = "hand";

    /**
     * One text, placeholders spelled out.
     *
     * @param group what it shares with texts that are variants of it
     * @param style the kind of person who says so; "hand" where one wrote it
     */
    public record Utterance(Label label, String text, String group, String style) {}

    /** All that the classifier learns from. */
    public static TrainingSet load() {
        var utterances = new ArrayList<>(read(RESOURCE).utterances());
        utterances.addAll(Grammar.parse(lines(GRAMMAR), GRAMMAR).expand());
        return new TrainingSet(List.copyOf(utterances));
    }

    /** What people wrote in one file. */
    public static TrainingSet read(String resource) {
        var utterances = new ArrayList<Utterance>();
        var lines = lines(resource);
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var where = resource + " line " + (i + 1);
            var tab = line.indexOf('\t');
            if (tab < 0) {
                throw new IllegalStateException(where + ": no tab between label and text");
            }
            var text = Placeholders.spellOut(line.substring(tab + 1).strip());
            utterances.add(new Utterance(Label.parse(line.substring(0, tab).strip()), text, where, BY_HAND));
        }
        return new TrainingSet(List.copyOf(utterances));
    }

    /** All of a file, comments too. */
    public static List<String> lines(String resource) {
        try (var in = TrainingSet.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> texts() {
        return utterances.stream().map(Utterance::text).toList();
    }

    public List<Label> labels() {
        return utterances.stream().map(Utterance::label).toList();
    }
}
