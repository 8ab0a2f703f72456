/** Orders as their owners see them, with delivery and refunds. */
@NullMarked
package io.souk.tools.overview;

import org.jspecify.annotations.NullMarked;
