/** The dialogue: what a message wants, which order it means, what still has to be asked, and the proposal that a yes runs. */
@NullMarked
package io.souk.tools.desk;

import org.jspecify.annotations.NullMarked;
