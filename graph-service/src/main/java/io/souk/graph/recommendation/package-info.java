/** Products for a need, each with its reason. */
@NullMarked
package io.souk.graph.recommendation;

import org.jspecify.annotations.NullMarked;
