@NullMarked
package io.souk.events;

import org.jspecify.annotations.NullMarked;
