/** How tools-service behaves. */
@NullMarked
package io.souk.tools.operations;

import org.jspecify.annotations.NullMarked;
