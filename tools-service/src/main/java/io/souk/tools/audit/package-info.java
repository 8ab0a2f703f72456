/** Who did what on whose word, before and after: appended, never changed. */
@NullMarked
package io.souk.tools.audit;

import org.jspecify.annotations.NullMarked;
