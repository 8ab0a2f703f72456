package io.souk.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * A vector that travels with its event, so that a text is embedded once.
 *
 * @param model id of the model that made it; a reader with another model embeds the text itself
 * @param vector little-endian 32-bit floats in base64, a quarter of their size as JSON numbers
 */
public record Embedding(String model, String vector) {
    public static Embedding of(String model, float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return new Embedding(model, Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** The vector as numbers. */
    public float[] floats() {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(vector)).order(ByteOrder.LITTLE_ENDIAN);
        var floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }
}
