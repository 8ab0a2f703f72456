package io.souk.intent.classifier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this service.
 *
 * @param zone where the shop's days begin and end: "yesterday" is counted there
 * @param model file of a trained classifier in place of the one that the build packed; null: that one
 * @param shadowModel file of a candidate that is asked about the same turns, with no effect; null: none
 * @param doubtfulBelow under this confidence a language model is asked, if one is set up
 * @param modelLimit for a language model's decision, all in all; then the local one stands
 * @param modelCalls how many turns of one batch may be with the language model; the rest is decided here
 * @param cachedTexts how many decisions on repeated texts are remembered
 */
@ConfigurationProperties("souk.intent")
public record IntentProperties(
        @DefaultValue("Europe/Berlin") ZoneId zone,
        @Nullable Path model,
        @Nullable Path shadowModel,
        @DefaultValue("0.6") double doubtfulBelow,
        @DefaultValue("1500ms") Duration modelLimit,
        @DefaultValue("16") int modelCalls,
        @DefaultValue("10000") int cachedTexts) {}
