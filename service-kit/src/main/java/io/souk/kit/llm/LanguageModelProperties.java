package io.souk.kit.llm;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the language models are. Without {@code baseUrl} and {@code model} there is none.
 *
 * @param baseUrl of an OpenAI-compatible endpoint, with its version, as in {@code https://host/v1}; of a host alone it is {@code /v1}
 * @param apiKey may be missing for endpoints of one's own
 * @param model writes replies
 * @param smallModel does cheap work; {@code model} does it too if missing
 * @param connectTimeout until the connection stands
 * @param firstToken until a streamed answer begins
 * @param leftAlone how long an endpoint that fails too often is not asked
 */
@ConfigurationProperties("souk.llm")
record LanguageModelProperties(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String model,
        @Nullable String smallModel,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration firstToken,
        @DefaultValue("20s") Duration leftAlone) {

    private static final Pattern HOST_ALONE = Pattern.compile("^(https?://[^/?#]+)/*$");

    LanguageModelProperties {
        baseUrl = versioned(blankToNull(baseUrl));
        apiKey = blankToNull(apiKey);
        model = blankToNull(model);
        smallModel = blankToNull(smallModel);
    }

    /** Nearly all endpoints have it there; without it every call would be a 404. */
    private static @Nullable String versioned(@Nullable String url) {
        return url == null ? null : HOST_ALONE.matcher(url).replaceFirst("$1/v1");
    }

    /** An environment variable that is set to nothing means the same as one that is not set. */
    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
