package io.souk.gateway.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a socket.
 *
 * @param customerId null is a guest
 * @param address where guests' messages are counted together
 * @param until when the token expires; null for guests
 * @param agent whether it is one of the people of the shop
 */
record Client(
        @Nullable String customerId,
        String address,
        @Nullable Instant until,
        boolean agent) {}
