/** Measures a running platform from outside; it shares no code with it. */
@NullMarked
package io.souk.bench;

import org.jspecify.annotations.NullMarked;
