/** Knows products as a graph: what they are, how they differ, what works with what. */
@NullMarked
package io.souk.graph;

import org.jspecify.annotations.NullMarked;
