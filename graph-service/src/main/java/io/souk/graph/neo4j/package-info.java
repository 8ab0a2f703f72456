/** The way to Neo4j: every statement by name, in files, and changes of the model by version. */
@NullMarked
package io.souk.graph.neo4j;

import org.jspecify.annotations.NullMarked;
