/** What the services behind the gateway offer over REST, passed on for the customer that the token names. */
@NullMarked
package io.souk.gateway.shop;

import org.jspecify.annotations.NullMarked;
