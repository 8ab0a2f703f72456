@NullMarked
package io.souk.conversation.reply;

import org.jspecify.annotations.NullMarked;
