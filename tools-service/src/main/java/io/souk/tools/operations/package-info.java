/** The one implementation of every operation, and its door over HTTP; chats and models come in by the same way. */
@NullMarked
package io.souk.tools.operations;

import org.jspecify.annotations.NullMarked;
