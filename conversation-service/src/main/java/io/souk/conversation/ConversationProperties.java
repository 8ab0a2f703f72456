package io.souk.conversation;

import io.souk.events.MessageEvent.MessageReceived;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of conversations.
 *
 * @param evidenceLimit from the intent to the reply, whatever has not come by then
 * @param turnLimit from the prepared turn to the reply, even if nobody understood it
 * @param writingLimit how long a language model may be at a reply before the turn is answered without it
 * @param sweep how often overdue turns are looked for, so the most a limit is overrun
 * @param history how many earlier messages travel with a turn
 * @param noticeWindow a conversation older than this gets no notices
 * @param retention how long after its last message a conversation is kept
 * @param identifyingChannels channels whose customers may be identified by what they write, if their messages say so; {@code *} is
 *     every channel but those of the gateway, which never may
 * @param remembered how many products, and how many orders, stay in focus
 */
@Validated
@ConfigurationProperties("souk.conversation")
record ConversationProperties(
        @DefaultValue("2s") Duration evidenceLimit,
        @DefaultValue("30s") Duration turnLimit,
        @DefaultValue("22s") Duration writingLimit,
        @DefaultValue("200ms") Duration sweep,
        @DefaultValue("10") @Positive int history,
        @DefaultValue("24h") Duration noticeWindow,
        @DefaultValue("90d") Duration retention,
        @DefaultValue("*") Set<String> identifyingChannels,
        @DefaultValue("5") @Positive int remembered) {
    /** People who are not signed in there are guests. */
    private static final Set<String> SIGN_IN = Set.of("web", "api");

    /** Whether who wrote this is to be learnt from its words. */
    boolean mayIdentify(MessageReceived message) {
        var channel = message.channel();
        return Boolean.TRUE.equals(message.mayIdentify())
                && channel != null
                && !SIGN_IN.contains(channel)
                && (identifyingChannels.contains("*") || identifyingChannels.contains(channel));
    }
}
