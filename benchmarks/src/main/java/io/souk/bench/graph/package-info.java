/** How fast the product graph answers, and how fast a seller's catalogue gets into it. */
@NullMarked
package io.souk.bench.graph;

import org.jspecify.annotations.NullMarked;
