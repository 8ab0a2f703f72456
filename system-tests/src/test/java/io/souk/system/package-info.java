/** The whole platform as its users meet it: every test talks to running processes, and knows nothing of what is inside them. */
@NullMarked
package io.souk.system;

import org.jspecify.annotations.NullMarked;
