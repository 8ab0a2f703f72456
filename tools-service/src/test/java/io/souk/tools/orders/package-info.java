/** How tools-service behaves. */
@NullMarked
package io.souk.tools.orders;

import org.jspecify.annotations.NullMarked;
