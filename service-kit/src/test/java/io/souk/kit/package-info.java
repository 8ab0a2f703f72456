@NullMarked
package io.souk.kit;

import org.jspecify.annotations.NullMarked;
