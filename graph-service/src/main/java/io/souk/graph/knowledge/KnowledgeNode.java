package io.souk.graph.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A mapping of one of our knowledge files, read strictly: what is missing is said by its name. */
public record KnowledgeNode(Map<String, Object> values) {
    /** A file of {@code knowledge/}, as it is written. */
    public static String read(String file) {
        try {
            return new ClassPathResource("knowledge/" + file).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static KnowledgeNode parse(String text) {
        return new KnowledgeNode(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, Object>>load(text));
    }

    /** Words, wherever they stand as such. */
    public Pattern words(String name) {
        return Pattern.compile("\\b(?:" + text(name) + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    public String text(String name) {
        return String.valueOf(Objects.requireNonNull(values.get(name), name));
    }

    @Nullable
    public String maybe(String name) {
        var value = values.get(name);
        return value == null ? null : String.valueOf(value);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    double number(String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> pairs.put(String.valueOf(key), String.valueOf(value)));
        }
        return pairs;
    }

    @Nullable
    KnowledgeNode node(String name) {
        return values.get(name) instanceof Map<?, ?> map ? of(map) : null;
    }

    public List<KnowledgeNode> nodes(String name) {
        var nodes = new ArrayList<KnowledgeNode>();
        if (values.get(name) instanceof List<?> list) {
            list.forEach(item -> nodes.add(of((Map<?, ?>) item)));
        }
        return nodes;
    }

    private static KnowledgeNode of(Map<?, ?> map) {
        var values = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
        return new KnowledgeNode(values);
    }
}
