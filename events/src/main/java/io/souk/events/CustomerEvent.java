package io.souk.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What customers ask about their own data, and what was done. Topic {@link Topics#CUSTOMERS}, keyed by customer id: the answers
 * to a request follow it.
 */
@OnTopic(Topics.CUSTOMERS)
public sealed interface CustomerEvent extends Event {
    /** Whose data it is about. */
    default String customerId() {
        return meta().subject();
    }

    /**
     * Everything that is kept of the customer is to go; what the law wants kept stays under the pseudonym. Whoever keeps anything
     * obeys and answers with {@link DataErased}. From then on the account is closed for a day: what still turns up of it was
     * under way and must not be kept either. Whoever comes back later begins anew.
     *
     * @param pseudonym what stands for the customer from now on; says nothing of who it is
     * @param requestedAt when the customer asked, also when this asks again
     * @param attempt 1, and more when an answer has not come
     */
    @EventType("io.souk.customer.erasure-requested.v1")
    record ErasureRequested(Meta meta, String requestId, String pseudonym, Instant requestedAt, Integer attempt)
            implements CustomerEvent {
        /** Longer than a local token lives, and than anything is under way. */
        public static final Duration CLOSED_FOR = Duration.ofDays(1);

        private static final Pattern PSEUDONYM = Pattern.compile("erased-[0-9a-f]{8,64}");

        public ErasureRequested {
            Check.notBlank("requestId", requestId);
            Check.present("requestedAt", requestedAt);
            Check.present("attempt", attempt);
            if (!PSEUDONYM.matcher(Check.notBlank("pseudonym", pseudonym)).matches()) {
                // else somebody else's orders could be given to a customer
                throw new IllegalArgumentException("pseudonym is not erased-<8 to 64 hexadecimal digits>");
            }
        }

        /** Until when what names the customer is refused and dropped. */
        public Instant closedUntil() {
            return requestedAt.plus(CLOSED_FOR);
        }
    }

    /**
     * One service's receipt: nothing of the customer is kept there any more.
     *
     * @param service {@code tools-service}, …
     * @param counts how many of what were erased, or given the pseudonym
     */
    @EventType("io.souk.customer.data-erased.v1")
    record DataErased(Meta meta, String requestId, String service, Map<String, Long> counts, Instant erasedAt)
            implements CustomerEvent {
        public DataErased {
            Check.notBlank("requestId", requestId);
            Check.notBlank("service", service);
            Check.present("erasedAt", erasedAt);
            counts = Check.map(counts);
        }
    }

    /** The customer wants to see everything, and a service that keeps some of it was away: to be fetched when it is back. */
    @EventType("io.souk.customer.export-requested.v1")
    record ExportRequested(Meta meta, String requestId, Instant requestedAt) implements CustomerEvent {
        public ExportRequested {
            Check.notBlank("requestId", requestId);
            Check.present("requestedAt", requestedAt);
        }
    }

    /**
     * The customer was given everything.
     *
     * @param services whose data was in it
     */
    @EventType("io.souk.customer.data-exported.v1")
    record DataExported(Meta meta, String requestId, List<String> services, Instant exportedAt)
            implements CustomerEvent {
        public DataExported {
            Check.notBlank("requestId", requestId);
            services = Check.list(services);
            Check.present("exportedAt", exportedAt);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements CustomerEvent {}
}
