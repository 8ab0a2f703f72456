/** Who bought what. */
@NullMarked
package io.souk.graph.purchases;

import org.jspecify.annotations.NullMarked;
