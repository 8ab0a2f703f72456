/** Why something can't be done: one code and one sentence for each reason, wherever it is told. */
@NullMarked
package io.souk.tools.refusals;

import org.jspecify.annotations.NullMarked;
