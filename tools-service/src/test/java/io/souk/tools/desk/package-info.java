/** How tools-service behaves. */
@NullMarked
package io.souk.tools.desk;

import org.jspecify.annotations.NullMarked;
