/** What works with what, by the standards that data sheets name. */
@NullMarked
package io.souk.graph.compatibility;

import org.jspecify.annotations.NullMarked;
