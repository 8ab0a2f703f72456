/** How tools-service behaves. */
@NullMarked
package io.souk.tools.deliveries;

import org.jspecify.annotations.NullMarked;
