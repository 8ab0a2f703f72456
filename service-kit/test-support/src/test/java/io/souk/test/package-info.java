@NullMarked
package io.souk.test;

import org.jspecify.annotations.NullMarked;
