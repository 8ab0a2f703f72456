package io.souk.conversation.reply;

import java.util.HashMap;

/** The texts as one turn words them. */
record Voice(Texts texts, String turnId) {

    /** @param namesAndValues what the text's placeholders stand for: name, value, name, value … */
    String say(String key, Object... namesAndValues) {
        var values = new HashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return texts.say(key, turnId, values);
    }

    /** The most special text there is: {@code base.special}, or else {@code base}. */
    String sayFor(String base, String special, Object... namesAndValues) {
        var key = base + '.' + special;
        return say(texts.has(key) ? key : base, namesAndValues);
    }
}
