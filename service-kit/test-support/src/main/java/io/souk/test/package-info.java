/** Where integration tests get their real Kafka, PostgreSQL and Neo4j from, and how they look at topics. */
@NullMarked
package io.souk.test;

import org.jspecify.annotations.NullMarked;
