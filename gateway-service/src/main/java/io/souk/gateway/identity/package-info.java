/** Who is calling: tokens, their cookie, what a browser may do with it, and the local identity for development. */
@NullMarked
package io.souk.gateway.identity;

import org.jspecify.annotations.NullMarked;
