/** From evidence to words: everything a reply says stands in the evidence of its turn. */
@NullMarked
package io.souk.conversation.reply;

import org.jspecify.annotations.NullMarked;
