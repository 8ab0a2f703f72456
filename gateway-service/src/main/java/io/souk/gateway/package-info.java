/** The edge: people and clients talk to Souk here, over WebSocket and REST, and nowhere else. */
@NullMarked
package io.souk.gateway;

import org.jspecify.annotations.NullMarked;
