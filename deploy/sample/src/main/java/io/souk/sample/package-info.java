/** Fills an empty marketplace, the way sellers do it: through the catalogue topics. */
@NullMarked
package io.souk.sample;

import org.jspecify.annotations.NullMarked;
