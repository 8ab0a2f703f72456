/** The life of a turn: remembers conversations, keeps their order, waits for evidence within limits and answers. */
@NullMarked
package io.souk.conversation;

import org.jspecify.annotations.NullMarked;
