package io.souk.rag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are cut.
 *
 * @param chunkSize characters a chunk aims at; the encoder reads about 2,000
 * @param chunkOverlap characters that two neighbours may share, in whole sentences
 */
@Validated
@ConfigurationProperties("souk.rag")
record RagProperties(
        @Min(100) @Max(1_800) @DefaultValue("500") int chunkSize,
        @Min(0) @Max(400) @DefaultValue("50") int chunkOverlap) {}
