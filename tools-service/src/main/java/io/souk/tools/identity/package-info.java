/** Who writes in channels without sign-in: found by e-mail address, or by name and postcode, within limits. */
@NullMarked
package io.souk.tools.identity;

import org.jspecify.annotations.NullMarked;
