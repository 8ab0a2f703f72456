/** A Kafka broker for machines without Docker: the real one, in one process that formats its storage itself. */
@NullMarked
package io.souk.local.kafka;

import org.jspecify.annotations.NullMarked;
