/** How this service reads and writes JSON: money exactly, with the scale it has. */
@NullMarked
package io.souk.tools.json;

import org.jspecify.annotations.NullMarked;
