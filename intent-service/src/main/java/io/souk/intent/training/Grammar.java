package io.souk.intent.training;

import io.souk.intent.text.Placeholders;
import io.souk.intent.training.TrainingSet.Utterance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Training texts from a readable grammar: wishes of each label, in the frames by which different kinds of people ask. A wish is
 * drawn a fixed number of times with a fixed seed, so that a wordy one does not drown the others and a build repeats itself.
 *
 * <p>All texts drawn from one wish share a group: cross-validation must not have some of them on either side.
 */
public final class Grammar {
    private static final int DRAWS = 10;
    /** Draws that repeat a known text are tried again, up to so often. */
    private static final int TRIES = 3;

    /** A way of asking; {@code ~} in its text is where the wish stands. */
    private record Frame(String style, Pattern pattern) {}

    private record Wish(Label label, String kind, Pattern pattern, String group) {}

    private final Map<String, Pattern> words = new HashMap<>();
    private final Map<String, List<Frame>> frames = new HashMap<>();
    private final List<Wish> wishes = new ArrayList<>();

    private Grammar() {}

    /**
     * Reads a grammar.
     *
     * @param name for error messages and groups
     */
    static Grammar parse(List<String> lines, String name) {
        var grammar = new Grammar();
        @Nullable Label label = null;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            var where = name + " line " + (i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                label = Label.parse(line.substring(1, line.length() - 1));
                continue;
            }
            var space = line.indexOf(' ');
            if (space < 0) {
                throw new IllegalStateException(where + ": a word alone");
            }
            grammar.read(line.substring(0, space), line.substring(space + 1).strip(), label, where);
        }
        return grammar;
    }

    private void read(String kind, String rest, @Nullable Label label, String where) {
        var equals = rest.indexOf(" = ");
        if (kind.equals("word") && equals > 0) {
            words.put(rest.substring(0, equals), Pattern.parse('(' + rest.substring(equals + 3) + ')', where));
        } else if (kind.equals("frame") && equals > 0) {
            var names = rest.substring(0, equals).split("/", -1);
            if (names.length != 2) {
                throw new IllegalStateException(where + ": a frame has a kind and a style");
            }
            frames.computeIfAbsent(names[0], _ -> new ArrayList<>())
                    .add(new Frame(names[1], Pattern.parse(rest.substring(equals + 3), where)));
        } else if (label != null && frames.containsKey(kind)) {
            wishes.add(new Wish(label, kind, Pattern.parse(rest, where), where));
        } else {
            throw new IllegalStateException(where + ": neither word, frame nor a wish of a known kind under a label");
        }
    }

    /** The texts, placeholders spelled out. */
    List<Utterance> expand() {
        var utterances = new ArrayList<Utterance>();
        var seen = new LinkedHashSet<String>();
        for (var wish : wishes) {
            var random = new Random(wish.group().hashCode());
            for (var draw = 0; draw < DRAWS; draw++) {
                for (var attempt = 0; attempt < TRIES; attempt++) {
                    var utterance = draw(wish, random);
                    if (seen.add(utterance.text())) {
                        utterances.add(utterance);
                        break;
                    }
                }
            }
        }
        return utterances;
    }

    private Utterance draw(Wish wish, Random random) {
        var choices = frames.getOrDefault(wish.kind(), List.of());
        var frame = choices.get(random.nextInt(choices.size()));
        var text = new StringBuilder();
        frame.pattern().write(text, words, random);
        var core = new StringBuilder();
        wish.pattern().write(core, words, random);
        var whole = text.toString().replace("~", core).replaceAll("\\s+", " ").strip();
        return new Utterance(
                wish.label(), Scribbles.of(Placeholders.spellOut(whole), random), wish.group(), frame.style());
    }

    /** Text with choices: {@code (a|b)} is one of them, {@code [a]} is there or not, {@code $name} is one of a list. */
    private sealed interface Pattern {
        void write(StringBuilder out, Map<String, Pattern> words, Random random);

        record Text(String text) implements Pattern {
            @Override
            public void write(StringBuilder out, Map<String, Pattern> words, Random random) {
                out.append(text);
            }
        }

        record Word(String name, String where) implements Pattern {
            @Override
            public void write(StringBuilder out, Map<String, Pattern> words, Random random) {
                var word = words.get(name);
                if (word == null) {
                    throw new IllegalStateException(where + ": no word " + name);
                }
                word.write(out, words, random);
            }
        }

        record Sequence(List<Pattern> parts) implements Pattern {
            @Override
            public void write(StringBuilder out, Map<String, Pattern> words, Random random) {
                parts.forEach(part -> part.write(out, words, random));
            }
        }

        record OneOf(List<Pattern> choices) implements Pattern {
            @Override
            public void write(StringBuilder out, Map<String, Pattern> words, Random random) {
                choices.get(random.nextInt(choices.size())).write(out, words, random);
            }
        }

        static Pattern parse(String text, String where) {
            return new Reader(text, where).choices('\0');
        }
    }

    private static final class Reader {
        private final String text;
        private final String where;
        private int at;

        Reader(String text, String where) {
            this.text = text;
            this.where = where;
        }

        Pattern choices(char end) {
            var choices = new ArrayList<Pattern>();
            choices.add(sequence(end));
            while (at < text.length() && text.charAt(at) == '|') {
                at++;
                choices.add(sequence(end));
            }
            if (end != '\0' && (at == text.length() || text.charAt(at++) != end)) {
                throw new IllegalStateException(where + ": no " + end + " in " + text);
            }
            if (end == '\0' && at < text.length()) {
                throw new IllegalStateException(where + ": " + text.charAt(at) + " without an opening one in " + text);
            }
            return choices.size() == 1 ? choices.getFirst() : new Pattern.OneOf(List.copyOf(choices));
        }

        private Pattern sequence(char end) {
            var parts = new ArrayList<Pattern>();
            var plain = new StringBuilder();
            while (at < text.length()) {
                var next = text.charAt(at);
                if ((next == '|' && end != '\0') || next == ')' || next == ']') {
                    break;
                }
                at++;
                switch (next) {
                    case '(' -> add(parts, plain, choices(')'));
                    case '[' -> add(parts, plain, new Pattern.OneOf(List.of(new Pattern.Text(""), choices(']'))));
                    case '$' -> add(parts, plain, new Pattern.Word(name(), where));
                    default -> plain.append(next);
                }
            }
            if (!plain.isEmpty()) {
                parts.add(new Pattern.Text(plain.toString()));
            }
            return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(List.copyOf(parts));
        }

        private static void add(List<Pattern> parts, StringBuilder plain, Pattern part) {
            if (!plain.isEmpty()) {
                parts.add(new Pattern.Text(plain.toString()));
                plain.setLength(0);
            }
            parts.add(part);
        }

        private String name() {
            var from = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }
    }
}
