/** Writes the catalogue into the graph: record by record, or a whole generation anew. */
@NullMarked
package io.souk.graph.catalogue;

import org.jspecify.annotations.NullMarked;
