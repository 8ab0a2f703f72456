package io.souk.gateway.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.souk.gateway.chat.ChatException.Code;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How often one may speak: a customer wherever she is; a guest per conversation, and all guests of one network address together. */
@Component
class RateLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A full bucket forgotten is the same as a full bucket kept. */
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    private final ChatProperties properties;

    RateLimits(ChatProperties properties) {
        this.properties = properties;
    }

    /** Takes one message from the allowance, or throws with the time until the next one. */
    void take(@Nullable String customerId, String conversationId, String address) {
        var limits = customerId == null
                ? List.of(
                        bucket("conversation/" + conversationId, 1),
                        bucket("address/" + address, properties.guestsPerAddress()))
                : List.of(bucket("customer/" + customerId, 1));
        for (var limit : limits) {
            var probe = limit.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                throw new ChatException(
                        Code.RATE_LIMITED,
                        "That was a lot of messages at once. Please wait a moment.",
                        Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
    }

    private Bucket bucket(String key, int times) {
        return buckets.get(
                key,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity((long) properties.burst() * times)
                                .refillGreedy((long) properties.messagesPerMinute() * times, MINUTE))
                        .build());
    }
}
