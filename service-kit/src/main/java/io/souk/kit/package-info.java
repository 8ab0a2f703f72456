/** Written once for all services: Kafka policy, outbox, idempotency, observability, problem details, internal security. */
@NullMarked
package io.souk.kit;

import org.jspecify.annotations.NullMarked;
