package io.souk.kit.llm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that the settings name: both, or none. Everything must work with none. */
public final class LanguageModels implements AutoCloseable {
    private final @Nullable LanguageModel large;
    private final @Nullable LanguageModel small;

    private LanguageModels(@Nullable LanguageModel large, @Nullable LanguageModel small) {
        this.large = large;
        this.small = small;
    }

    static LanguageModels none() {
        return new LanguageModels(null, null);
    }

    static LanguageModels of(LanguageModel large, LanguageModel small) {
        return new LanguageModels(large, small);
    }

    /** For replies. */
    public Optional<LanguageModel> large() {
        return Optional.ofNullable(large);
    }

    /** For cheap work: doubtful intents, summaries. May be the same model as {@link #large}. */
    public Optional<LanguageModel> small() {
        return Optional.ofNullable(small);
    }

    @Override
    public void close() {
        large().ifPresent(LanguageModel::close);
        small().ifPresent(LanguageModel::close);
    }
}
