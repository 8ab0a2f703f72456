/** How tools-service behaves. */
@NullMarked
package io.souk.tools.replay;

import org.jspecify.annotations.NullMarked;
