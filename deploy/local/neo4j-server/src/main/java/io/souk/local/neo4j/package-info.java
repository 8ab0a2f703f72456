/** A Neo4j for machines without Docker: the real kernel and Bolt server, embedded in one process. */
@NullMarked
package io.souk.local.neo4j;

import org.jspecify.annotations.NullMarked;
