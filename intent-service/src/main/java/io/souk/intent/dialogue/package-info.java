/** What a message means in its conversation: one class for each way of leaning on what was said before. */
@NullMarked
package io.souk.intent.dialogue;

import org.jspecify.annotations.NullMarked;
