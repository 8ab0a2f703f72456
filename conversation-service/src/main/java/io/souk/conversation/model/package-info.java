/** Replies written by a language model, where one is set up: what it is told, and what of its words is let through. */
@NullMarked
package io.souk.conversation.model;

import org.jspecify.annotations.NullMarked;
