package io.souk.rag.index;

/**
 * All chunks as one model and one way of cutting make them.
 *
 * @param id of the partition of {@code chunk} that holds them
 * @param encoder whose vectors they carry; a question for them is embedded by no other
 */
public record Generation(int id, Encoder encoder, Recipe recipe) {

    /**
     * How chunks are made.
     *
     * @param chunker version of the code that cuts
     */
    public record Recipe(String model, int chunker, int chunkSize, int chunkOverlap) {}
}
