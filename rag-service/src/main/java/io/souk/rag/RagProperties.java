package io.souk.rag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are cut and embedded. A change builds a new generation of the index at the next start.
 *
 * @param chunkSize characters a chunk aims at; the encoder reads about 2,000
 * @param chunkOverlap characters that two neighbours may share, in whole sentences
 * @param model id of an encoder of this process; null for the one the live index has
 */
@Validated
@ConfigurationProperties("souk.rag")
record RagProperties(
        @Min(100) @Max(1_800) @DefaultValue("500") int chunkSize,
        @Min(0) @Max(400) @DefaultValue("50") int chunkOverlap,
        @Nullable String model) {}
