/** How tools-service behaves. */
@NullMarked
package io.souk.tools;

import org.jspecify.annotations.NullMarked;
