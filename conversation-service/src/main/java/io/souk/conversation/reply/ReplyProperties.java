package io.souk.conversation.reply;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.ZoneId;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How replies are worded.
 *
 * @param locale language of the texts and form of amounts and dates
 * @param zone where the days of customers begin
 * @param clarifyBelow confidence below which the customer is asked what was meant, unless the evidence speaks for itself
 */
@Validated
@ConfigurationProperties("souk.reply")
public record ReplyProperties(
        @DefaultValue("en-GB") Locale locale,
        @DefaultValue("Europe/Berlin") ZoneId zone,

        @DefaultValue("0.35") @DecimalMin("0") @DecimalMax("1")
        double clarifyBelow) {}
