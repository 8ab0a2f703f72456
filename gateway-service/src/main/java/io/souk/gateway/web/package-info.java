/** The web app's files, and what a browser may do with them. */
@NullMarked
package io.souk.gateway.web;

import org.jspecify.annotations.NullMarked;
