/** The chat: what a socket or a REST caller says becomes an event, what conversation-service answers becomes frames. */
@NullMarked
package io.souk.gateway.chat;

import org.jspecify.annotations.NullMarked;
