/** How tools-service behaves. */
@NullMarked
package io.souk.tools.admin;

import org.jspecify.annotations.NullMarked;
