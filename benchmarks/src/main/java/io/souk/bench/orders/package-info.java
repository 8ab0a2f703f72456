/** How fast orders are found and changed when there are many. */
@NullMarked
package io.souk.bench.orders;

import org.jspecify.annotations.NullMarked;
