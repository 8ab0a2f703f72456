/** How tools-service behaves. */
@NullMarked
package io.souk.tools.refunds;

import org.jspecify.annotations.NullMarked;
