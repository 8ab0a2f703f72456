package io.souk.rag.index;

import java.util.List;

/**
 * A model that turns questions and passages into vectors of 384 numbers. A bean for each model that a generation of the index may
 * use; two are needed only while one replaces the other.
 */
public interface Encoder {
    /** Names the vectors: those of two models must never be compared. */
    String modelId();

    /** The vector of what somebody looks for. */
    float[] embedQuery(String question);

    /** The vectors of what is to be found. */
    List<float[]> embedPassages(List<String> passages);
}
